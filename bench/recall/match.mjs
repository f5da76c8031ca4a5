/** Holds alarms against true events of the same kind, place and way. */
import { stepAt } from './truth/tracks.mjs'

/** An alarm is told when the event is clear, which is later than its first frame. */
export const WITHIN_MS = 2000
/** It takes so long until an event is clear. */
const TELLING_MS = 1000
/** From the alarm's box to the label at that time: so many heights of the labelled figure between their feet. */
const APART = 0.6

/**
 * Events with an end (`untilMs`) last: any number of alarms may fall into them, each is right, and one is enough. The others
 * are matched one to one: the largest such matching, near pairs first.
 * @param alarms `{kind, place, way?, timeMs, box?}`
 * @param endMs where the clip ends: what happens right before it cannot be told any more, so it is not missed
 * @returns `found` pairs, `missed` events, `invented` alarms
 */
export function matchAlarms(events, alarms, endMs = Number.POSITIVE_INFINITY) {
  const lasting = events.filter(({ untilMs }) => untilMs !== undefined)
  const within = lasting.map((event) =>
    alarms.filter((alarm) => isSame(event, alarm) && isDuring(event, alarm)),
  )
  const right = new Set(within.flat())
  const found = lasting.flatMap((event, i) => (within[i].length > 0 ? [{ event, alarm: within[i][0] }] : []))
  const single = oneToOne(
    events.filter(({ untilMs }) => untilMs === undefined),
    alarms.filter((alarm) => !right.has(alarm)),
  )
  return {
    found: [...found, ...single.found],
    missed: [...lasting.filter((_, i) => within[i].length === 0), ...single.missed].filter(
      ({ timeMs }) => timeMs <= endMs - TELLING_MS,
    ),
    invented: single.invented,
  }
}

function oneToOne(events, alarms) {
  const fits = events.map((event) => alarms.flatMap((alarm, i) => (mayBe(event, alarm) ? [i] : [])))
  const eventOf = new Map()
  const placed = new Set()
  const late = ([event, alarm]) => Math.abs(alarms[alarm].timeMs - events[event].timeMs)
  const pairs = fits.flatMap((list, event) => list.map((alarm) => [event, alarm]))
  for (const [event, alarm] of pairs.sort((a, b) => late(a) - late(b))) {
    if (placed.has(event) || eventOf.has(alarm)) continue
    eventOf.set(alarm, event)
    placed.add(event)
  }
  const place = (event, tried) =>
    fits[event].some((alarm) => {
      if (tried.has(alarm)) return false
      tried.add(alarm)
      if (eventOf.has(alarm) && !place(eventOf.get(alarm), tried)) return false
      eventOf.set(alarm, event)
      return true
    })
  for (const event of events.keys()) if (!placed.has(event)) place(event, new Set())
  const seen = new Set(eventOf.values())
  return {
    found: [...eventOf].map(([alarm, event]) => ({ event: events[event], alarm: alarms[alarm] })),
    missed: events.filter((_, i) => !seen.has(i)),
    invented: alarms.filter((_, i) => !eventOf.has(i)),
  }
}

function isSame(event, alarm) {
  return event.kind === alarm.kind && event.place === alarm.place && event.way === alarm.way
}

function isDuring({ timeMs, untilMs }, alarm) {
  return alarm.timeMs >= timeMs - WITHIN_MS && alarm.timeMs <= untilMs + WITHIN_MS
}

function mayBe(event, alarm) {
  const withinMs = event.withinMs ?? WITHIN_MS
  if (!isSame(event, alarm) || Math.abs(alarm.timeMs - event.timeMs) > withinMs) return false
  if (!alarm.box || !event.track) return true
  const { box, foot } = stepAt(event.track, alarm.timeMs)
  const { x, y, w, h } = alarm.box
  return Math.hypot(x + w / 2 - foot[0], y + h - foot[1]) <= APART * Math.max(box.w, box.h)
}
