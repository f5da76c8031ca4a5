/** When a failed delivery is tried again: the ladder of Standard Webhooks with two early steps more, moved by up to a tenth. */

const SECOND = 1_000
const MINUTE = 60 * SECOND
const HOUR = 60 * MINUTE

/** Waits after the 1st, 2nd … failed attempt; after the last one the delivery is given up. */
export const RETRY_WAITS_MS = [
  5 * SECOND,
  30 * SECOND,
  2 * MINUTE,
  5 * MINUTE,
  30 * MINUTE,
  2 * HOUR,
  5 * HOUR,
  10 * HOUR,
  14 * HOUR,
  20 * HOUR,
  24 * HOUR,
] as const

/** A target that has taken nothing for so long is switched off. */
export const SWITCH_OFF_AFTER_MS = 5 * 24 * HOUR

/**
 * Milliseconds to wait; undefined when there is no further attempt.
 * @param attempts failed attempts so far, at least 1
 * @param random 0 ≤ random < 1
 * @param retryAfterMs what the receiver asked for; never shortens the ladder, at most a day
 */
export function retryWait(attempts: number, random: number, retryAfterMs = 0): number | undefined {
  const base = RETRY_WAITS_MS[attempts - 1]
  if (base === undefined) return undefined
  return Math.round(Math.max(base * (0.9 + 0.2 * random), Math.min(retryAfterMs, 24 * HOUR)))
}

/** `retry-after` as seconds or as an HTTP date; 0 when it says nothing usable. */
export function retryAfterMs(header: string | undefined, now: number): number {
  if (header === undefined) return 0
  if (/^\d{1,9}$/.test(header.trim())) return Number(header) * SECOND
  const at = Date.parse(header)
  return Number.isNaN(at) ? 0 : Math.max(0, at - now)
}
