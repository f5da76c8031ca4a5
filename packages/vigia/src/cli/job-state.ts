/** States in flags, and which of them nothing but a user's action ends. */
import { JOB_STATES, type JobState } from '@vigia/core'
import { InvalidArgumentError } from 'commander'

/** A job in one of these stays there until somebody starts or deletes it. */
export const AT_REST: readonly JobState[] = [
  'STOPPED',
  'STOPPED_NO_SERVICE',
  'SUCCEEDED',
  'FAILED',
  'CREATE_FAILED',
  'START_FAILED',
  'FROZEN',
]

/** A parser for commander; takes any case. */
export function jobState(text: string): JobState {
  const state = JOB_STATES.find((one) => one === text.toUpperCase())
  if (state === undefined) throw new InvalidArgumentError(`It must be one of ${JOB_STATES.join(', ')}.`)
  return state
}
