/**
 * How well does the tracker keep people apart? Runs it, and beside it ByteTrack as its paper has it, on the public detections
 * of sequences of MOTChallenge 2015, and prints the metrics of both. The sequences may be used for measuring only.
 *
 *   npm run bench:tracking -- --sequences FOLDER      (holds SEQUENCE/det.txt, gt.txt and seqinfo.ini)
 *   npm run bench:tracking -- --sampled 1             (frames a second beside the sequence's own; 5 by default)
 */
import { existsSync } from 'node:fs'
import { parseArgs } from 'node:util'
import { clearMot, hota, identityScores } from '../testing/dist/index.js'
import { table } from './speed/table.mjs'
import { framesOf, readSequence } from './tracking/mot-sequence.mjs'
import { TRACKERS, tracked } from './tracking/trackers.mjs'

const { values } = parseArgs({
  options: {
    sequences: { type: 'string', default: new URL('../../shared/groundtruth', import.meta.url).pathname },
    sampled: { type: 'string', default: '5' },
  },
})
/** Of the footage, frames a second; the file of PETS09-S2L1 says 7, its film runs at 10. */
const SEQUENCES = { 'PETS09-S2L1': 10, 'ADL-Rundle-6': 30, 'Venice-2': 30 }
const SAMPLED = Number(values.sampled)
const HEAD = [
  'sequence',
  'fps',
  'tracker',
  'HOTA',
  'DetA',
  'AssA',
  'MOTA',
  'IDF1',
  'switches',
  'fragmentations',
]

if (!existsSync(values.sequences)) {
  process.stderr.write(
    `There is no folder ${values.sequences}: give --sequences, a folder with those of MOTChallenge 2015.\n`,
  )
  process.exit(1)
}

if (!Object.values(SEQUENCES).every((fps) => fps / SAMPLED >= 1 && Number.isInteger(fps / SAMPLED))) {
  process.stderr.write(
    `--sampled ${values.sampled} divides not all of ${Object.values(SEQUENCES).join(', ')}: give 1, 2, 5 or 10.\n`,
  )
  process.exit(1)
}

const rows = []
for (const [name, fps] of Object.entries(SEQUENCES)) {
  const sequence = await readSequence(`${values.sequences}/${name}`)
  for (const every of [1, fps / SAMPLED]) {
    for (const [tracker, make] of Object.entries(TRACKERS)) {
      const results = firstFrames(every).map((first) => {
        const frames = framesOf(sequence, every, first)
        return metrics(tracked(frames, make(fps / every), fps / every))
      })
      const mean = (of) => results.reduce((sum, one) => sum + of(one), 0) / results.length
      const shares = ['hota', 'detA', 'assA', 'mota', 'idf1'].map((key) => mean((one) => one[key]).toFixed(3))
      const counts = ['switches', 'fragmentations'].map((key) => mean((one) => one[key]).toFixed(0))
      rows.push([name, String(fps / every), tracker, ...shares, ...counts])
    }
  }
}
process.stdout.write(`${table([HEAD, ...rows])}\n`)

function metrics(result) {
  return { ...hota(result), ...clearMot(result), ...identityScores(result) }
}

/** Which frame a sampler takes first is chance, and moves the metrics by some hundredths: all of at most six are averaged. */
function firstFrames(every) {
  const choices = Math.min(6, every)
  return Array.from({ length: choices }, (_, i) => 1 + Math.floor((i * every) / choices))
}
