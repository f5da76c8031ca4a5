/** What clocks of a time zone read: the zones that schedules may name. */
import { NamedZone } from './named-zone.js'
import { ScheduleError } from './schedule.js'

export interface Zone {
  /** How far clocks there are ahead of UTC at the moment `ms` (since 1970, UTC), in milliseconds; negative in the west. */
  offsetAt(ms: number): number
}

const FIXED = /^([+-])(\d{2}):([0-5]\d)$/
const FIRST_MINUTES = -12 * 60
const LAST_MINUTES = 14 * 60

/** There are some 600 names in any case of letters, and one with its formatter takes about 60 kB. */
const MAX_ZONES = 200
const zones = new Map<string, Zone>()

/** @throws ScheduleError for `schedule.timezone` when the text is neither an offset nor a zone this Node knows */
export function zoneOf(timezone: string): Zone {
  const known = zones.get(timezone)
  if (known) return known
  const zone = /^[+-]/.test(timezone) ? fixedZone(timezone) : namedZone(timezone)
  const [oldest] = zones.keys()
  if (oldest !== undefined && zones.size >= MAX_ZONES) zones.delete(oldest)
  zones.set(timezone, zone)
  return zone
}

class FixedZone implements Zone {
  constructor(readonly aheadMs: number) {}

  offsetAt(): number {
    return this.aheadMs
  }
}

function fixedZone(text: string): Zone {
  const [, sign, hours, minutes] = FIXED.exec(text) ?? []
  const ahead = (sign === '-' ? -1 : 1) * (Number(hours) * 60 + Number(minutes))
  if (!(ahead >= FIRST_MINUTES && ahead <= LAST_MINUTES)) throw unknown(text)
  return new FixedZone(ahead * 60_000)
}

function namedZone(name: string): Zone {
  try {
    return new NamedZone(name)
  } catch (error) {
    if (error instanceof RangeError) throw unknown(name)
    throw error
  }
}

function unknown(text: string): ScheduleError {
  return new ScheduleError(
    'schedule.timezone',
    `"${text}" is no time zone: give an offset from -12:00 to +14:00 such as +08:00, or an IANA name such as Europe/Berlin`,
  )
}
