/**
 * The state machine of a job: one table of (state, event) → next state and effects. Pure; drawn into
 * docs/job-states.md by `node scripts/draw-states.mjs`. Legal user actions follow platform-api section 8.3.
 */
import { type Desired, isStarted } from './job.js'
import type { JobState } from './states.js'

/** What a user does. */
export type UserEvent = 'start' | 'stop' | 'update' | 'delete'
/**
 * What the engine does: it places a run, sees that nobody owns the job any more, ends a job that is to rest, or finds
 * that the streams it may have are all in use (`no_resources`) and that they are so no more (`resources`).
 */
export type EngineEvent = 'claimed' | 'lost' | 'rested' | 'removed' | 'no_resources' | 'resources'
/** What the clock does to a job whose schedule is armed. */
export type ScheduleEvent = 'window_opened' | 'window_closed'
/** What a run says about itself; `begun`: its worker has taken it up. */
export type RunEvent =
  | 'begun'
  | 'running'
  | 'abnormal'
  | 'succeeded'
  | 'create_failed'
  | 'start_failed'
  | 'failed'
  | 'stopped'
/** What an operator's action on a service or a project does to its jobs. */
export type OperatorEvent = 'upgrade' | 'service_gone' | 'service_back' | 'freeze' | 'frozen' | 'thaw'
export type JobEvent = UserEvent | EngineEvent | ScheduleEvent | RunEvent | OperatorEvent

/** `release`: the run's owner is dropped with the change. `place`: a worker must be found. `remove`: the row goes. */
export type Effect = 'release' | 'place' | 'remove'

export interface Row {
  from: JobState
  event: JobEvent
  to: JobState
  effects: readonly Effect[]
}

const NONE: readonly Effect[] = []
const RELEASE: readonly Effect[] = ['release']
const PLACE: readonly Effect[] = ['place']
const RELEASE_PLACE: readonly Effect[] = ['release', 'place']
const RELEASE_REMOVE: readonly Effect[] = ['release', 'remove']

const row = (from: JobState, event: JobEvent, to: JobState, effects = NONE): Row => ({
  from,
  event,
  to,
  effects,
})

/** States in which no run exists and none is wanted. */
const AT_REST = [
  'STOPPED',
  'STOPPED_NO_SERVICE',
  'SUCCEEDED',
  'FAILED',
  'CREATE_FAILED',
  'START_FAILED',
  'LACK_OF_RESOURCES',
] as const
/** States in which a run is, or is about to be, owned by a worker. */
export const OWNED: readonly JobState[] = [
  'SCHEDULING',
  'STARTING',
  'RUNNING',
  'ABNORMAL',
  'RECOVERING',
  'UPGRADING',
]
/** Jobs in these have a stream: a worker analyses it, gets it back soon, or is about to give it up. */
export const STREAM_STATES: readonly JobState[] = [...OWNED, 'STOPPING', 'FREEZING']
/** How many of the jobs that are counted by their states have a stream. */
export const streamsIn = (counts: Partial<Record<JobState, number>>): number =>
  STREAM_STATES.reduce((sum, state) => sum + (counts[state] ?? 0), 0)
/** A job in one of these was told to end, or has ended by itself: its next start begins anew. */
export const ENDED_STATES: readonly JobState[] = AT_REST.filter((state) => state !== 'LACK_OF_RESOURCES')
/** Ends that a new window of the schedule begins anew; a job at rest by its user's will stays there. */
const ENDED = ['SUCCEEDED', 'FAILED', 'CREATE_FAILED', 'START_FAILED'] as const

const owned = OWNED.flatMap((from) => [
  row(from, 'running', 'RUNNING'),
  row(from, 'abnormal', 'ABNORMAL'),
  row(from, 'succeeded', 'SUCCEEDED', RELEASE),
  row(from, 'start_failed', 'START_FAILED', RELEASE),
  row(from, 'failed', 'FAILED', RELEASE),
  // A run that was never taken up has nothing to recover.
  row(from, 'lost', from === 'SCHEDULING' ? 'PENDING' : 'RECOVERING', RELEASE_PLACE),
  row(from, 'window_closed', 'STOPPING'),
  row(from, 'stop', 'STOPPING'),
  row(from, 'delete', 'DELETING'),
  row(from, 'freeze', 'FREEZING'),
])

