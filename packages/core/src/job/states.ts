/** The 18 states of a job (spec: platform-api section 8.2) and the 15 that the v1 pages know. */
export const JOB_STATES = [
  'PENDING',
  'SCHEDULING',
  'LACK_OF_RESOURCES',
  'STARTING',
  'RUNNING',
  'ABNORMAL',
  'RECOVERING',
  'UPGRADING',
  'STOPPING',
  'STOPPED',
  'STOPPED_NO_SERVICE',
  'SUCCEEDED',
  'FAILED',
  'CREATE_FAILED',
  'START_FAILED',
  'DELETING',
  'FREEZING',
  'FROZEN',
] as const

export type JobState = (typeof JOB_STATES)[number]

/** The v1 pages list 15 states; the three newer ones are shown as their nearest older kin. */
export function stateOnV1(state: JobState): JobState {
  if (state === 'SCHEDULING' || state === 'LACK_OF_RESOURCES') return 'PENDING'
  if (state === 'STOPPED_NO_SERVICE') return 'STOPPED'
  return state
}
