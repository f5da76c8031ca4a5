/** Events as they come, over broken connections: each goes on behind the last id that came. */
import type { CentreEvent, EventFeedQuery } from '@vigia/contract'
import { type Caller, inProject } from './caller.js'
import { VigiaError } from './errors.js'
import { serverSentEvents } from './server-sent-events.js'

export interface FollowedEvent {
  /** Of the feed: with `last_event_id` it goes on behind this event, in another program, too. */
  id: string
  event: CentreEvent
}

/** What one connection tells: how far the feed is, and mostly an event. */
export interface FedEvent extends Omit<FollowedEvent, 'event'> {
  event?: CentreEvent
}

/** The server says something every 15 s, so a connection that is silent for so long is dead. */
const SILENT_MS = 45_000
/** Before the first, second, … connection after one that told nothing; milliseconds. */
const PAUSES_MS = [1_000, 2_000, 5_000, 10_000, 30_000]

/**
 * @param signal ends it
 * @throws VigiaError when the first connection fails, or when the server refuses one
 */
export async function* followEvents(
  call: Caller,
  query: Partial<EventFeedQuery>,
  signal: AbortSignal,
): AsyncGenerator<FollowedEvent> {
  let lastId = query.last_event_id
  let hasBegun = false
  let failed = 0
  while (!signal.aborted) {
    const silent = new AbortController()
    try {
      const asked = { ...query, ...(lastId === undefined ? {} : { last_event_id: lastId }) }
      const connection = AbortSignal.any([signal, silent.signal])
      for await (const { id, event } of oneFeed(call, asked, connection, silent)) {
        hasBegun = true
        failed = 0
        if (id !== '') lastId = id
        if (event) yield { id, event }
      }
    } catch (error) {
      if (!signal.aborted && (!hasBegun || !(error instanceof VigiaError) || isRefusal(error))) throw error
    } finally {
      silent.abort()
    }
    await pause(PAUSES_MS[Math.min(failed++, PAUSES_MS.length - 1)]!, signal)
  }
}

/** One connection, until it ends. @param silent aborted when nothing comes any more */
export async function* oneFeed(
  call: Caller,
  query: Partial<EventFeedQuery>,
  signal: AbortSignal,
  silent: AbortController,
): AsyncGenerator<FedEvent> {
  const pieces = await call.text(inProject('GET', 'events/live', { query, signal }))
  for await (const { id, data } of serverSentEvents(watched(pieces, silent)))
    yield { id, ...(data === '' ? {} : { event: JSON.parse(data) as CentreEvent }) }
}

/** Asking again would not help. */
const isRefusal = ({ status }: VigiaError): boolean => status >= 400 && status < 500 && status !== 429

async function* watched(pieces: AsyncIterable<string>, silent: AbortController): AsyncGenerator<string> {
  const timer = () => setTimeout(() => silent.abort(), SILENT_MS)
  let late = timer()
  try {
    for await (const piece of pieces) {
      clearTimeout(late)
      yield piece
      // Only the server's silence counts, not the time that the reader takes.
      late = timer()
    }
  } finally {
    clearTimeout(late)
  }
}

function pause(ms: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const done = () => {
      clearTimeout(timer)
      signal.removeEventListener('abort', done)
      resolve()
    }
    const timer = setTimeout(done, ms)
    signal.addEventListener('abort', done)
    if (signal.aborted) done()
  })
}