/** Waits like a pending one, for something else: it heals by itself, and can be told to wait no more. */
const lacking = [
  row('LACK_OF_RESOURCES', 'claimed', 'SCHEDULING'),
  row('LACK_OF_RESOURCES', 'resources', 'PENDING', PLACE),
  row('LACK_OF_RESOURCES', 'window_opened', 'PENDING', PLACE),
  row('LACK_OF_RESOURCES', 'window_closed', 'PENDING'),
  row('LACK_OF_RESOURCES', 'stop', 'STOPPING'),
  row('LACK_OF_RESOURCES', 'freeze', 'FREEZING'),
]

const pending = [
  row('PENDING', 'claimed', 'SCHEDULING'),
  row('PENDING', 'no_resources', 'LACK_OF_RESOURCES'),
  row('PENDING', 'window_opened', 'PENDING', PLACE),
  row('PENDING', 'stop', 'STOPPING'),
  row('PENDING', 'delete', 'DELETING'),
  row('PENDING', 'freeze', 'FREEZING'),
]

/** A worker takes a run up: nothing but the first start changes its state by that. */
const taken = [
  row('SCHEDULING', 'begun', 'STARTING'),
  row('STARTING', 'begun', 'STARTING'),
  row('RECOVERING', 'begun', 'RECOVERING'),
  row('UPGRADING', 'begun', 'UPGRADING'),
  row('SCHEDULING', 'create_failed', 'CREATE_FAILED', RELEASE),
  row('STARTING', 'create_failed', 'CREATE_FAILED', RELEASE),
]

const atRest = AT_REST.flatMap((from) => [
  row(from, 'update', from),
  row(from, 'delete', 'DELETING'),
  row(from, 'start', 'PENDING', PLACE),
])

const again = ENDED.map((from) => row(from, 'window_opened', 'PENDING', PLACE))

/** Ways in which a run can end. */
const ENDINGS = ['stopped', 'lost', 'succeeded', 'create_failed', 'start_failed', 'failed'] as const

// A run may end in any way while it is being stopped, frozen or deleted: what was asked for wins.
const ending = ENDINGS.flatMap((event) => [
  row('STOPPING', event, 'STOPPED', RELEASE),
  row('FREEZING', event, 'FREEZING', RELEASE),
  row('DELETING', event, 'DELETING', RELEASE),
])

export const TRANSITIONS: readonly Row[] = [
  ...pending,
  ...lacking,
  ...owned,
  ...taken,
  ...atRest,
  ...again,
  ...ending,
  row('RECOVERING', 'claimed', 'RECOVERING'),
  // "Try again now": the present run is dropped and another one placed.
  row('ABNORMAL', 'start', 'RECOVERING', RELEASE_PLACE),
  // The window closed, and then the user stops the job: it shall not wait for the next one.
  row('STOPPING', 'stop', 'STOPPING'),
  row('STOPPING', 'rested', 'PENDING', RELEASE_PLACE),
  row('STOPPING', 'delete', 'DELETING'),
  row('DELETING', 'delete', 'DELETING'),
  row('DELETING', 'removed', 'DELETING', RELEASE_REMOVE),
  row('RUNNING', 'upgrade', 'UPGRADING', RELEASE_PLACE),
  row('ABNORMAL', 'upgrade', 'UPGRADING', RELEASE_PLACE),
  row('UPGRADING', 'claimed', 'UPGRADING'),
  row('STOPPED', 'service_gone', 'STOPPED_NO_SERVICE'),
  row('STOPPED_NO_SERVICE', 'service_back', 'STOPPED'),
  row('FREEZING', 'frozen', 'FROZEN', RELEASE),
  row('FROZEN', 'thaw', 'PENDING', PLACE),
  row('FROZEN', 'delete', 'DELETING'),
  row('FREEZING', 'delete', 'DELETING'),
]

const index = new Map(TRANSITIONS.map((r) => [`${r.from}/${r.event}`, r]))

/** The row for an event in a state; undefined when the event is illegal there. */
export function transition(state: JobState, event: JobEvent): Row | undefined {
  return index.get(`${state}/${event}`)
}

/** The next state; undefined when the event is illegal in this state (VIAS.00010012 for users). */
export function nextState(state: JobState, event: JobEvent): JobState | undefined {
  return transition(state, event)?.to
}

const endings = new Set<JobEvent>(ENDINGS)

/** The event that the end of a run means for a job being stopped: one whose schedule stopped it waits for its next window. */
export function endOfRun(event: JobEvent, state: JobState, desired: Desired): JobEvent {
  return state === 'STOPPING' && isStarted(desired) && endings.has(event) ? 'rested' : event
}
