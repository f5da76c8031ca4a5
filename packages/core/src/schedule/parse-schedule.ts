/** Reads a schedule from the wire's `TaskSchedule` and writes it back. */
import type { CreateTask } from '@vigia/contract'
import { readPeriods } from './parse-periods.js'
import { type Schedule, ScheduleError } from './schedule.js'
import { zoneOf } from './zone.js'

export type WireSchedule = NonNullable<CreateTask['schedule']>

/** How each type names its days on the wire, and the last of them; the first is 1. */
const DAYS = {
  weekly: { key: 'days_of_week', last: 7, says: '1 (Monday) to 7 (Sunday)' },
  monthly: { key: 'days_of_month', last: 31, says: '1 to 31' },
} as const

/** Throws ScheduleError for the first part that breaks a rule, with its path and the remedy. */
export function parseSchedule(wire: unknown): Schedule {
  if (!isObject(wire))
    throw new ScheduleError('schedule', 'must be an object; leave it out to have the job run all the time')
  const { type, timezone } = wire
  if (type !== 'weekly' && type !== 'monthly')
    throw new ScheduleError('schedule.type', 'must be "weekly" or "monthly": choose one')
  if (typeof timezone !== 'string')
    throw new ScheduleError('schedule.timezone', 'must be a string such as "+08:00" or "Europe/Berlin"')
  zoneOf(timezone)
  const days = readDays(wire, type)
  return { type, timezone, days, periods: readPeriods(wire.periods, days, DAYS[type].last) }
}

/** The wire's form, equal to what `parseSchedule` was given. */
export function scheduleToWire({ type, timezone, days, periods }: Schedule): WireSchedule {
  return {
    type,
    timezone,
    [DAYS[type].key]: days,
    periods: periods.map((day) => day.map(({ begin, end }) => ({ begin_at: begin, end_at: end }))),
  }
}

function readDays(wire: Record<string, unknown>, type: Schedule['type']): number[] {
  const { key, last, says } = DAYS[type]
  const other = type === 'weekly' ? 'monthly' : 'weekly'
  if (wire[DAYS[other].key] !== undefined)
    throw new ScheduleError(
      `schedule.${DAYS[other].key}`,
      `has no place in a ${type} schedule: leave it out, or make the type ${other}`,
    )
  const field = `schedule.${key}`
  const days: unknown = wire[key]
  if (!Array.isArray(days) || days.length === 0)
    throw new ScheduleError(field, `must list the days of a ${type} schedule: one or more of ${says}`)
  return days.map((day: unknown, i) => {
    if (typeof day !== 'number' || !Number.isInteger(day) || day < 1 || day > last)
      throw new ScheduleError(`${field}[${i}]`, `must be a whole number from ${says}`)
    if (days.indexOf(day) < i)
      throw new ScheduleError(`${field}[${i}]`, `repeats ${day}: list every day once`)
    return day
  })
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
