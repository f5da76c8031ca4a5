/**
 * How well does it see? Runs the real product on footage whose truth is known (PETS09-S2L1) and prints what it found,
 * missed and invented; beside it the same rule on the labelled boxes, so that the detector's errors and the rule's
 * own can be told apart. Footage and labels are not part of Vigia and may be used for measuring only.
 *
 *   npm run bench:accuracy -- --video PATH --truth PATH [--only PART-OF-A-RUN'S-NAME]
 */
import { existsSync } from 'node:fs'
import { mkdtemp, rm } from 'node:fs/promises'
import { availableParallelism, cpus, tmpdir } from 'node:os'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { alarmsOf } from './accuracy/alarms.mjs'
import { cameraClip } from './accuracy/clip.mjs'
import { FLOW_COMMON, FLOW_HEAD, flowRows } from './accuracy/flow.mjs'
import { CLOSE_MS, matchEvents, WITHIN_MS, WITHIN_PX } from './accuracy/match.mjs'
import { runOracle } from './accuracy/oracle.mjs'
import { runProduct } from './accuracy/product.mjs'
import { HEAD, listErrors, rows } from './accuracy/report.mjs'
import { readTruth, trueEvents } from './accuracy/truth.mjs'
import { table } from './speed/table.mjs'
import { ensureModel } from './vigia-server.mjs'

const shared = (path) => new URL(`../../shared/${path}`, import.meta.url).pathname
const { values } = parseArgs({
  options: {
    video: { type: 'string', default: shared('media/vtest.avi') },
    truth: { type: 'string', default: shared('groundtruth/PETS09-S2L1/gt.txt') },
    only: { type: 'string', default: '' },
  },
})
for (const name of ['video', 'truth']) {
  if (existsSync(values[name])) continue
  process.stderr.write(
    `There is no file ${values[name]}: give --${name}. The footage is vtest.avi of Debian's opencv-doc, the truth ` +
      'gt.txt of PETS09-S2L1 in MOTChallenge 2015; neither is part of Vigia.\n',
  )
  process.exit(1)
}

const INTRUSION = 'c-intrusiondetection-cloud'
const FLOW = 'c-flowcount-cloud'
/** Of a job that does not say otherwise. */
const FPS = 5
const RUNS = [
  { name: 'RTSP, Lite0, 5 fps', live: true },
  { name: 'RTSP, Lite0, 10 fps', live: true, common: { sampling_fps: 10 } },
  { name: 'file, Lite0, 5 fps' },
  { name: 'file, Lite0, 5 fps, gate off', common: { motion_gate_sw: 0 } },
  { name: 'file, Lite0, 10 fps', common: { sampling_fps: 10 } },
  { name: 'file, Lite1, 5 fps', common: { detector_model: 'efficientdet-lite1' } },
  {
    name: 'file, Lite1, 5 fps, gate off',
    common: { detector_model: 'efficientdet-lite1', motion_gate_sw: 0 },
  },
  { name: 'file, Lite2, 5 fps', common: { detector_model: 'efficientdet-lite2' } },
  { name: 'labels, 5 fps', oracle: 5 },
  { name: 'labels, 10 fps', oracle: 10 },
  { name: 'flow, file, Lite0, 5 fps', service: FLOW, common: FLOW_COMMON },
  {
    name: 'flow, file, Lite1, 5 fps',
    service: FLOW,
    common: { ...FLOW_COMMON, detector_model: 'efficientdet-lite1' },
  },
  {
    name: 'flow, file, Lite0, 5 fps, gate off',
    service: FLOW,
    common: { ...FLOW_COMMON, motion_gate_sw: 0 },
  },
].filter(({ name }) => name.includes(values.only))

const say = (text) => process.stdout.write(`${text}\n`)
const people = await readTruth(values.truth)
const events = trueEvents(people)
const dir = await mkdtemp(join(tmpdir(), 'vigia-accuracy-'))
const results = []
const close = []
const flow = []
try {
  const clip = await cameraClip(values.video, dir)
  say(
    `machine: ${availableParallelism()} cores, ${cpus()[0]?.model ?? 'unknown'}, Node ${process.versions.node}`,
  )
  say(`clip: ${clip.lengthMs / 1000} s; ${people.size} people, ${events.length} true events`)
  say(`an alarm is right within ${WITHIN_MS / 1000} s and ${WITHIN_PX} px\n`)
  for (const { name, service = INTRUSION, live = false, common = {}, oracle } of RUNS) {
    if (common.detector_model) await ensureModel(common.detector_model)
    const { messages, said } = oracle
      ? {
          messages: runOracle(people, clip.lengthMs, oracle),
          said: 'labelled boxes through tracker and rule',
        }
      : await runProduct(clip, service, common, live)
    say(`${name}: ${said}`)
    if (service === FLOW) flow.push(...flowRows(name, messages, events, people, 1000 / FPS))
    else {
      const alarms = messages.flatMap((message) => alarmsOf(message, clip.lengthMs))
      const match = matchEvents(events, alarms, people)
      results.push(...rows(name, match))
      close.push(...rows(name, matchEvents(events, alarms, people, CLOSE_MS)))
      for (const line of listErrors(match)) say(line)
    }
    say('')
  }
} finally {
  await rm(dir, { recursive: true, force: true })
}
if (results.length > 0) {
  say(table([HEAD, ...results]))
  say(`\nThe same within ${CLOSE_MS / 1000} s:\n\n${table([HEAD, ...close])}`)
}
if (flow.length > 0) say(`\n${table([FLOW_HEAD, ...flow])}`)
