/** Requests about the event centre that are accepted. */
import type { Example } from './examples.js'
import type { Fixture } from './fixture.js'

const inProject = ({ project }: Fixture) => ({ project_id: project })
const ofEvent = (f: Fixture): Example => ({ path: { ...inProject(f), message_id: f.message } })
const ofRule = (f: Fixture): Example => ({ path: { ...inProject(f), rule_id: f.eventRule } })
const ofSubscription = (f: Fixture): Example => ({
  path: { ...inProject(f), subscription_id: f.subscription },
})
const page = { limit: '10', marker: '1795508225000-7' }
const filter = {
  event_types: [196_609],
  sources: ['gate'],
  task_ids: ['0a1b2c3d'],
  service_names: ['c-intrusiondetection-cloud'],
}
const rule = {
  name: 'by-night',
  priority: 5,
  enabled: true,
  ...filter,
  manual_review: true,
  aggregation_window: 60,
  quiet_hours: {
    timezone: '+08:00',
    periods: [{ days: [1, 7], begin_at: '22:00', end_at: '06:00' }],
  },
  cool_down: 60,
  track_cool_down: 600,
  minimum_duration: 10,
}
const subscription = {
  name: 'control-room',
  description: 'd',
  ...filter,
  webhook: { url: 'https://hooks.example.org/in', headers: { 'X-Key': 'k' } },
}

export const EVENT_EXAMPLES: Record<string, (fixture: Fixture) => Example> = {
  listEvents: (f) => ({
    path: inProject(f),
    query: {
      ...page,
      from: '1',
      until: '9007199254740991',
      event_type: '196609',
      video_source_id: 'abcd',
      video_source_name: 'gate',
      task_id: 'abcd',
      service_name: 'c-intrusiondetection-cloud',
      state: 'approved',
      is_main: 'true',
      text: 'dock',
    },
  }),
  showEvent: (f) => ({ ...ofEvent(f), query: page }),
  showEventPicture: ofEvent,
  showEventClip: ofEvent,
  reviewEvent: (f) => ({ ...ofEvent(f), body: { action: 'approve', note: 'n' } }),
  reviewEvents: (f) => ({
    path: inProject(f),
    body: { message_ids: [f.message], action: 'reject', note: 'n' },
  }),
  deleteEvent: ofEvent,
  deleteEvents: (f) => ({ path: inProject(f), body: { message_ids: [f.message] } }),
  listEventRules: (f) => ({ path: inProject(f) }),
  showEventRule: ofRule,
  createEventRule: (f) => ({ path: inProject(f), body: rule }),
  updateEventRule: (f) => ({ ...ofRule(f), body: rule }),
  deleteEventRule: ofRule,
  listEventSubscriptions: (f) => ({ path: inProject(f) }),
  showEventSubscription: ofSubscription,
  createEventSubscription: (f) => ({ path: inProject(f), body: subscription }),
  updateEventSubscription: (f) => ({ ...ofSubscription(f), body: subscription }),
  deleteEventSubscription: ofSubscription,
}
