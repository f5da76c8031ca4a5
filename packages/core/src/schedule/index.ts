/** Schedules: when a job runs, by the days and the windows that its owner gave. */
export * from './describe-moment.js'
export * from './parse-schedule.js'
export * from './phase.js'
export * from './schedule.js'
