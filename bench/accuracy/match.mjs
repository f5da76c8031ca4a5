/** Holds alarms against what truly happened: one alarm for one event, of the same kind, place and way. */
import { footOf } from './truth.mjs'

/** An event is told when it is clear, which is later than the first step across: within so long, milliseconds. */
export const WITHIN_MS = 2000
/** A closer look, in which the tables of earlier releases were made. */
export const CLOSE_MS = 1500
/** From the alarm's foot point to where that person's label stands in the frame of the alarm. */
export const WITHIN_PX = 60

/**
 * The largest one-to-one matching: nearest pairs first, then augmenting paths for what is left over.
 * @param people labelled steps by person, from `readTruth`
 * @param withinMs from the event to its alarm at most, either way
 * @returns `found` pairs, `missed` events, `invented` alarms
 */
export function matchEvents(events, alarms, people, withinMs = WITHIN_MS) {
  const fits = events.map((event) =>
    alarms.flatMap((alarm, index) => fit(event, alarm, index, people, withinMs)),
  )
  const eventOf = new Map()
  const placed = new Set()
  const pairs = fits.flatMap((list, event) => list.map((one) => ({ event, ...one })))
  for (const { event, index } of pairs.sort((a, b) => a.apart - b.apart)) {
    if (placed.has(event) || eventOf.has(index)) continue
    eventOf.set(index, event)
    placed.add(event)
  }
  const place = (event, tried) => {
    for (const { index } of fits[event]) {
      if (tried.has(index)) continue
      tried.add(index)
      if (eventOf.has(index) && !place(eventOf.get(index), tried)) continue
      eventOf.set(index, event)
      return true
    }
    return false
  }
  for (const event of events.keys()) if (!placed.has(event)) place(event, new Set())
  const seen = new Set(eventOf.values())
  return {
    found: [...eventOf].map(([alarm, event]) => ({ event: events[event], alarm: alarms[alarm] })),
    missed: events.filter((_, i) => !seen.has(i)),
    invented: alarms.filter((_, i) => !eventOf.has(i)),
  }
}

/** `{index, apart}`, or nothing when the alarm cannot be this event's. */
function fit(event, alarm, index, people, withinMs) {
  if (event.kind !== alarm.kind || event.place !== alarm.place || event.way !== alarm.way) return []
  if (Math.abs(alarm.timeMs - event.timeMs) > withinMs) return []
  const late = ({ timeMs }) => Math.abs(timeMs - alarm.timeMs)
  const step = people.get(event.person).reduce((best, one) => (late(one) < late(best) ? one : best))
  const [x, y] = footOf(step.box)
  const apart = Math.hypot(alarm.foot[0] - x, alarm.foot[1] - y)
  return apart <= WITHIN_PX ? [{ index, apart }] : []
}
