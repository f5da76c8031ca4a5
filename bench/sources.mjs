/**
 * What a live stream costs before anything is looked for in it: our source layer (relay, decoder, both pictures read
 * into memory) beside plain `ffmpeg` that decodes, samples and scales the same: once throwing the pictures away, which
 * nobody can do who wants to see them, and once into pipes that `cat` reads. All read the same RTSP server, turn by
 * turn, so that the ratio holds on a noisy machine.
 *
 *   npm run bench:sources [-- --streams 8 --seconds 20 --rounds 5 --fps 5]
 */
import { cpus } from 'node:os'
import { parseArgs } from 'node:util'
import { startRtspServer } from '../testing/dist/index.js'
import { measureOurs } from './sources/ours.mjs'
import { measurePiped, measurePlain } from './sources/plain.mjs'
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
const kinds = { ours: measureOurs, plain: measurePlain, piped: measurePiped }
const seen = { ours: [], plain: [], piped: [] }
try {
  for (let round = 1; round <= rounds; round++) {
    const order = { url: camera.url, streams, seconds, fps }
    // Whoever is first has it no better: the order changes with each round.
    const turns = round % 2 === 1 ? Object.keys(kinds) : Object.keys(kinds).reverse()
    for (const kind of turns) seen[kind].push(await kinds[kind](order))
    const [ours, plain, piped] = ['ours', 'plain', 'piped'].map((kind) => seen[kind].at(-1))
    say(
      `round ${round}: CPU seconds for a second of a stream: ours ${ours.cpu.toFixed(4)} (of it our process ` +
        `${ours.own.toFixed(4)}), plain ${plain.cpu.toFixed(4)}, piped ${piped.cpu.toFixed(4)}: ` +
        `ratios ${(ours.cpu / plain.cpu).toFixed(3)} and ${(ours.cpu / piped.cpu).toFixed(3)}`,
    )
  }
} finally {
  await camera.stop()
}

const row = (name, numbers, digits) => [
  name,
  ...[median(numbers), Math.min(...numbers), Math.max(...numbers)].map((v) => v.toFixed(digits)),
]
const column = (kind, what) => seen[kind].map((turn) => turn[what])
const ratios = (kind) => seen.ours.map((turn, round) => turn.cpu / seen[kind][round].cpu)
say(
  `\n${table([
    [clip.name, 'median', 'lowest', 'highest'],
    row('our sources: CPU seconds for a second of a stream', column('ours', 'cpu'), 4),
    row('of it our process, without the decoders', column('ours', 'own'), 4),
    row('plain ffmpeg that throws its pictures away', column('plain', 'cpu'), 4),
    row('plain ffmpeg into pipes that cat reads', column('piped', 'cpu'), 4),
    row(`ours / plain thrown away (goal: at most ${GOAL.ratio})`, ratios('plain'), 3),
    row('ours / plain into pipes', ratios('piped'), 3),
    row(`our memory per stream (PSS), MB (goal: at most ${GOAL.memoryMb})`, column('ours', 'memoryMb'), 0),
    row('memory of plain ffmpeg per stream, MB', column('plain', 'memoryMb'), 0),
    row('frames a second and stream that we read', column('ours', 'fps'), 2),
  ])}`,
)
