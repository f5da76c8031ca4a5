/** Schedules whose windows lie around the present moment, in a zone where it is about noon: no window meets midnight. */
import type { CreateTask } from '@vigia/contract'

type Schedule = NonNullable<CreateTask['schedule']>

const HOUR_MS = 3_600_000

/** Milliseconds that clocks of the zone are ahead of UTC, full hours from -11 to +12. */
function aheadAt(now: number): number {
  return (12 - new Date(now).getUTCHours()) * HOUR_MS
}

/** Seconds of windows, from `begin` to before `end`, counted from the present moment. */
export interface Window {
  begin: number
  end: number
}

/** The present moment as clocks of the zone read it, moved by some seconds. */
export function wallTime(now: number, seconds = 0): { date: Date; time: string; timezone: string } {
  const ahead = aheadAt(now)
  const date = new Date(now + ahead + seconds * 1000)
  const hours = String(Math.abs(ahead) / HOUR_MS).padStart(2, '0')
  const timezone = `${ahead < 0 ? '-' : '+'}${hours}:00`
  return { date, time: date.toISOString().slice(11, 19), timezone }
}

export function weekly(now: number, ...windows: Window[]): Schedule {
  const { date, timezone } = wallTime(now)
  return { type: 'weekly', timezone, days_of_week: [date.getUTCDay() || 7], periods: [periods(now, windows)] }
}

export function monthly(now: number, ...windows: Window[]): Schedule {
  const { date, timezone } = wallTime(now)
  return { type: 'monthly', timezone, days_of_month: [date.getUTCDate()], periods: [periods(now, windows)] }
}

function periods(now: number, windows: Window[]) {
  return windows.map(({ begin, end }) => ({
    begin_at: wallTime(now, begin).time,
    end_at: wallTime(now, end).time,
  }))
}
