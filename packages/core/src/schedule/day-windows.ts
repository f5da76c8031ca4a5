/** Which windows a schedule has on one calendar day, by the wall. */
import type { Period, Schedule } from './schedule.js'
import { DAY_MS } from './wall-time.js'

/** Milliseconds since 00:00:00 of its day as clocks read, 0 to 24 hours. */
export interface DayWindow {
  begin: number
  end: number
}

/** 1970-01-01, day 0, was a Thursday. */
const WEEKDAY_OF_DAY_0 = 3
const NONE: readonly Period[] = []

/** @param day days since 1970-01-01; a day that the month lacks cannot be named, so it is left out by itself */
export function windowsOn(schedule: Schedule, day: number): DayWindow[] {
  const windows = periodsOn(schedule, day).map(({ begin, end }) => ({
    begin: msOfDay(begin),
    end: msOfDay(end),
  }))
  return windows.sort((a, b) => a.begin - b.begin)
}

function periodsOn({ type, days, periods }: Schedule, day: number): readonly Period[] {
  const number =
    type === 'weekly' ? ((((day + WEEKDAY_OF_DAY_0) % 7) + 7) % 7) + 1 : new Date(day * DAY_MS).getUTCDate()
  const position = days.indexOf(number)
  if (position < 0) return NONE
  return periods[periods.length === days.length ? position : number - 1]!
}

/** `hh:mm:ss` by its digits: it is read several times for each question. */
function msOfDay(time: string): number {
  const two = (at: number): number => time.charCodeAt(at) * 10 + time.charCodeAt(at + 1) - 48 * 11
  return ((two(0) * 60 + two(3)) * 60 + two(6)) * 1000
}
