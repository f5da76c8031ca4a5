/**
 * Fills a store with events as ten projects with 200 cameras would have after 90 days. Indexes are built at the end and
 * words are added in large transactions, which takes minutes instead of hours; the tables are the same.
 */
import { existsSync } from 'node:fs'
import { eventWords } from '@vigia/core'
import { openSqliteStores, SecretBox } from '@vigia/server'
import Database from 'better-sqlite3'

export const PROJECTS = 10
export const CAMERAS = 200
export const DAYS = 90
export const UNTIL = Date.UTC(2026, 10, 26)
export const FROM = UNTIL - DAYS * 86_400_000
/** Kinds, services, and how many of a hundred events are of them. */
export const KINDS = [
  { eventType: 196_609, service: 'c-intrusiondetection-cloud', share: 45 },
  { eventType: 131_073, service: 'c-crowdflow-cloud', share: 25 },
  { eventType: 524_288, service: 'c-crowddensity-cloud', share: 15 },
  { eventType: 65_617, service: 'c-vehicle-cloud', share: 14 },
  { eventType: 458_752, service: 'c-keypost-cloud', share: 1 },
]
const REGIONS = ['yard', 'gate', 'ramp', 'platform', 'fence', 'parking', 'entrance', 'dock']
const TOGETHER = 50_000
const NOTES = ['', '', '', 'false alarm', 'known staff', 'called guard']

export const hex32 = (n) => n.toString(16).padStart(32, '0')
export const uuid = (n) => hex32(n).replace(/^(.{8})(.{4})(.{4})(.{4})/, '$1-$2-$3-$4-')
export const projectOf = (n) => hex32(0xa000 + (n % PROJECTS))

/** @returns the store; `rows` of it are there, made now unless the file holds them already */
export async function openFilled(file, rows) {
  const isThere = existsSync(file)
  const secrets = new SecretBox(Buffer.alloc(32, 7))
  const clock = { now: () => UNTIL }
  if (!isThere) {
    await (await openSqliteStores(file, secrets, clock)).close()
    fill(file, rows)
  }
  return openSqliteStores(file, secrets, clock)
}

function fill(file, rows) {
  const sqlite = new Database(file)
  sqlite.pragma('journal_mode = WAL')
  sqlite.pragma('synchronous = OFF')
  sqlite.pragma('cache_size = -524288')
  // Projects themselves are of no matter here.
  sqlite.pragma('foreign_keys = OFF')
  const later = sqlite
    .prepare(
      "select type, name, sql from sqlite_master where tbl_name = 'events' and type in ('index', 'trigger') and sql is not null",
    )
    .all()
  for (const { type, name } of later) sqlite.exec(`drop ${type} ${name}`)
  for (let done = 0; done < rows; done += TOGETHER) some(sqlite, done, Math.min(done + TOGETHER, rows), rows)
  for (const { sql } of later) sqlite.exec(sql)
  sqlite.exec('insert into event_usage select project_id, sum(bytes) from events group by project_id')
  sqlite.prepare('update event_changes set last = ?').run(rows)
  sqlite.pragma('wal_checkpoint(TRUNCATE)')
  sqlite.close()
}

function some(sqlite, begin, end, rows) {
  const columns =
    'number, project_id, message_id, main_id, job_id, job_name, service_name, event_type, source_id, source_name, tracks, at, last_at, count, state, note, passed, changed, bytes, envelope'
  const event = sqlite.prepare(
    `insert into events (${columns}) values (${columns.split(', ').map((name) => `@${name}`)})`,
  )
  const words = sqlite.prepare('insert into event_words (rowid, project, words) values (?, ?, ?)')
  sqlite.transaction(() => {
    for (let n = begin; n < end; n += 1) {
      const row = eventRow(n, rows)
      event.run({ ...row, envelope: JSON.stringify(row.envelope) })
      const { job_name: jobName, service_name: serviceName, source_name: sourceName, envelope } = row
      words.run(
        row.number,
        row.project_id,
        eventWords({ jobName, serviceName, sourceName, envelope }, row.note),
      )
    }
  })()
}

/** Spread evenly by a multiplier without common factors; four of five events repeat the main event of their camera. */
function eventRow(n, rows) {
  const camera = (n * 7_919) % CAMERAS
  const kind = kindOf((camera * 37 + Math.floor(n / CAMERAS / 5)) % 100)
  const main = n - (Math.floor(n / CAMERAS) % 5) * CAMERAS
  const at = FROM + Math.floor(((UNTIL - FROM) * n) / rows)
  const luck = (n * 2_654_435_761) % 1_000
  const message = uuid(n + 1).toUpperCase()
  return {
    number: n + 1,
    project_id: projectOf(camera),
    message_id: message,
    main_id: main === n ? null : uuid(main + 1).toUpperCase(),
    job_id: hex32(0xb000 + camera),
    job_name: `job of camera ${camera}`,
    service_name: kind.service,
    event_type: kind.eventType,
    source_id: uuid(0xc000 + camera),
    source_name: `camera-${camera}`,
    tracks: '[]',
    at,
    last_at: at,
    count: main === n ? 4 : 0,
    state: luck < 940 ? 'unreviewed' : luck < 980 ? 'approved' : 'rejected',
    note: luck < 940 ? '' : NOTES[n % NOTES.length],
    passed: 'sent',
    changed: n + 1,
    bytes: 60_000,
    envelope: {
      stream_id: `camera-${camera}`,
      task_id: hex32(0xb000 + camera),
      event_type: kind.eventType,
      timestamp: at,
      message_id: message,
      data: {
        region_name: `${REGIONS[luck % REGIONS.length]} ${camera % 7}`,
        plate: kind.eventType === 65_617 ? `B ${(n * 31) % 1_000_000}` : undefined,
        event_set: [
          { detection_id: `t${n % 10_000}`, confidence: 0.87, x: 0.1, y: 0.2, width: 0.3, height: 0.4 },
        ],
      },
      vigia: { epoch: 1, sequence: n },
    },
  }
}

function kindOf(percent) {
  let sum = 0
  return KINDS.find(({ share }) => {
    sum += share
    return percent < sum
  })
}
