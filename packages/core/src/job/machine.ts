/**
 * The state machine of a job: one table of (state, event) → next state and effects. Pure; drawn into
 * docs/job-states.md by `node scripts/draw-states.mjs`. Legal user actions follow platform-api section 8.3.
 */
import type { JobState } from './states.js'

/** What a user does. */
export type UserEvent = 'start' | 'stop' | 'update' | 'delete'
/** What the engine does: it places a run, or sees that nobody owns the job any more. */
export type EngineEvent = 'claimed' | 'lost' | 'removed' | 'no_resources'
/** What a run says about itself. */
export type RunEvent = 'running' | 'abnormal' | 'succeeded' | 'start_failed' | 'failed' | 'stopped'
/** What an operator's action on a service or a project does to its jobs. */
export type OperatorEvent = 'upgrade' | 'service_gone' | 'freeze' | 'frozen' | 'thaw'
export type JobEvent = UserEvent | EngineEvent | RunEvent | OperatorEvent

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
/** States in which a run waits for a place. */
const WAITING = ['PENDING', 'SCHEDULING'] as const
/** States in which a run is, or is about to be, owned by a worker. */
const OWNED = ['STARTING', 'RUNNING', 'ABNORMAL', 'RECOVERING', 'UPGRADING'] as const

const owned = OWNED.flatMap((from) => [
  row(from, 'running', 'RUNNING'),
  row(from, 'abnormal', 'ABNORMAL'),
  row(from, 'succeeded', 'SUCCEEDED', RELEASE),
  row(from, 'start_failed', 'START_FAILED', RELEASE),
  row(from, 'failed', 'FAILED', RELEASE),
  row(from, 'lost', 'RECOVERING', RELEASE_PLACE),
  row(from, 'stop', 'STOPPING'),
  row(from, 'delete', 'DELETING'),
  row(from, 'freeze', 'FREEZING'),
])

const waiting = WAITING.flatMap((from) => [
  row(from, 'claimed', 'STARTING'),
  row(from, 'no_resources', 'LACK_OF_RESOURCES'),
  row(from, 'stop', 'STOPPING'),
  row(from, 'delete', 'DELETING'),
  row(from, 'freeze', 'FREEZING'),
])

const atRest = AT_REST.flatMap((from) => [
  row(from, 'update', from),
  row(from, 'delete', 'DELETING'),
  ...(from === 'CREATE_FAILED' ? [] : [row(from, 'start', 'PENDING', PLACE)]),
])

// A run may end in any way while it is being stopped, frozen or deleted: what was asked for wins.
const ending = (['stopped', 'lost', 'succeeded', 'start_failed', 'failed'] as const).flatMap((event) => [
  row('STOPPING', event, 'STOPPED', RELEASE),
  row('FREEZING', event, 'FREEZING', RELEASE),
  row('DELETING', event, 'DELETING', RELEASE),
])

export const TRANSITIONS: readonly Row[] = [
  ...waiting,
  ...owned,
  ...atRest,
  ...ending,
  row('RECOVERING', 'claimed', 'RECOVERING'),
  // "Try again now": the present run is dropped and another one placed.
  row('ABNORMAL', 'start', 'RECOVERING', RELEASE_PLACE),
  row('STOPPING', 'delete', 'DELETING'),
  row('DELETING', 'delete', 'DELETING'),
  row('DELETING', 'removed', 'DELETING', RELEASE_REMOVE),
  row('RUNNING', 'upgrade', 'UPGRADING', RELEASE_PLACE),
  row('ABNORMAL', 'upgrade', 'UPGRADING', RELEASE_PLACE),
  row('UPGRADING', 'claimed', 'UPGRADING'),
  row('STOPPED', 'service_gone', 'STOPPED_NO_SERVICE'),
  row('LACK_OF_RESOURCES', 'claimed', 'STARTING'),
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
