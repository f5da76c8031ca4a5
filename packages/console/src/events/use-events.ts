/** The events that a filter lets through: the newest ones and what the live feed tells, older ones on request. */

import { useDebouncedCallback } from '@mantine/hooks'
import type { CentreEvent, EventList } from '@vigia/contract'
import { useCallback, useEffect, useRef, useState } from 'react'
import { statusOf } from '../api/failure'
import { useApi } from '../api/session'
import { type EventsFilter, fits, toFeedQuery, toQuery } from './filter'
import { useFeed } from './use-feed'

const PAGE = 40
/** More are not kept on the page. */
const MOST = 400
const SEARCH_AGAIN_MS = 1000

interface Shown {
  events: CentreEvent[]
  next: string | undefined
}

/** @param filter must keep its identity while it is the same */
export function useEvents(filter: EventsFilter) {
  const { client, expire } = useApi()
  const [shown, setShown] = useState<Shown>()
  const [error, setError] = useState<unknown>()
  const current = useRef(filter)
  current.current = filter

  const ask = useCallback(
    async (marker: string | undefined, take: (list: EventList) => void): Promise<void> => {
      try {
        const more = marker === undefined ? {} : { marker }
        const list = await client.events.list({ ...toQuery(filter), limit: PAGE, ...more })
        if (current.current !== filter) return
        take(list)
        setError(undefined)
      } catch (problem) {
        if (statusOf(problem) === 401) expire()
        else if (current.current === filter) setError(problem)
      }
    },
    [client, expire, filter],
  )
  const refresh = useCallback(
    () => ask(undefined, ({ events, next_marker }) => setShown({ events, next: next_marker })),
    [ask],
  )
  useEffect(() => {
    setShown(undefined)
    void refresh()
  }, [refresh])
  const searchAgain = useDebouncedCallback(() => void refresh(), SEARCH_AGAIN_MS)

  const take = useCallback(
    (event: CentreEvent) => setShown((known) => known && taken(known, event, filter)),
    [filter],
  )
  const isLive = useFeed(toFeedQuery(filter), {
    onBegin: () => void refresh(),
    onEvent: (event) => (filter.text === '' ? take(event) : searchAgain()),
  })
  const next = shown?.next
  return {
    events: shown?.events ?? [],
    isLoaded: shown !== undefined,
    error,
    isLive,
    /** Shows an event as it is now. */
    take,
    hasOlder: next !== undefined && shown !== undefined && shown.events.length < MOST,
    showOlder: () =>
      ask(next, ({ events, next_marker }) =>
        setShown((known) => known && { events: joined(known.events, events), next: next_marker }),
      ),
  }
}

function taken({ events, next }: Shown, event: CentreEvent, filter: EventsFilter): Shown {
  const at = events.findIndex(({ message_id }) => message_id === event.message_id)
  if (!fits(event, filter))
    return { events: events.filter(({ message_id }) => message_id !== event.message_id), next }
  if (at >= 0) return { events: events.with(at, event), next }
  const place = events.findIndex((other) => other.at <= event.at)
  // Older than all that is shown: it comes with the next page, where there is one.
  if (place < 0 && next !== undefined) return { events, next }
  return { events: events.toSpliced(place < 0 ? events.length : place, 0, event).slice(0, MOST), next }
}

function joined(known: CentreEvent[], older: CentreEvent[]): CentreEvent[] {
  const ids = new Set(known.map(({ message_id }) => message_id))
  return [...known, ...older.filter(({ message_id }) => !ids.has(message_id))]
}
