/** Schedules and their runs as short texts, for tests. */
import { nextWindow } from './phase.js'
import type { Period, Schedule } from './schedule.js'

/** Milliseconds of `2026-11-30T08:00:00`, read as UTC. */
export const utc = (moment: string): number => Date.parse(`${moment}Z`)
export const text = (ms: number): string => new Date(ms).toISOString().slice(0, 19)

/** @param periods for each day its windows, such as `08:00:00-18:00:00 20:00:00-21:00:00`; empty for a day without one */
export function weekly(timezone: string, days: number[], periods: string[]): Schedule {
  return { type: 'weekly', timezone, days, periods: periods.map(windows) }
}

export function monthly(timezone: string, days: number[], periods: string[]): Schedule {
  return { type: 'monthly', timezone, days, periods: periods.map(windows) }
}

function windows(of: string): Period[] {
  const each = of.split(' ').filter(Boolean)
  return each.map((window) => ({ begin: window.slice(0, 8), end: window.slice(9) }))
}

/** The runs that begin from `from` to before `to` (UTC), each as `begin - end`. */
export function runs(schedule: Schedule, from: string, to: string): string[] {
  const found: string[] = []
  let next = nextWindow(schedule, utc(from) - 1)
  while (next && next.begin < utc(to)) {
    found.push(`${text(next.begin)} - ${text(next.end)}`)
    next = nextWindow(schedule, next.end)
  }
  return found
}
