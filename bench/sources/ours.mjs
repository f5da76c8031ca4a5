/** Our source layer over many streams, in a process of its own. */
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'
import { addressPolicy } from '../../packages/core/dist/index.js'
import { openSource } from '../../packages/worker/dist/source/index.js'
import { measureTree } from './turn.mjs'

const DETECTOR_SIDE = 416

/** @returns {Promise<{ cpu: number, own: number, memoryMb: number, fps: number }>} */
export async function measureOurs(order) {
  const child = spawn(process.execPath, [fileURLToPath(import.meta.url), JSON.stringify(order)], {
    stdio: ['pipe', 'pipe', 'inherit'],
  })
  const lines = createInterface({ input: child.stdout })
  const next = async () => JSON.parse((await once(lines, 'line'))[0])
  try {
    await next()
    const count = async () => {
      const answer = next()
      child.stdin.write('count\n')
      return (await answer).frames
    }
    return await measureTree([child.pid], count, order)
  } finally {
    child.stdin.end()
    await once(child, 'exit')
  }
}

/** The process itself: says that all streams flow, then how many frames were read whenever it is asked. */
async function run({ url, streams, fps }) {
  const say = (word) => process.stdout.write(`${JSON.stringify(word)}\n`)
  let flowing = 0
  const sources = Array.from({ length: streams }, () =>
    openSource(
      {
        locate: async () => ({ url }),
        ...{ presumed: 'stream', fps, detectorSize: DETECTOR_SIDE, ffmpegPath: 'ffmpeg', mediaDirs: [] },
        ...{ policy: addressPolicy('media', '127.0.0.0/8'), frameTimeoutMs: 20_000, ladderMs: [1_000] },
      },
      { onState: (state) => state.kind === 'flowing' && ++flowing === streams && say('flowing') },
    ),
  )
  const readers = sources.map(async (source) => {
    for await (const _ of source.frames());
  })
  process.stdin.on('data', () =>
    say({ frames: sources.reduce((sum, { counters }) => sum + counters.decoded, 0) }),
  )
  await once(process.stdin, 'end')
  await Promise.all(sources.map((source) => source.close()))
  await Promise.all(readers)
}

if (process.argv[1] === fileURLToPath(import.meta.url)) await run(JSON.parse(process.argv[2]))
