/**
 * Which moment a wall time is. A wall time is given as milliseconds since 1970-01-01 00:00:00 on the zone's own clocks,
 * as if every day had 24 hours.
 */
import { changeBetween } from './named-zone.js'
import type { Zone } from './zone.js'

export const DAY_MS = 86_400_000

/**
 * The moment in ms UTC, by the rule that calendars follow (Temporal's `compatible`): a time that clocks skip is later by
 * what they skip, and of a time that they read twice the first counts.
 */
export function momentOf(zone: Zone, wall: number): number {
  // Taken for UTC, a wall time is off by less than a day.
  const before = zone.offsetAt(wall - DAY_MS)
  const after = zone.offsetAt(wall + DAY_MS)
  if (before === after || zone.offsetAt(wall - before) === before) return wall - before
  return zone.offsetAt(wall - after) === after ? wall - after : wall - before
}

/** The first moment at which clocks read `wall` or later: for a time that they skip, the moment of the skip. */
export function firstMomentFrom(zone: Zone, wall: number): number {
  const moment = momentOf(zone, wall)
  const skipped = moment + zone.offsetAt(moment) - wall
  return skipped > 0 ? changeBetween(moment - skipped, moment, (ms) => zone.offsetAt(ms)) : moment
}
