/** The states of a job as each edition of the API names them (platform-api section 8.2). */
export const TASK_STATES_V1 = [
  'PENDING',
  'RECOVERING',
  'STARTING',
  'UPGRADING',
  'CREATE_FAILED',
  'START_FAILED',
  'RUNNING',
  'STOPPING',
  'STOPPED',
  'ABNORMAL',
  'SUCCEEDED',
  'FAILED',
  'DELETING',
  'FREEZING',
  'FROZEN',
] as const

/** v2 adds two; the eighteenth, of jobs whose algorithm is gone, is known to the batch pages. */
export const TASK_STATES_V2 = [
  ...TASK_STATES_V1,
  'SCHEDULING',
  'LACK_OF_RESOURCES',
  'STOPPED_NO_SERVICE',
] as const
