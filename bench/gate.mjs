/**
 * What does the motion gate lose? The same clips and the same detections through two jobs each, with `motion_gate_sw` 1 and
 * 0: drawn streets in which somebody comes now and then, in every condition, or PETS09-S2L1 where it is given (ACCURACY.md).
 *
 *   npm run bench:gate -- [--algorithm NAME] [--condition NAME,NAME] [--minutes N] [--model NAME] [--video PATH --truth PATH]
 */
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { makeSceneClip } from '../packages/scenes/dist/index.js'
import { alarmsOf } from './accuracy/alarms.mjs'
import { cameraClip } from './accuracy/clip.mjs'
import * as filmed from './accuracy/match.mjs'
import { listErrors as filmedErrors } from './accuracy/report.mjs'
import { targetRoi } from './accuracy/scene.mjs'
import { trueEvents as filmedEvents, readTruth } from './accuracy/truth.mjs'
import { CONDITIONS, sceneOf } from './recall/conditions.mjs'
import { matchAlarms } from './recall/match.mjs'
import { listErrors } from './recall/report.mjs'
import { sideBySide } from './recall/side-by-side.mjs'
import { trueEvents } from './recall/truth/true-events.mjs'
import { median, table } from './speed/table.mjs'
import { CACHE } from './vigia-server.mjs'

const { values } = parseArgs({
  options: {
    algorithm: { type: 'string', default: 'intrusion' },
    condition: { type: 'string' },
    minutes: { type: 'string', default: '1' },
    model: { type: 'string' },
    video: { type: 'string' },
    truth: { type: 'string' },
  },
})
const seconds = Math.round(Number(values.minutes) * 60)
const GATES = [1, 0]
/** A minute: where more pass by, something always moves, and the gate leaves nothing out. */
const [PEOPLE, CARS] = [3, 1]
const HEAD = ['footage', 'motion_gate_sw', 'looked at', 'true', 'found', 'invented', 'median delay']
const say = (text) => process.stderr.write(`${text}\n`)
const found = values.video ? await ofFilm() : await ofScenes()
process.stdout.write(`${table([HEAD, ...found])}\n`)

/** @returns rows: people who cross lines and regions on filmed footage */
async function ofFilm() {
  const people = await readTruth(values.truth)
  const events = filmedEvents(people)
  const dir = await mkdtemp(join(tmpdir(), 'vigia-gate-'))
  try {
    const clip = await cameraClip(values.video, dir)
    const judge = (messages) => {
      const alarms = messages.flatMap((message) => alarmsOf(message, clip.lengthMs))
      const match = filmed.matchEvents(events, alarms, people)
      return { match, errors: filmedErrors(match) }
    }
    const service = 'c-intrusiondetection-cloud'
    return await bothWays('film', clip.file, service, { target_roi: targetRoi() }, judge)
  } finally {
    await rm(dir, { recursive: true, force: true })
  }
}

async function ofScenes() {
  const { default: one } = await import(`./recall/cases/${values.algorithm}.mjs`)
  const rows = []
  const quiet = { crowd: Math.ceil((PEOPLE * seconds) / 60), cars: Math.ceil((CARS * seconds) / 60) }
  for (const condition of values.condition?.split(',') ?? Object.keys(CONDITIONS)) {
    const scene = sceneOf(condition, { ...one.scene(seconds), ...quiet }, seconds)
    const { video, labels } = await makeSceneClip(scene, CACHE, { ffmpegPath: 'ffmpeg' })
    const events = trueEvents(labels, one.plan(scene))
    const judge = (messages) => {
      const alarms = messages.flatMap((message) => one.alarms(message, scene))
      const match = matchAlarms(events, alarms, seconds * 1000)
      return { match, errors: listErrors(match) }
    }
    const name = `${one.name}, ${condition}`
    rows.push(...(await bothWays(name, video, one.service, one.common(scene), judge)))
  }
  return rows
}

async function bothWays(name, video, service, common, judge) {
  const jobs = GATES.map((motion_gate_sw) => ({ service, common: { ...common, motion_gate_sw } }))
  const runs = await sideBySide(video, jobs, { model: values.model })
  return runs.map(({ messages, looked, frames }, i) => {
    const { match, errors } = judge(messages)
    say(`${name}, motion_gate_sw ${GATES[i]}`)
    for (const line of errors) say(line)
    const delays = match.found.map(({ event, alarm }) => alarm.timeMs - event.timeMs)
    return [
      name,
      String(GATES[i]),
      `${Math.round((100 * looked) / frames)} %`,
      String(match.found.length + match.missed.length),
      String(match.found.length),
      String(match.invented.length),
      delays.length === 0 ? '–' : `${median(delays)} ms`,
    ]
  })
}
