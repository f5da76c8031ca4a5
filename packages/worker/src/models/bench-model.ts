/** Measures what a model costs on this machine, per number of threads. */
import { ModelRunner } from '../inference/model-runner.js'
import type { ModelStore } from './model-store.js'
import { openSession } from './open-session.js'

export interface ModelBench {
  store: ModelStore
  name: string
  /** Threads inside one inference, each measured after the other. */
  threads: readonly number[]
  /** Counted runs for each; a few more go before. */
  runs: number
}

export interface ModelBenchResult {
  threads: number
  /** Medians in milliseconds: pixels to input, the network, outputs to detections. */
  prepareMs: number
  runMs: number
  decodeMs: number
  /** Pictures a second, one after the other, by the sum of the medians. */
  framesPerSecond: number
}

/** Until memory is set up and caches are warm. */
const WARM_UP = 3

/** @throws Error when the model cannot be fetched or loaded */
export async function benchModel({ store, name, threads, runs }: ModelBench): Promise<ModelBenchResult[]> {
  const { modelPath, manifest } = await store.ensure(name)
  const { width, height } = manifest.input
  const size = { width, height }
  const picture = pattern(width, height)
  const results: ModelBenchResult[] = []
  for (const count of threads) {
    const runner = new ModelRunner(await openSession(modelPath, manifest, count), manifest)
    try {
      const all: { prepare: number; run: number; decode: number }[] = []
      for (let i = -WARM_UP; i < runs; i++) {
        const { ms } = await runner.look(picture, size, { minScore: manifest.threshold })
        if (i >= 0) all.push(ms)
      }
      const median = (part: 'prepare' | 'run' | 'decode') => middle(all.map((ms) => ms[part]))
      const [prepareMs, runMs, decodeMs] = [median('prepare'), median('run'), median('decode')]
      const framesPerSecond = 1000 / (prepareMs + runMs + decodeMs)
      results.push({ threads: count, prepareMs, runMs, decodeMs, framesPerSecond })
    } finally {
      await runner.close()
    }
  }
  return results
}

/** Waves of all sizes: nothing in it is an object, and no two pixels in a row are the same. */
function pattern(width: number, height: number): Uint8Array {
  return Uint8Array.from({ length: width * height * 3 }, (_, i) => {
    const [x, y] = [Math.floor(i / 3) % width, Math.floor(i / 3 / width)]
    return 128 + 60 * Math.sin(x / (3 + (i % 3))) + 60 * Math.sin((x * y) / 900)
  })
}

const middle = (values: number[]): number => values.sort((a, b) => a - b)[Math.floor(values.length / 2)]!
