/**
 * How much of what happens is told, and how much is told that did not happen: every algorithm in every condition, on
 * drawn scenes whose truth is known. See RECALL.md beside this file for results and what they mean.
 *
 *   npm run bench:recall -- [--algorithm PART-OF-NAME] [--condition NAME,NAME] [--minutes N] [--model NAME] [--common JSON] [--json] [--verbose]
 */
import { readdir } from 'node:fs/promises'
import { availableParallelism, cpus } from 'node:os'
import { parseArgs } from 'node:util'
import { ALGORITHMS } from '../packages/core/dist/index.js'
import { makeSceneClip } from '../packages/scenes/dist/index.js'
import { analyse } from './recall/analyse.mjs'
import { CONDITIONS, sceneOf } from './recall/conditions.mjs'
import { matchAlarms, WITHIN_MS } from './recall/match.mjs'
import { HEAD, listErrors, rows } from './recall/report.mjs'
import { trueEvents } from './recall/truth/true-events.mjs'
import { table } from './speed/table.mjs'
import { CACHE } from './vigia-server.mjs'

const { values } = parseArgs({
  options: {
    algorithm: { type: 'string', default: '' },
    condition: { type: 'string' },
    minutes: { type: 'string', default: '1' },
    model: { type: 'string' },
    common: { type: 'string', default: '{}' },
    json: { type: 'boolean', default: false },
    verbose: { type: 'boolean', default: false },
  },
})
const seconds = Math.round(Number(values.minutes) * 60)
if (!(seconds >= 10 && seconds <= 600)) stop(`--minutes is ${values.minutes}: give 0.2 to 10`)
const conditions = values.condition?.split(',') ?? Object.keys(CONDITIONS)
for (const name of conditions)
  if (!CONDITIONS[name])
    stop(`There is no condition ${name}: take some of ${Object.keys(CONDITIONS).join(', ')}`)

const folder = new URL('recall/cases/', import.meta.url)
const files = (await readdir(folder)).sort()
const all = await Promise.all(files.map(async (file) => (await import(new URL(file, folder))).default))
const cases = all.filter(({ name, service }) => `${name} ${service}`.includes(values.algorithm))
if (cases.length === 0)
  stop(`No case is named like ${values.algorithm}: there are ${all.map(({ name }) => name).join(', ')}`)

const say = (text) => process.stderr.write(`${text}\n`)
say(
  `machine: ${availableParallelism()} cores, ${cpus()[0]?.model ?? 'unknown'}, Node ${process.versions.node}`,
)
say(`an alarm is right within ${WITHIN_MS / 1000} s of the event; clips of ${seconds} s\n`)
const results = []
for (const condition of conditions) {
  const found = []
  for (const one of cases) found.push(...(await measured(one, condition)))
  if (!values.json) process.stdout.write(`## ${condition}\n\n${table([HEAD, ...found])}\n\n`)
}
if (values.json) process.stdout.write(`${JSON.stringify(results, undefined, 2)}\n`)

/** @returns rows of the table */
async function measured(one, condition) {
  const nothing = (why) => [[one.name, '', '', '', '', '', '', '', why]]
  if (!ALGORITHMS.has(one.service)) return nothing('not installed')
  if (one.without?.[condition]) return nothing(one.without[condition])
  const scene = sceneOf(condition, one.scene(seconds), seconds)
  const { video, labels } = await makeSceneClip(scene, CACHE, { ffmpegPath: 'ffmpeg' })
  const plan = one.plan(scene)
  const events = trueEvents(labels, plan)
  const common = {
    ...one.common(scene),
    ...JSON.parse(values.common),
    ...(values.model ? { detector_model: values.model } : {}),
  }
  const messages = await analyse(video, one.service, common)
  const match = matchAlarms(
    events,
    messages.flatMap((message) => one.alarms(message, scene)),
    seconds * 1000,
  )
  const more = one.measure?.(messages, labels, scene)
  // What only counts has one row, for what it measured.
  const kinds = plan.length === 0 ? ['count'] : [...new Set(plan.map(({ find }) => find))]
  const lines = rows({ algorithm: one.name, match, kinds, more })
  say(
    `${condition}, ${one.name}: ${match.found.length} found, ${match.missed.length} missed, ${match.invented.length} invented`,
  )
  if (values.verbose) for (const line of [`    ${video}`, ...listErrors(match)]) say(line)
  results.push({
    condition,
    algorithm: one.name,
    rows: lines.map((line) => Object.fromEntries(HEAD.map((head, i) => [head, line[i]]))),
  })
  return lines
}

function stop(text) {
  process.stderr.write(`${text}\n`)
  process.exit(1)
}
