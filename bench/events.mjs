/**
 * How fast are events found among very many? `npm run bench:events [-- rows [folder]]` (5,000,000): each documented search,
 * its first page and one from the middle, 50 times each over ten projects. A folder keeps the store for the next time.
 */
import { mkdirSync, mkdtempSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { FROM, hex32, openFilled, projectOf, UNTIL, uuid } from './events/fill.mjs'

const TIMES = 50
const PAGE = 20
const DAY = 86_400_000

const rows = Number(process.argv[2] ?? 5_000_000)
const kept = process.argv[3]
if (!Number.isInteger(rows) || rows < 1) {
  console.error('rows is a whole number above 0')
  process.exit(2)
}
if (kept) mkdirSync(kept, { recursive: true })
const folder = kept ?? mkdtempSync(join(tmpdir(), 'vigia-bench-events-'))

/** Of the n-th repetition: cameras of its project. */
const SEARCHES = [
  ['nothing', () => ({})],
  ['from, until: a day', () => ({ from: UNTIL - 45 * DAY, until: UNTIL - 44 * DAY })],
  ['event_type, common', () => ({ eventTypes: [196_609] })],
  ['event_type, rare', () => ({ eventTypes: [458_752] })],
  ['event_type, four', () => ({ eventTypes: [131_073, 524_288, 65_617, 458_752] })],
  ['video_source_id', (n) => ({ sourceId: uuid(0xc000 + n) })],
  ['video_source_name', (n) => ({ sourceName: `camera-${n}` })],
  ['task_id', (n) => ({ jobId: hex32(0xb000 + n) })],
  ['service_name', () => ({ serviceName: 'c-vehicle-cloud' })],
  ['state, common', () => ({ state: 'unreviewed' })],
  ['state, rare', () => ({ state: 'rejected' })],
  ['is_main true', () => ({ isMain: true })],
  ['is_main false', () => ({ isMain: false })],
  ['state, event_type, is_main', () => ({ state: 'rejected', eventTypes: [458_752], isMain: true })],
  [
    'video_source_id, state, a month',
    (n) => ({
      sourceId: uuid(0xc000 + n),
      state: 'approved',
      from: UNTIL - 60 * DAY,
      until: UNTIL - 30 * DAY,
    }),
  ],
  ['task_id, event_type without events', (n) => ({ jobId: hex32(0xb000 + n), eventTypes: [1] })],
  [
    'unreviewed, service_name, event_type not of it',
    () => ({ state: 'unreviewed', serviceName: 'c-vehicle-cloud', eventTypes: [196_609] }),
  ],
  ['sub-events of one', (n) => ({ mainId: uuid(Math.floor(rows / 2_000) * 1_000 + n + 1).toUpperCase() })],
  ['text, a plate', (n) => ({ text: `B ${(n * 31 * 14) % 1_000_000}` })],
  ['text, common words', () => ({ text: 'gate camera' })],
  ['text, first letters', () => ({ text: 'plat' })],
  ['text, no such word', () => ({ text: 'zeppelin' })],
  ['text, a day', () => ({ text: 'gate', from: UNTIL - 45 * DAY, until: UNTIL - 44 * DAY })],
  ['text, state', () => ({ text: 'guard', state: 'rejected' })],
]
const MIDDLE = { at: (FROM + UNTIL) / 2, number: Math.floor(rows / 2) }

try {
  const file = join(folder, 'vigia.db')
  const began = performance.now()
  const stores = await openFilled(file, rows)
  const seconds = ((performance.now() - began) / 1_000).toFixed(0)
  console.log(`${rows} events, ${(statSync(file).size / 2 ** 30).toFixed(2)} GiB, opened in ${seconds} s\n`)
  console.log('| search | p50, ms | p95, ms | middle p50, ms | middle p95, ms |')
  console.log('| --- | ---: | ---: | ---: | ---: |')
  for (const [what, search] of SEARCHES) {
    const first = await times((n) => stores.events.search(projectOf(n), search(n), PAGE + 1))
    const middle = await times((n) => stores.events.search(projectOf(n), search(n), PAGE + 1, MIDDLE))
    console.log(`| ${what} | ${shown(first)} | ${shown(middle)} |`)
  }
  const changes = await times((n) => stores.events.changedSince(projectOf(n), rows - 5_000, 50))
  const missed = await times((n) => stores.events.changedSince(projectOf(n), Math.floor(rows / 2), 50))
  console.log(`| changes for the live feed | ${shown(changes)} | ${shown(missed)} |`)
  await stores.close()
} finally {
  if (!kept) rmSync(folder, { recursive: true })
}

async function times(work) {
  const took = []
  for (let n = 0; n < TIMES; n += 1) {
    const began = performance.now()
    await work(n * 4)
    took.push(performance.now() - began)
  }
  return took.sort((a, b) => a - b)
}

function shown(took) {
  const at = (share) => took[Math.ceil(took.length * share) - 1].toFixed(1)
  return `${at(0.5)} | ${at(0.95)}`
}
