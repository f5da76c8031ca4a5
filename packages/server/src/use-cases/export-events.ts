/** Events as CSV or NDJSON, newest first, a page at a time: as much memory for five million as for five. */
import type { CentreEvent, EventExportQuery } from '@vigia/contract'
import type { Clock, EventMarker, EventSearch, EventStore, StoredEvent } from '@vigia/core'
import { stringify } from 'csv-stringify/sync'
import { toSearch } from './events.js'
import type { Caller } from './job-deps.js'
import { localTime, zoneNamed } from './time-zones.js'

export interface ExportDeps {
  events: EventStore
  clock: Clock
}

/** An event as the wire shows it, its times written by `time` from milliseconds UTC. */
export type PresentEvent = (event: StoredEvent, time: (ms: number) => string) => CentreEvent

/** A few milliseconds, between which other requests have their turn. */
const AT_ONCE = 200
const COLUMNS = [
  'message_id',
  'main_id',
  'at',
  'last_at',
  'count',
  'event_type',
  'task_id',
  'task_name',
  'service_name',
  'video_source_id',
  'video_source_name',
  'state',
  'reviewed_by',
  'reviewed_at',
  'note',
  'passed',
  'has_picture',
  'has_clip',
  'data',
] as const satisfies readonly (keyof CentreEvent)[]
const BOM = '\ufeff'

/**
 * Pieces of text. No event comes twice or is left out, whatever is recorded meanwhile: each page begins behind the last
 * event of the one before.
 * @throws ApiError VIAS.00010001 for the time zone, before the first piece
 */
export function exportEvents(
  deps: ExportDeps,
  caller: Caller,
  query: EventExportQuery,
  present: PresentEvent,
): AsyncIterable<string> {
  const zone = zoneNamed(query.time_zone)
  const until = query.until ?? deps.clock.now() + 1
  const search: EventSearch = { ...toSearch(query), until }
  const found = pages(deps.events, caller.projectId, search)
  const lines = presented(found, (event) => present(event, (ms) => localTime(zone, ms)))
  return query.format === 'csv' ? asCsv(lines, query.bom) : asNdjson(lines)
}

type Lines = AsyncIterable<CentreEvent[]>

async function* pages(
  events: EventStore,
  projectId: string,
  search: EventSearch,
): AsyncGenerator<StoredEvent[]> {
  let after: EventMarker | undefined
  for (;;) {
    const some = await events.search(projectId, search, AT_ONCE, after)
    if (some.length > 0) yield some
    if (some.length < AT_ONCE) return
    after = some.at(-1)
    await new Promise((resolve) => setImmediate(resolve))
  }
}

async function* presented(
  pages: AsyncIterable<StoredEvent[]>,
  present: (event: StoredEvent) => CentreEvent,
): AsyncGenerator<CentreEvent[]> {
  for await (const events of pages) yield events.map(present)
}

async function* asNdjson(pages: Lines): AsyncGenerator<string> {
  for await (const lines of pages) yield lines.map((line) => `${JSON.stringify(line)}\n`).join('')
}

async function* asCsv(pages: Lines, bom: boolean): AsyncGenerator<string> {
  yield `${bom ? BOM : ''}${COLUMNS.join(',')}\r\n`
  for await (const lines of pages)
    yield stringify(
      lines.map((line) => ({ ...line, data: JSON.stringify(line.data ?? null) })),
      {
        columns: [...COLUMNS],
        record_delimiter: 'windows',
        // Names and notes come from users: a cell that begins like a formula is no formula to a spreadsheet.
        escape_formulas: true,
        cast: { boolean: String },
      },
    )
}
