/** Finds events: by time, by what they are, by words. Every filter is answered from an index of its own. */
import type { EventMarker, EventSearch } from '@vigia/core'
import { type Expression, expressionBuilder, type Kysely, type SqlBool, sql } from 'kysely'
import type { EventRow } from './event-rows.js'
import type { Tables } from './schema.js'

const MOST_WORDS = 10

/** Newest first by time; with `text` the last recorded first, so that nothing has to be sorted. */
export async function searchEvents(
  db: Kysely<Tables>,
  projectId: string,
  search: EventSearch,
  limit: number,
  after: EventMarker | undefined,
): Promise<EventRow[]> {
  if (search.text !== undefined) return searchWords(db, projectId, search, search.text, limit, after)
  let query = db.selectFrom('events').where(matching(projectId, search))
  if (after) query = query.where(sql<boolean>`(at, number) < (${after.at}, ${after.number})`)
  return query.selectAll('events').orderBy('at', 'desc').orderBy('number', 'desc').limit(limit).execute()
}

async function searchWords(
  db: Kysely<Tables>,
  projectId: string,
  search: EventSearch,
  text: string,
  limit: number,
  after: EventMarker | undefined,
): Promise<EventRow[]> {
  const wanted = wordQuery(projectId, text)
  if (wanted === undefined) return []
  // A cross join keeps its order: words first, then the events that they are of.
  let query = db
    .selectFrom('event_words')
    .crossJoin('events')
    .whereRef('events.number', '=', 'event_words.rowid')
    .where(sql<boolean>`event_words match ${wanted}`)
    .where(matching(projectId, search))
  if (after) query = query.where('event_words.rowid', '<', after.number)
  return query.selectAll('events').orderBy('event_words.rowid', 'desc').limit(limit).execute()
}

function matching(projectId: string, search: EventSearch): Expression<SqlBool> {
  const eb = expressionBuilder<Tables, 'events'>()
  const equal = {
    project_id: projectId,
    source_id: search.sourceId,
    source_name: search.sourceName,
    job_id: search.jobId,
    service_name: search.serviceName,
    state: search.state,
    main_id: search.mainId,
    // One kind alone is read in the order of its index.
    event_type: search.eventTypes?.length === 1 ? search.eventTypes[0] : undefined,
  }
  const all: Expression<SqlBool>[] = []
  for (const [column, value] of Object.entries(equal) as [keyof typeof equal, string | number | undefined][])
    if (value !== undefined) all.push(eb(`events.${column}`, '=', value))
  if (search.eventTypes && search.eventTypes.length > 1)
    all.push(eb('events.event_type', 'in', search.eventTypes))
  if (search.isMain !== undefined) all.push(eb('events.main_id', search.isMain ? 'is' : 'is not', null))
  if (search.from !== undefined) all.push(eb('events.at', '>=', search.from))
  if (search.until !== undefined) all.push(eb('events.at', '<', search.until))
  return eb.and(all)
}

/** Every word as the beginning of a word, within the project; undefined when there is none. */
function wordQuery(projectId: string, text: string): string | undefined {
  const words = text
    .split(/[\s\p{Cc}"]+/u)
    .filter((word) => /[\p{L}\p{N}]/u.test(word))
    .slice(0, MOST_WORDS)
  if (words.length === 0) return undefined
  return `project : "${projectId}" AND words : (${words.map((word) => `"${word}"*`).join(' AND ')})`
}
