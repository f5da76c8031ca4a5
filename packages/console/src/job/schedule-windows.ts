/** The windows of a schedule by day, for reading; days without one are left out. */
import type { TaskSchedule } from '@vigia/contract'

/** VIAS: inner array i belongs to the i-th day named, or to the i-th day of all when there is one for each. */
export function windowsOf(schedule: TaskSchedule): { day: number; windows: string }[] {
  const { type, days_of_week, days_of_month, periods = [] } = schedule
  const days = (type === 'weekly' ? days_of_week : days_of_month) ?? []
  return days
    .map((day, i) => ({ day, periods: periods[periods.length === days.length ? i : day - 1] ?? [] }))
    .filter((line) => line.periods.length > 0)
    .sort((a, b) => a.day - b.day)
    .map(({ day, periods: windows }) => ({
      day,
      windows: windows.map(({ begin_at, end_at }) => `${begin_at}–${end_at}`).join(', '),
    }))
}
