/**
 * Finds events: by time, by what they are, by words. Every search walks one index in its order and reads no row that it
 * does not show.
 */
import type { EventMarker, EventSearch } from '@vigia/core'
import { type Kysely, type RawBuilder, sql } from 'kysely'
import type { EventRow } from './event-rows.js'
import { wordQuery } from './event-words.js'
import type { Tables } from './schema.js'

/** Newest first by time; with `text` the last recorded first, so that nothing has to be sorted. */
export async function searchEvents(
  db: Kysely<Tables>,
  projectId: string,
  search: EventSearch,
  limit: number,
  after: EventMarker | undefined,
): Promise<EventRow[]> {
  const { text } = search
  const found =
    text === undefined
      ? byTime(projectId, search, after)
      : byWords(projectId, { ...search, text }, after?.number)
  if (!found) return []
  return (await sql<EventRow>`${found} limit ${limit}`.execute(db)).rows
}

function byTime(
  projectId: string,
  search: EventSearch,
  after: EventMarker | undefined,
): RawBuilder<EventRow> {
  // A marker takes the place of `until`: of two upper bounds the index would be entered at either.
  const isInside = after && (search.until === undefined || after.at < search.until)
  const { from, until } = { from: search.from, until: isInside ? undefined : search.until }
  const conditions = [...matching(projectId, search), ...raised(from, until)]
  if (isInside) conditions.push(sql`(at, number) < (${after.at}, ${after.number})`)
  const index = indexFor(search)
  const some = (more: Condition[]) =>
    sql`select * from events indexed by ${sql.id(index)} where ${all([...conditions, ...more])}`
  const kinds = kindsOf(search)
  // Each kind is walked in its own order and the next event taken from whichever is newest.
  const parts =
    index === 'events_by_event_type' ? kinds.map((kind) => some([ofKinds([kind])])) : [some([ofKinds(kinds)])]
  return sql<EventRow>`${sql.join(parts, sql` union all `)} order by at desc, number desc`
}

/**
 * Which index is walked. SQLite keeps no statistics here and would guess; what leaves fewest events comes first. Others
 * are looked at in the index, where it has them.
 */
function indexFor(search: EventSearch): string {
  if (search.mainId !== undefined) return 'events_subs'
  if (search.jobId !== undefined) return 'events_by_job_id'
  if (search.sourceId !== undefined) return 'events_by_source_id'
  if (search.sourceName !== undefined) return 'events_by_source_name'
  if (search.serviceName !== undefined) return 'events_by_service_name'
  // Somebody has to look at an event before it is anything else.
  if (search.state !== undefined && search.state !== 'unreviewed') return 'events_by_state'
  if (kindsOf(search).length > 0) return 'events_by_event_type'
  if (search.state !== undefined) return 'events_by_state'
  return search.isMain ? 'events_mains' : 'events_by_time'
}

function byWords(
  projectId: string,
  search: EventSearch & { text: string },
  before: number | undefined,
): RawBuilder<EventRow> | undefined {
  const wanted = wordQuery(projectId, search.text)
  if (wanted === undefined) return undefined
  const conditions = [
    sql<boolean>`event_words match ${wanted}`,
    ...matching(projectId, search),
    ofKinds(kindsOf(search)),
    ...raised(search.from, search.until),
  ]
  if (search.from !== undefined || search.until !== undefined) {
    const raisedThen = sql`events indexed by events_by_time where ${all([
      sql`project_id = ${projectId}`,
      ...raised(search.from, search.until),
    ])}`
    conditions.push(sql`event_words.rowid >= (select min(number) from ${raisedThen})`)
    // Where a page begins behind another, that is nearer.
    if (before === undefined)
      conditions.push(sql`event_words.rowid <= (select max(number) from ${raisedThen})`)
  }
  if (before !== undefined) conditions.push(sql`event_words.rowid < ${before}`)
  // A cross join keeps its order: words first, then the events that they are of.
  return sql<EventRow>`select events.* from event_words cross join events on events.number = event_words.rowid
    where ${all(conditions)} order by event_words.rowid desc`
}

type Condition = RawBuilder<boolean>
const all = (conditions: Condition[]): Condition => sql.join(conditions, sql` and `) as Condition

/** What is wanted but for kinds and times. */
function matching(projectId: string, search: EventSearch): Condition[] {
  const equal = {
    project_id: projectId,
    main_id: search.mainId,
    job_id: search.jobId,
    source_id: search.sourceId,
    source_name: search.sourceName,
    service_name: search.serviceName,
    state: search.state,
  }
  const conditions = Object.entries(equal)
    .filter(([, value]) => value !== undefined)
    .map(([column, value]) => sql<boolean>`${sql.ref(`events.${column}`)} = ${value}`)
  if (search.isMain !== undefined) conditions.push(sql`is_main = ${search.isMain ? 1 : 0}`)
  // Says it once more to the index that holds main events only.
  if (search.isMain) conditions.push(sql`main_id is null`)
  return conditions
}

const kindsOf = ({ eventTypes }: EventSearch): number[] => [...new Set(eventTypes)]

function ofKinds(kinds: number[]): Condition {
  if (kinds.length === 0) return sql`true`
  return kinds.length === 1 ? sql`event_type = ${kinds[0]}` : sql`event_type in (${sql.join(kinds)})`
}

function raised(from: number | undefined, until: number | undefined): Condition[] {
  const conditions: Condition[] = []
  if (from !== undefined) conditions.push(sql`at >= ${from}`)
  if (until !== undefined) conditions.push(sql`at < ${until}`)
  return conditions
}
