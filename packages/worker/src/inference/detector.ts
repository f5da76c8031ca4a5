/** Object detection on RGB pictures, computed in a worker thread of its own. */
import { Worker } from 'node:worker_threads'
import type { Detection } from '@vigia/core'
import type { ModelManifest } from '../models/manifest.js'
import { ModelThread } from './model-thread.js'

export interface DetectorOptions {
  /** An ONNX file; its hash is the model store's business. */
  modelPath: string
  manifest: ModelManifest
  /** Threads inside one inference, 1 by default: more are slower on a busy machine. */
  threads?: number
  /** Labels to look for; all of the model's by default. Fewer make the reading of its output cheaper. */
  labels?: readonly string[]
}

export interface Detector {
  /** The longer side of the model's input in pixels: a picture that fits in a square of it is the cheapest. */
  readonly inputSize: number
  /**
   * @param rgb `height` rows of `width` RGB pixels; copied before the call returns.
   * @param width 1 to 8192; `height` likewise. A picture that was not made for this model is scaled here.
   * @param minScore 0-1.
   * @returns Boxes in pixels of this picture, clipped to it; best first, at most 100.
   * @throws DetectorError when the picture is not what its size says, the run fails, or the thread is gone.
   */
  detect(rgb: Uint8Array, width: number, height: number, minScore: number): Promise<Detection[]>
  /** Ends the thread; waiting calls fail. May be called again. */
  close(): Promise<void>
}

export class DetectorError extends Error {}

/** A picture of this size would be 200 MB. */
const MOST_SIDE = 8192

/** What the thread is started with. */
export interface DetectorThreadSetup {
  modelPath: string
  manifest: ModelManifest
  threads: number
}

/** What the thread is asked. */
export interface DetectCall {
  /** RGB content; its memory is handed over. */
  rgb: Uint8Array
  width: number
  height: number
  minScore: number
  wanted: readonly string[] | undefined
}

/** Starts the thread and loads the model. @throws DetectorError when the model cannot be loaded or does not fit. */
export async function createDetector(options: DetectorOptions): Promise<Detector> {
  const { modelPath, manifest, threads = 1, labels: wanted } = options
  const workerData: DetectorThreadSetup = { modelPath, manifest, threads }
  const worker = new Worker(new URL('./detector-thread.js', import.meta.url), { workerData })
  const fault = (reason: string) => new DetectorError(`detector ${manifest.name}: ${reason}`)
  const thread = new ModelThread<DetectCall, Detection[]>(worker, fault)
  await thread.ready
  return {
    inputSize: Math.max(manifest.input.width, manifest.input.height),
    async detect(rgb, width, height, minScore) {
      thread.check()
      const wrong = whatIsWrong(rgb, width, height, minScore)
      if (wrong !== undefined) throw fault(wrong)
      // A copy of its own, so that exactly these bytes change hands and the caller keeps the picture. Not by slice():
      // for a Buffer that gives a view, and the whole pool behind it would be handed over.
      const copy = new Uint8Array(rgb)
      return thread.ask({ rgb: copy, width, height, minScore, wanted }, [copy.buffer])
    },
    close: () => thread.close(),
  }
}

function whatIsWrong(rgb: Uint8Array, width: number, height: number, minScore: number): string | undefined {
  const fits = (length: number) => Number.isInteger(length) && length >= 1 && length <= MOST_SIDE
  if (!fits(width) || !fits(height))
    return `the picture is ${width}×${height}; sides can be 1 to ${MOST_SIDE} pixels`
  if (rgb.length !== width * height * 3)
    return `rgb has ${rgb.length} bytes; ${width}×${height} RGB needs ${width * height * 3}`
  return minScore >= 0 && minScore <= 1 ? undefined : `minScore is ${minScore}; it must be 0 to 1`
}
