export * from './deliverer.js'
export { messageOf } from './message.js'
export { RETRY_WAITS_MS, retryAfterMs, retryWait } from './schedule.js'
