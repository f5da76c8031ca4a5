/** When a schedule's job runs, without a break: the windows of several days as moments, joined where they meet. */
import { type DayWindow, windowsOn } from './day-windows.js'
import type { Schedule } from './schedule.js'
import { DAY_MS, firstMomentFrom, momentOf } from './wall-time.js'
import type { Zone } from './zone.js'

/** From `begin` to before `end`, ms UTC. */
export interface Run {
  begin: number
  end: number
}

/** VIAS's cross-day rule: a last window that ends in the day's last minute goes on into a window at 00:00:00. */
const LAST_MINUTE_MS = DAY_MS - 60_000

/**
 * The runs of the calendar days `first` to `last` (days since 1970-01-01), in order and apart from each other. What the
 * days around would add at both ends is not in it.
 */
export function runsOf(schedule: Schedule, zone: Zone, first: number, last: number): Run[] {
  const runs: Run[] = []
  let windows = windowsOn(schedule, first)
  for (let day = first; day <= last; day++) {
    const next = windowsOn(schedule, day + 1)
    const final = windows.at(-1)
    if (final && final.end >= LAST_MINUTE_MS && next[0]?.begin === 0)
      windows.push({ begin: final.end, end: DAY_MS })
    for (const window of windows) {
      const run = toRun(zone, day * DAY_MS, window)
      if (run) runs.push(run)
    }
    windows = next
  }
  return join(runs)
}

/** Undefined for a window of which clocks skip everything. */
function toRun(zone: Zone, midnight: number, window: DayWindow): Run | undefined {
  const begin = momentOf(zone, midnight + window.begin)
  const end = momentOf(zone, midnight + window.end)
  if (begin < end) return { begin, end }
  // The begin was skipped and thereby moved behind the end: the window has what clocks do not skip of it.
  const skip = firstMomentFrom(zone, midnight + window.begin)
  return skip < end ? { begin: skip, end } : undefined
}

/** Sorted, because a skipped time moves behind later ones. */
function join(runs: Run[]): Run[] {
  runs.sort((a, b) => a.begin - b.begin)
  const joined: Run[] = []
  for (const run of runs) {
    const before = joined.at(-1)
    if (before && run.begin <= before.end) before.end = Math.max(before.end, run.end)
    else joined.push(run)
  }
  return joined
}
