/** Time zones as requests name them, and times as their clocks show them. */
import { ScheduleError, type Zone, zoneOf } from '@vigia/core'
import { invalid } from './invalid.js'

/** @throws ApiError VIAS.00010001 for `time_zone` */
export function zoneNamed(name: string): Zone {
  try {
    return zoneOf(name)
  } catch (error) {
    if (!(error instanceof ScheduleError)) throw error
    throw invalid(
      `time_zone: "${name}" is no time zone; give an IANA name such as Europe/Berlin, or an offset such as +08:00`,
    )
  }
}

/** `2026-11-24T16:00:00.000+08:00`, of a moment in milliseconds UTC. */
export function localTime(zone: Zone, ms: number): string {
  const offset = zone.offsetAt(ms)
  const ahead = new Date(Math.abs(offset)).toISOString().slice(11, 16)
  return `${new Date(ms + offset).toISOString().slice(0, -1)}${offset < 0 ? '-' : '+'}${ahead}`
}
