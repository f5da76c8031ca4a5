/**
 * What a live stream costs before anything is looked for in it: our source layer (relay, decoder, both pictures read
 * into memory) beside plain `ffmpeg` that decodes, samples and scales the same and throws the pictures away. Both read
 * the same RTSP server, turn by turn, so that the ratio holds on a noisy machine.
 *
 *   npm run bench:sources [-- --streams 8 --seconds 20 --rounds 5 --fps 5]
 */
import { cpus } from 'node:os'
import { parseArgs } from 'node:util'
import { startRtspServer } from '../testing/dist/index.js'
import { measureOurs } from './sources/ours.mjs'
import { measurePlain } from './sources/plain.mjs'
import { benchClip } from './speed/clips.mjs'
import { median, table } from './speed/table.mjs'

/** What issue and design promise. */
const GOAL = { ratio: 1.15, memoryMb: 120 }
const CLIP_SECONDS = 20

const { values } = parseArgs({
  options: {
    streams: { type: 'string', default: '8' },
    seconds: { type: 'string', default: '20' },
    rounds: { type: 'string', default: '5' },
    fps: { type: 'string', default: '5' },
  },
})
const [streams, seconds, rounds, fps] = [values.streams, values.seconds, values.rounds, values.fps].map(
  Number,
)
const say = (text) => process.stdout.write(`${text}\n`)
say(`machine: ${cpus().length} cores, ${cpus()[0]?.model ?? 'unknown'}, Node ${process.versions.node}`)
say(`${streams} RTSP streams at once, sampled at ${fps} fps, ${seconds} s a turn, ${rounds} rounds\n`)

const clip = await benchClip(CLIP_SECONDS)
const camera = await startRtspServer({ file: clip.file })
const seen = { ours: [], plain: [], ratio: [], ourMemory: [], plainMemory: [], frames: [] }
try {
  for (let round = 1; round <= rounds; round++) {
    const order = { url: camera.url, streams, seconds, fps }
    // Whoever is first has it no better: the order changes with each round.
    const turns = round % 2 === 1 ? [measurePlain, measureOurs] : [measureOurs, measurePlain]
    const results = new Map()
    for (const turn of turns) results.set(turn, await turn(order))
    const [ours, plain] = [results.get(measureOurs), results.get(measurePlain)]
    seen.ours.push(ours.cpu)
    seen.plain.push(plain.cpu)
    seen.ratio.push(ours.cpu / plain.cpu)
    seen.ourMemory.push(ours.memoryMb)
    seen.plainMemory.push(plain.memoryMb)
    seen.frames.push(ours.fps)
    say(
      `round ${round}: ours ${ours.cpu.toFixed(4)} (of it our process ${ours.own.toFixed(4)}), ` +
        `plain ${plain.cpu.toFixed(4)} CPU seconds for a second of a stream: ${(ours.cpu / plain.cpu).toFixed(3)}; ` +
        `memory ${ours.memoryMb.toFixed(0)} and ${plain.memoryMb.toFixed(0)} MB; ${ours.fps.toFixed(2)} fps`,
    )
  }
} finally {
  await camera.stop()
}

const row = (name, numbers, digits) => [
  name,
  ...[median(numbers), Math.min(...numbers), Math.max(...numbers)].map((v) => v.toFixed(digits)),
]
say(
  `\n${table([
    [clip.name, 'median', 'lowest', 'highest'],
    row('our sources: CPU seconds for a second of a stream', seen.ours, 4),
    row('plain ffmpeg: the same', seen.plain, 4),
    row(`ours / plain in each round (goal: at most ${GOAL.ratio})`, seen.ratio, 3),
    row(`our memory per stream (PSS), MB (goal: at most ${GOAL.memoryMb})`, seen.ourMemory, 0),
    row('memory of plain ffmpeg per stream, MB', seen.plainMemory, 0),
    row('frames a second and stream that were read', seen.frames, 2),
  ])}`,
)
