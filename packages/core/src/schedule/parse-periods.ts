/** Reads `schedule.periods`: the windows of each day, checked one by one and against each other. */
import { type Period, ScheduleError } from './schedule.js'

/** VIAS's bound on the windows of one day (platform-api section 3.1). */
const MAX_WINDOWS = 10
const FIELD = 'schedule.periods'
const TIME = /^([01]\d|2[0-3]):[0-5]\d:[0-5]\d$/

/**
 * @param days the days that are listed, checked
 * @param last the last day there can be: 7 or 31
 * @throws ScheduleError for the first part that breaks a rule, with its path and the remedy
 */
export function readPeriods(value: unknown, days: readonly number[], last: number): Period[][] {
  if (!Array.isArray(value))
    throw new ScheduleError(FIELD, 'must be an array that holds an array of windows for each day')
  const byPosition = value.length === days.length
  if (!byPosition && value.length !== last) {
    const whole = `${last}, one for each day from 1 to ${last}`
    throw new ScheduleError(
      FIELD,
      `has ${value.length} entries for ${days.length} listed days: give ${days.length}, one for each in their order${days.length === last ? '' : `, or ${whole}`}`,
    )
  }
  const periods = value.map((day: unknown, i) => readDay(day, `${FIELD}[${i}]`))
  if (!days.some((day, i) => periods[byPosition ? i : day - 1]!.length > 0))
    throw new ScheduleError(
      FIELD,
      'has no window on any listed day: give one at least, or leave the schedule out',
    )
  return periods
}

function readDay(value: unknown, field: string): Period[] {
  if (!Array.isArray(value))
    throw new ScheduleError(field, 'must be an array of windows; use [] for a day without one')
  if (value.length > MAX_WINDOWS)
    throw new ScheduleError(
      field,
      `has ${value.length} windows, at most ${MAX_WINDOWS} are allowed: join some of them`,
    )
  const windows = value.map((window: unknown, i) => readWindow(window, `${field}[${i}]`))
  refuseOverlap(windows, field)
  return windows
}

function readWindow(value: unknown, field: string): Period {
  if (typeof value !== 'object' || value === null)
    throw new ScheduleError(field, 'must be a window such as {"begin_at":"08:00:00","end_at":"18:00:00"}')
  const { begin_at, end_at } = value as Record<string, unknown>
  const begin = readTime(begin_at, `${field}.begin_at`, '23:59:59')
  const end = readTime(end_at, `${field}.end_at`, '24:00:00')
  if (end <= begin)
    throw new ScheduleError(
      `${field}.end_at`,
      `is ${end}, not after begin_at, ${begin}; a window over midnight is two: until 23:59:00 on one day, from 00:00:00 on the next`,
    )
  return { begin, end }
}

function readTime(value: unknown, field: string, last: string): string {
  if (typeof value !== 'string') throw new ScheduleError(field, 'must be a string of the form hh:mm:ss')
  if (/^\d{4}-\d{2}-\d{2}T/.test(value))
    throw new ScheduleError(
      field,
      'carries a date, which a weekly or monthly time does not have: give hh:mm:ss only',
    )
  if (!TIME.test(value) && value !== last)
    throw new ScheduleError(field, `must be a time of the form hh:mm:ss, 00:00:00 to ${last}`)
  return value
}

function refuseOverlap(windows: readonly Period[], field: string): void {
  const order = windows.map((_, i) => i).sort((a, b) => (windows[a]!.begin < windows[b]!.begin ? -1 : 1))
  for (const [position, now] of order.slice(1).entries()) {
    const before = order[position]!
    if (windows[now]!.begin < windows[before]!.end)
      throw new ScheduleError(
        `${field}[${now}]`,
        `(${words(windows[now]!)}) overlaps ${field}[${before}] (${words(windows[before]!)}): join the two, or let one begin when the other ends`,
      )
  }
}

function words({ begin, end }: Period): string {
  return `${begin} to ${end}`
}
