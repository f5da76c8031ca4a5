/** The event centre: events, how repeats are put together, and what is passed on. */
export * from './event.js'
export * from './matches.js'
export * from './message.js'
export * from './pass-on.js'
export * from './quiet-hours.js'
export * from './rule.js'
