/** Which events a reader wants to see, as the address says it, as the server is asked, and as the live feed is sifted. */
import type { CentreEvent, EventFeedQuery, EventsQuery } from '@vigia/contract'

export type EventState = CentreEvent['state']
export const EVENT_STATES: readonly EventState[] = ['unreviewed', 'approved', 'rejected']

/** Empty: all. */
export interface EventsFilter {
  text: string
  kind: string
  state: EventState | ''
  /** Id. */
  job: string
  /** Name. */
  source: string
  /** Local times as `<input type="datetime-local">` has them. */
  from: string
  until: string
}

const FORMS: Record<keyof EventsFilter, RegExp> = {
  text: /^.{1,200}$/,
  kind: /^\d{1,15}$/,
  state: /^(unreviewed|approved|rejected)$/,
  job: /^[0-9a-f]{32}$/,
  source: /^.{1,1023}$/,
  from: /^\d{4}-\d\d-\d\dT\d\d:\d\d/,
  until: /^\d{4}-\d\d-\d\dT\d\d:\d\d/,
}

/** What the server would not take is left out. */
export function readEventsFilter(query: URLSearchParams): EventsFilter {
  const read = (name: keyof EventsFilter): string => {
    const given = query.get(name) ?? ''
    const isTime = name === 'from' || name === 'until'
    return FORMS[name].test(given) && !(isTime && Number.isNaN(Date.parse(given))) ? given : ''
  }
  return {
    text: read('text'),
    kind: read('kind'),
    state: read('state') as EventsFilter['state'],
    job: read('job'),
    source: read('source'),
    from: read('from'),
    until: read('until'),
  }
}

/** What the live feed can be asked for. It is not asked for a state: it has to tell of events that leave it. */
export const toFeedQuery = ({ kind, job, source }: EventsFilter): Partial<EventFeedQuery> => ({
  is_main: true,
  ...(kind === '' ? {} : { event_type: [kind] }),
  ...(job === '' ? {} : { task_id: job }),
  ...(source === '' ? {} : { video_source_name: source }),
})

export const toQuery = (filter: EventsFilter): Partial<EventsQuery> => ({
  ...toFeedQuery(filter),
  ...(filter.text === '' ? {} : { text: filter.text }),
  ...(filter.state === '' ? {} : { state: filter.state }),
  ...(filter.from === '' ? {} : { from: Date.parse(filter.from) }),
  ...(filter.until === '' ? {} : { until: Date.parse(filter.until) }),
})

/** Whether an event of the feed belongs into the list, but for `text`, which only the server can tell. */
export function fits({ state, at }: CentreEvent, filter: EventsFilter): boolean {
  const when = Date.parse(at)
  return (
    (filter.state === '' || state === filter.state) &&
    (filter.from === '' || when >= Date.parse(filter.from)) &&
    (filter.until === '' || when < Date.parse(filter.until))
  )
}
