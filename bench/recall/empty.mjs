/**
 * False alarms: ten minutes in which nobody is there, in every condition. Every alarm is one too many. Noise, rain, snow,
 * shadows and the shaking are others in each of the frames (packages/scenes/src/conditions.test.ts holds that).
 *
 *   npm run bench:empty -- [--algorithm PART-OF-NAME] [--condition NAME,NAME] [--minutes N] [--model NAME] [--common JSON]
 */
import { parseArgs } from 'node:util'
import { ALGORITHMS } from '../../packages/core/dist/index.js'
import { makeSceneClip } from '../../packages/scenes/dist/index.js'
import { table } from '../speed/table.mjs'
import { CACHE } from '../vigia-server.mjs'
import { CONDITIONS, place, sceneOf, strip } from './conditions.mjs'
import { sideBySide } from './side-by-side.mjs'
import { roi } from './words.mjs'

const { values } = parseArgs({
  options: {
    algorithm: { type: 'string', default: '' },
    condition: { type: 'string' },
    minutes: { type: 'string', default: '10' },
    model: { type: 'string' },
    common: { type: 'string', default: '{}' },
  },
})
const seconds = Math.round(Number(values.minutes) * 60)
if (!(seconds >= 10 && seconds <= 600)) {
  process.stderr.write(`--minutes is ${values.minutes}: give 0.2 to 10\n`)
  process.exit(1)
}

/** Everything an alarm can be asked of: the whole frame, and a line across all of it. */
const watched = (scene) => ({
  lines: [{ name: 'across', points: [place(scene, 0.5, 400), place(scene, 0.5, 1)] }],
  regions: [{ name: 'all', points: strip(scene, 0, 1, 10_000, 0) }],
})
const CASES = [
  {
    name: 'intrusion',
    service: 'c-intrusiondetection-cloud',
    common: (scene) => ({
      car_detection_sw: 1,
      loitering_detection_sw: 1,
      target_roi: roi(watched(scene)),
    }),
  },
  {
    name: 'parking',
    service: 'c-traffic-abnormal-park-cloud',
    common: (scene) => ({
      parking_time_threshold: 10,
      target_roi: roi({ regions: watched(scene).regions }),
    }),
  },
]

const found = []
let invented = 0
// A crowd of nobody is what `day` is already.
const { crowd: _, ...conditions } = CONDITIONS
for (const condition of Object.keys(conditions)) {
  if (values.condition !== undefined && !values.condition.split(',').includes(condition)) continue
  const scene = sceneOf(condition, { crowd: 0, cars: 0 }, seconds)
  const { video } = await makeSceneClip(scene, CACHE, { ffmpegPath: 'ffmpeg' })
  const cases = CASES.filter(
    ({ name, service }) => name.includes(values.algorithm) && ALGORITHMS.has(service),
  )
  const jobs = cases.map(({ service, common }) => ({
    service,
    common: { ...common(scene), ...JSON.parse(values.common) },
  }))
  const runs = await sideBySide(video, jobs, { model: values.model })
  for (const [i, { messages, looked, frames }] of runs.entries()) {
    const { name } = cases[i]
    invented += messages.length
    const share = `${Math.round((100 * looked) / frames)} %`
    found.push([condition, name, `${seconds / 60} min`, share, String(messages.length)])
    process.stderr.write(`${condition}, ${name}: ${messages.length} false alarms in ${seconds / 60} min\n`)
    if (messages.length > 0) process.stderr.write(`    ${video}\n`)
    for (const { data, vigia } of messages)
      process.stderr.write(`    at ${vigia.video_time_ms / 1000} s: ${JSON.stringify(data)}\n`)
  }
}
process.stdout.write(
  `${table([['condition', 'algorithm', 'watched', 'looked at', 'false alarms'], ...found])}\n`,
)
process.exitCode = invented > 0 ? 1 : 0
