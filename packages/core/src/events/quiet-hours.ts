/** Hours in which nothing is passed on, as clocks of a time zone read. */
import { DAY_MS } from '../schedule/wall-time.js'
import { zoneOf } from '../schedule/zone.js'

export interface QuietPeriod {
  /** 1-7 for Monday to Sunday: the days on which it begins; empty: every day. */
  days: number[]
  /** `hh:mm` from 00:00 to 23:59. */
  begin: string
  /** `hh:mm` up to 24:00. Not after `begin`: it ends on the next day. */
  end: string
}

export interface QuietHours {
  /** `+08:00`, or an IANA name such as `Europe/Berlin`. */
  timezone: string
  periods: QuietPeriod[]
}

const MINUTE_MS = 60_000
/** 1970-01-01, day 0, was a Thursday. */
const WEEKDAY_OF_DAY_0 = 3

/**
 * What the clocks read decides: an hour that they skip is in no period, one that they read twice is in it twice.
 * @param at integer milliseconds UTC
 * @throws ScheduleError when this Node does not know the zone
 */
export function isQuiet({ timezone, periods }: QuietHours, at: number): boolean {
  const wall = at + zoneOf(timezone).offsetAt(at)
  const day = Math.floor(wall / DAY_MS)
  const minute = Math.floor((wall - day * DAY_MS) / MINUTE_MS)
  return periods.some((period) => {
    const [begin, end] = [minutesOf(period.begin), minutesOf(period.end)]
    const onDay = (which: number): boolean => period.days.length === 0 || period.days.includes(weekday(which))
    if (begin < end) return onDay(day) && minute >= begin && minute < end
    return (onDay(day) && minute >= begin) || (onDay(day - 1) && minute < end)
  })
}

const weekday = (day: number): number => ((((day + WEEKDAY_OF_DAY_0) % 7) + 7) % 7) + 1

const minutesOf = (time: string): number => Number(time.slice(0, 2)) * 60 + Number(time.slice(3, 5))
