/** Says a moment as clocks of a schedule's zone show it, for texts that people read. */
import { zoneOf } from './zone.js'

const WEEKDAYS = ['Sun', 'Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat'] as const

/**
 * `Mon 2026-11-30 08:00:00 (+08:00)`; with a named zone `(Europe/Berlin, +01:00)`, for clocks may read a time twice.
 * @param ms ms UTC
 * @throws ScheduleError when `timezone` is no time zone, RangeError when `ms` is no moment
 */
export function describeMoment(ms: number, timezone: string): string {
  const offset = zoneOf(timezone).offsetAt(ms)
  const local = new Date(ms + offset)
  const [date, time] = local.toISOString().split(/[T.]/)
  const ahead = new Date(Math.abs(offset)).toISOString().slice(11, 16)
  const zone = /^[+-]/.test(timezone) ? timezone : `${timezone}, ${offset < 0 ? '-' : '+'}${ahead}`
  return `${WEEKDAYS[local.getUTCDay()]} ${date} ${time} (${zone})`
}
