/**
 * The address of a page: `#/jobs?name=…&state=…&page=…`, `#/jobs/{id}`, `#/new-job?source=…`, `#/sources`,
 * `#/sources/{id}`, `#/new-source`, `#/streams`, `#/events?text=…&job=…`, `#/events/{MESSAGE-ID}`,
 * `#/event-settings`. It lives in the fragment, so that the server need not know any page.
 */
import { useSyncExternalStore } from 'react'
import { type EventsFilter, readEventsFilter } from './events/filter'
import { type JobState, TONES } from './job/states'

export interface JobsFilter {
  name: string
  state: JobState | undefined
  /** From 1. */
  page: number
}
export type Route =
  | { page: 'jobs'; filter: JobsFilter }
  | { page: 'job'; id: string }
  /** `source` is chosen already; undefined: the user chooses. */
  | { page: 'new-job'; source: string | undefined }
  | { page: 'sources' | 'new-source' | 'streams' | 'event-settings' }
  | { page: 'source'; id: string }
  | { page: 'events'; filter: EventsFilter }
  | { page: 'event'; id: string }

export function parseRoute(hash: string): Route {
  const [path = '', query = ''] = hash.replace(/^#/, '').split('?', 2)
  const [, kind, id] = /^\/(jobs|sources)\/([a-z0-9_-]{4,36})$/.exec(path) ?? []
  if (id !== undefined) return { page: kind === 'jobs' ? 'job' : 'source', id }
  const event = /^\/events\/([0-9A-F-]{36})$/.exec(path)?.[1]
  if (event !== undefined) return { page: 'event', id: event }
  if (path === '/events') return { page: 'events', filter: readEventsFilter(new URLSearchParams(query)) }
  if (path === '/event-settings') return { page: 'event-settings' }
  if (path === '/sources' || path === '/new-source' || path === '/streams')
    return { page: path.slice(1) as 'sources' | 'new-source' | 'streams' }
  if (path === '/new-job')
    return { page: 'new-job', source: new URLSearchParams(query).get('source') ?? undefined }
  const asked = new URLSearchParams(query)
  const state = asked.get('state')
  const page = Number(asked.get('page'))
  return {
    page: 'jobs',
    filter: {
      name: asked.get('name') ?? '',
      state: state !== null && state in TONES ? (state as JobState) : undefined,
      page: Number.isInteger(page) && page > 0 ? page : 1,
    },
  }
}

export const jobHref = (id: string): string => `#/jobs/${id}`

export const sourceHref = (id: string): string => `#/sources/${id}`
export const newJobHref = (source?: string): string =>
  source === undefined ? '#/new-job' : `#/new-job?${new URLSearchParams({ source })}`
export const SOURCES_HREF = '#/sources'
export const NEW_SOURCE_HREF = '#/new-source'
export const STREAMS_HREF = '#/streams'
export const EVENT_SETTINGS_HREF = '#/event-settings'
export const eventHref = (messageId: string): string => `#/events/${messageId}`

export function eventsHref(filter: Partial<EventsFilter> = {}): string {
  const query = new URLSearchParams(
    Object.entries(filter).filter((pair): pair is [string, string] => Boolean(pair[1])),
  ).toString()
  return `#/events${query === '' ? '' : `?${query}`}`
}

export function jobsHref({ name = '', state, page = 1 }: Partial<JobsFilter> = {}): string {
  const query = new URLSearchParams({
    ...(name === '' ? {} : { name }),
    ...(state === undefined ? {} : { state }),
    ...(page === 1 ? {} : { page: String(page) }),
  }).toString()
  return `#/jobs${query === '' ? '' : `?${query}`}`
}

/** A filter replaces its like in the browser's history; a page is added to it. */
export function go(href: string, how: 'add' | 'replace' = 'add'): void {
  if (how === 'add') {
    window.location.hash = href
    return
  }
  window.history.replaceState(null, '', href)
  window.dispatchEvent(new HashChangeEvent('hashchange'))
}

const subscribe = (changed: () => void): (() => void) => {
  window.addEventListener('hashchange', changed)
  return () => window.removeEventListener('hashchange', changed)
}

export function useRoute(): Route {
  return parseRoute(useSyncExternalStore(subscribe, () => window.location.hash))
}
