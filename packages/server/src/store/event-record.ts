/** Gives a result its place in the event centre, all of it in the transaction it is given. */
import {
  DEFAULT_HANDLING,
  eventWords,
  mainOf,
  type NewEvent,
  passing,
  ruleFor,
  type StoredEvent,
  tracksOf,
} from '@vigia/core'
import { type Kysely, sql, type Transaction } from 'kysely'
import { GoneMeanwhile } from './errors.js'
import { lastSent, noteSent, passOn, thoseFor, wishesOf } from './event-passes.js'
import { type EventRow, type Place, toEvent, toEventRow } from './event-rows.js'
import { rulesOf } from './event-rules.js'
import type { Tables } from './schema.js'

/** @param now when what is passed on is due, integer milliseconds UTC */
export async function recordEvent(
  tx: Transaction<Tables>,
  event: NewEvent,
  now: number,
): Promise<StoredEvent> {
  const known = await eventRow(tx, event.messageId)
  if (known) return toEvent(known)
  const clip = await takeResult(tx, event.messageId)
  const rule = ruleFor(await rulesOf(tx, event.projectId), event)
  const handling = rule ?? DEFAULT_HANDLING
  const main = await repeated(tx, event, handling.windowMinutes)
  const wishes = thoseFor(await wishesOf(tx, event.projectId), event)
  const passed = passing(handling, event.at, {
    main: main && { at: main.at, state: main.state },
    isWanted: wishes.length > 0,
    ...(await lastSent(tx, rule, event)),
  })
  const isReviewed = main && main.state !== 'unreviewed'
  const row = toEventRow(event, {
    mainId: main?.messageId,
    state: main?.state ?? 'unreviewed',
    reviewedBy: isReviewed ? main.reviewedBy : undefined,
    reviewedAt: isReviewed ? main.reviewedAt : undefined,
    passed,
    changed: (await nextChanges(tx, 1)) + 1,
    clip,
  })
  const stored = await tx.insertInto('events').values(row).returningAll().executeTakeFirstOrThrow()
  await tx
    .insertInto('event_words')
    .values({ rowid: stored.number, project: event.projectId, words: eventWords(event, '') })
    .execute()
  await rememberTracks(tx, event, main ?? event)
  if (main) await countRepeat(tx, main.messageId, event.at)
  if (passed === 'sent') {
    await passOn(tx, toEvent(stored), wishes, now)
    await noteSent(tx, rule, event)
  }
  return toEvent(stored)
}

export async function eventRow(db: Kysely<Tables>, messageId: string): Promise<EventRow | undefined> {
  return db.selectFrom('events').selectAll().where('message_id', '=', messageId).executeTakeFirst()
}

/**
 * Notes that the result has made its event, and returns the clip that it has by now: `addEventClip` notes a later one.
 * @throws GoneMeanwhile when it made it before: the event has been deleted
 */
async function takeResult(tx: Transaction<Tables>, messageId: string): Promise<Place['clip']> {
  const row = await tx
    .selectFrom('results')
    .select(['clip_name', 'clip_bytes', 'has_made_event'])
    .where('message_id', '=', messageId)
    .executeTakeFirst()
  if (row?.has_made_event) throw new GoneMeanwhile()
  await tx.updateTable('results').set({ has_made_event: 1 }).where('message_id', '=', messageId).execute()
  return row?.clip_name == null ? undefined : { name: row.clip_name, bytes: row.clip_bytes ?? 0 }
}

/** Of the event of this message, if there is one; called once for each clip. */
export async function addEventClip(
  tx: Transaction<Tables>,
  messageId: string,
  clip: { name: string; bytes: number },
): Promise<void> {
  const changed = (await nextChanges(tx, 1)) + 1
  await tx
    .updateTable('events')
    .set((eb) => ({ clip_name: clip.name, bytes: eb('bytes', '+', clip.bytes), changed }))
    .where('message_id', '=', messageId)
    .execute()
}

/** Gives out `count` values of `changed`: those after the one returned. */
export async function nextChanges(tx: Transaction<Tables>, count: number): Promise<number> {
  const { last } = await tx
    .updateTable('event_changes')
    .set((eb) => ({ last: eb('last', '+', count) }))
    .returning('last')
    .executeTakeFirstOrThrow()
  return last - count
}

/** The main event that this one repeats. */
async function repeated(
  tx: Transaction<Tables>,
  event: NewEvent,
  windowMinutes: number,
): Promise<StoredEvent | undefined> {
  if (windowMinutes === 0) return undefined
  const mains = await tx
    .selectFrom('event_tracks')
    .select(['main_id as mainId', 'main_at as mainAt'])
    .where('job_id', '=', event.jobId)
    .where('event_type', '=', event.eventType)
    .where('track', 'in', tracksOf(event))
    .execute()
  const main = mainOf(mains, event.at, windowMinutes)
  const row = main && (await eventRow(tx, main.mainId))
  return row && toEvent(row)
}

/** The next event of each of these tracks is a repeat of `main`. */
async function rememberTracks(
  tx: Transaction<Tables>,
  event: NewEvent,
  main: { messageId: string; at: number },
): Promise<void> {
  for (const track of tracksOf(event)) {
    const to = { main_id: main.messageId, main_at: main.at }
    await tx
      .insertInto('event_tracks')
      .values({ job_id: event.jobId, event_type: event.eventType, track, ...to })
      .onConflict((c) => c.columns(['job_id', 'event_type', 'track']).doUpdateSet(to))
      .execute()
  }
}

async function countRepeat(tx: Transaction<Tables>, mainId: string, at: number): Promise<void> {
  const changed = (await nextChanges(tx, 1)) + 1
  await tx
    .updateTable('events')
    .set((eb) => ({
      count: eb('count', '+', 1),
      last_at: sql<number>`case when last_at < ${at} then ${at} else last_at end`,
      changed,
    }))
    .where('message_id', '=', mainId)
    .execute()
}
