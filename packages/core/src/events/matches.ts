/** Whether an event is among those that a search without words and times asks for. */
import type { EventSearch } from '../ports/event-store.js'
import type { StoredEvent } from './event.js'

export type EventMatch = Omit<EventSearch, 'from' | 'until' | 'text'>

export function matchesSearch(search: EventMatch, event: StoredEvent): boolean {
  const { eventTypes, isMain } = search
  const same = (wanted: string | undefined, value: string | undefined): boolean =>
    wanted === undefined || wanted === value
  return (
    (eventTypes === undefined || eventTypes.length === 0 || eventTypes.includes(event.eventType)) &&
    same(search.sourceId, event.sourceId) &&
    same(search.sourceName, event.sourceName) &&
    same(search.jobId, event.jobId) &&
    same(search.serviceName, event.serviceName) &&
    same(search.state, event.state) &&
    same(search.mainId, event.mainId) &&
    (isMain === undefined || isMain === (event.mainId === undefined))
  )
}
