/** What a schedule says at a moment: whether its job runs, until when, and when it runs next. */
import { type Run, runsOf } from './runs.js'
import type { Schedule } from './schedule.js'
import { DAY_MS, firstMomentFrom } from './wall-time.js'
import { zoneOf } from './zone.js'

export interface Phase {
  /** Whether the moment lies in a window. */
  inside: boolean
  /** Later than the moment, ms UTC: when this phase ends, or at the horizon, when it must be looked at again. */
  until: number
}

/**
 * How many days after today are looked at. A weekday comes again after 7 days, and a 29th, 30th or 31st after 61 at most.
 * Beyond lie only the end of a run that goes on for longer, and a window whose predecessor clocks skipped.
 */
export const HORIZON_DAYS = { weekly: 9, monthly: 62 } as const

/** @param nowMs ms UTC */
export function phaseAt(schedule: Schedule, nowMs: number): Phase {
  const zone = zoneOf(schedule.timezone)
  const today = Math.floor((nowMs + zone.offsetAt(nowMs)) / DAY_MS)
  const horizon = HORIZON_DAYS[schedule.type]
  // Most phases end today or tomorrow. Yesterday counts, for a skipped time may move into today.
  for (let ahead = 1; ; ahead = Math.min(ahead * 3, horizon)) {
    const runs = runsOf(schedule, zone, today - 1, today + ahead)
    const known = firstMomentFrom(zone, (today + ahead + 1) * DAY_MS)
    const phase = phaseAmong(runs, nowMs, known)
    if (phase.until < known || ahead === horizon) return phase
  }
}

/**
 * The next run that begins after `nowMs` (ms UTC), its windows joined where they meet; undefined when none begins within
 * the horizon: 9 days of a weekly schedule, 62 of a monthly one. `end` is at the horizon when the run goes on behind it.
 */
export function nextWindow(schedule: Schedule, nowMs: number): Run | undefined {
  const phase = phaseAt(schedule, nowMs)
  const outside = phase.inside ? phaseAt(schedule, phase.until) : phase
  if (outside.inside) return undefined
  const next = phaseAt(schedule, outside.until)
  return next.inside ? { begin: outside.until, end: next.until } : undefined
}

/** @param known the moment up to which `runs` is complete; later than `now` */
function phaseAmong(runs: readonly Run[], now: number, known: number): Phase {
  const run = runs.find(({ end }) => end > now)
  if (!run) return { inside: false, until: known }
  const inside = run.begin <= now
  return { inside, until: Math.min(inside ? run.end : run.begin, known) }
}
