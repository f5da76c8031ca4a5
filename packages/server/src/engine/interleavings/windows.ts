/** The schedules of the scenarios, one window every day, and what they mean, reckoned by hand. */
import type { TaskSchedule } from '@vigia/contract'
import type { Schedule } from '@vigia/core'

const MINUTE = 60_000
const DAY = 24 * 60 * MINUTE

export interface Window {
  /** Minutes after midnight UTC. */
  from: number
  to: number
}

/** They overlap, so that changing one for the other moves either end. */
export const WINDOWS = [
  { from: 9 * 60, to: 10 * 60 },
  { from: 9 * 60 + 30, to: 11 * 60 },
] as const satisfies Window[]

export const toWire = ({ from, to }: Window): TaskSchedule => ({
  type: 'weekly',
  timezone: '+00:00',
  days_of_week: [1, 2, 3, 4, 5, 6, 7],
  periods: Array.from({ length: 7 }, () => [{ begin_at: clockTime(from), end_at: clockTime(to) }]),
})

/** The window that a stored schedule was made from. */
export const windowOf = (schedule: Schedule | undefined): Window | undefined =>
  schedule && WINDOWS.find(({ from }) => schedule.periods[0]?.[0]?.begin === clockTime(from))

export const isInside = ({ from, to }: Window, now: number): boolean => {
  const minute = (now % DAY) / MINUTE
  return minute >= from && minute < to
}

export function nextBoundary({ from, to }: Window, now: number): number {
  const midnight = now - (now % DAY)
  const [next] = [from, to, from + 24 * 60].map((m) => midnight + m * MINUTE).filter((at) => at > now)
  return next!
}

/** When the window opened last. */
export function lastOpening({ from }: Window, now: number): number {
  const today = now - (now % DAY) + from * MINUTE
  return today <= now ? today : today - DAY
}

/** A moment from `now` on that is ten minutes or more from every boundary: inside all windows, or outside all. */
export function calmMoment(now: number, where: 'here' | 'inside' | 'outside'): number {
  const near = (at: number) =>
    [9 * 60, 9.5 * 60, 10 * 60, 11 * 60].some((m) => Math.abs((at % DAY) - m * MINUTE) < 10 * MINUTE)
  if (where === 'here' && !near(now)) return now
  const at = now - (now % DAY) + (where === 'inside' ? 9 * 60 + 45 : 13 * 60) * MINUTE
  return at >= now ? at : at + DAY
}

const clockTime = (minute: number): string =>
  `${String(Math.floor(minute / 60)).padStart(2, '0')}:${String(minute % 60).padStart(2, '0')}:00`
