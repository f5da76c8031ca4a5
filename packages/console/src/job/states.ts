/** States of a job: how serious they look, and what a user may do in them. */
import type { TaskDetailsV2 } from '@vigia/contract'

export type JobState = TaskDetailsV2['state']
/** Look and weight of a state; always beside an icon and a word. */
export type Tone = 'good' | 'busy' | 'warn' | 'bad' | 'idle'

export const TONES: Record<JobState, Tone> = {
  PENDING: 'busy',
  SCHEDULING: 'busy',
  LACK_OF_RESOURCES: 'warn',
  STARTING: 'busy',
  RUNNING: 'good',
  ABNORMAL: 'warn',
  RECOVERING: 'warn',
  UPGRADING: 'busy',
  STOPPING: 'busy',
  STOPPED: 'idle',
  STOPPED_NO_SERVICE: 'idle',
  SUCCEEDED: 'good',
  FAILED: 'bad',
  CREATE_FAILED: 'bad',
  START_FAILED: 'bad',
  DELETING: 'busy',
  FREEZING: 'busy',
  FROZEN: 'idle',
}

const STARTABLE: readonly JobState[] = [
  'STOPPED',
  'STOPPED_NO_SERVICE',
  'SUCCEEDED',
  'FAILED',
  'CREATE_FAILED',
  'START_FAILED',
  'LACK_OF_RESOURCES',
  'ABNORMAL',
]
const STOPPABLE: readonly JobState[] = [
  'PENDING',
  'SCHEDULING',
  'STARTING',
  'RUNNING',
  'ABNORMAL',
  'RECOVERING',
  'UPGRADING',
]

/** The states in which a run may be making pictures. */
const LIVE: readonly JobState[] = ['STARTING', 'RUNNING', 'ABNORMAL', 'RECOVERING', 'UPGRADING', 'STOPPING']

export const canStart = (state: JobState): boolean => STARTABLE.includes(state)
export const canStop = (state: JobState): boolean => STOPPABLE.includes(state)
export const canDelete = (state: JobState): boolean => state !== 'DELETING'
export const isLive = (state: JobState): boolean => LIVE.includes(state)

/** The wire's word as a state; one that a newer server may have is treated as waiting. */
export function toState(text: string): JobState {
  return text in TONES ? (text as JobState) : 'PENDING'
}
