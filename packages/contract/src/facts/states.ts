/** The fifteen states that every edition knows (seed table 3, platform-api section 8.2). */
export const STATES = [
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
]
