/**
 * What truly happens at the lines and in the regions, from the labelled boxes alone. Written without the product's
 * rule: a person stands at the middle of the lower edge of the labelled box, kept inside the frame (feet that are cut
 * off by its lower edge have not left a region drawn down to it), and an event is
 *   - a change of side whose foot point comes CLEAR_PX or more from the edge on the new side before it changes back,
 *     after it had been that far on the old side; or stays STAY_MS on the new side, however near;
 *   - for a line: the step that changes sides meets the line between its ends;
 *   - for a region besides: somebody whose label starts inside has come in then (the product's README says so), and
 *     somebody whose label ends inside has not gone out.
 * The time of an event is the first frame on the new side, not the frame in which it became clear.
 */
import { readFile } from 'node:fs/promises'
import { FPS, HEIGHT, LINES, REGIONS } from './scene.mjs'

/** A tenth of the height of the people in the middle of this view. */
const CLEAR_PX = 8
const STAY_MS = 1000

/** @returns {Promise<Map<number, {timeMs: number, box: {x: number, y: number, w: number, h: number}}[]>>} by person */
export async function readTruth(file) {
  const people = new Map()
  for (const row of (await readFile(file, 'utf8')).trim().split('\n')) {
    const [frame, id, x, y, w, h] = row.split(',').map(Number)
    if (!people.has(id)) people.set(id, [])
    people.get(id).push({ timeMs: ((frame - 1) * 1000) / FPS, box: { x, y, w, h } })
  }
  for (const steps of people.values()) steps.sort((a, b) => a.timeMs - b.timeMs)
  return people
}

/** All true events in order of time: `{kind, place, way, timeMs, foot, person}`. */
export function trueEvents(people) {
  const events = []
  for (const [person, steps] of people) {
    const walk = steps.map(({ timeMs, box }) => ({ timeMs, foot: footOf(box) }))
    for (const line of LINES) {
      for (const { before, at, to } of changes(walk, (foot) => lineSide(line, foot))) {
        if (!meets(line, before.foot, at.foot)) continue
        events.push({ kind: 'line', place: line.name, way: to > 0 ? '2>1' : '1>2', person, ...at })
      }
    }
    for (const { name, points } of REGIONS) {
      const side = (foot) => (isInside(points, foot) ? 1 : -1) * edgeDistance(points, foot)
      if (side(walk[0].foot) > 0) events.push({ kind: 'region', place: name, way: 'in', person, ...walk[0] })
      for (const { at, to } of changes(walk, side))
        events.push({ kind: 'region', place: name, way: to > 0 ? 'in' : 'out', person, ...at })
    }
  }
  return events.sort((a, b) => a.timeMs - b.timeMs)
}

/** Changes of sign of a distance that last: the step before, the first step on the new side, the new sign. */
function changes(walk, distance) {
  const found = []
  let settled = Math.sign(distance(walk[0].foot))
  let open
  for (const [i, at] of walk.entries()) {
    const d = distance(at.foot)
    const now = Math.sign(d)
    if (now === settled || now === 0) {
      open = undefined
      continue
    }
    open ??= { before: walk[i - 1], at, to: now }
    if (Math.abs(d) < CLEAR_PX && at.timeMs - open.at.timeMs < STAY_MS) continue
    if (settled !== 0) found.push(open)
    settled = now
    open = undefined
  }
  return found
}

export function footOf({ x, y, w, h }) {
  return [x + w / 2, Math.min(y + h, HEIGHT - 1)]
}

/** Signed distance from a line: positive left of it, or above a level one. */
function lineSide({ from, to }, [x, y]) {
  const [[ax, ay], [bx, by]] = from[1] <= to[1] ? [from, to] : [to, from]
  if (ay === by) return ay - y
  return ((bx - ax) * (y - ay) - (by - ay) * (x - ax)) / Math.hypot(bx - ax, by - ay)
}

/** Whether the step, known to change sides, meets the line between its ends. */
function meets({ from, to }, p, q) {
  const turn = (r) => (q[0] - p[0]) * (r[1] - p[1]) - (q[1] - p[1]) * (r[0] - p[0])
  return turn(from) * turn(to) <= 0
}

export function isInside(points, [x, y]) {
  let odd = false
  for (const [i, [ax, ay]] of points.entries()) {
    const [bx, by] = points[(i + 1) % points.length]
    if (ay > y !== by > y && x < ax + ((y - ay) * (bx - ax)) / (by - ay)) odd = !odd
  }
  return odd
}

function edgeDistance(points, [x, y]) {
  return Math.min(
    ...points.map(([ax, ay], i) => {
      const [bx, by] = points[(i + 1) % points.length]
      const share = ((x - ax) * (bx - ax) + (y - ay) * (by - ay)) / ((bx - ax) ** 2 + (by - ay) ** 2)
      const t = Math.min(1, Math.max(0, share))
      return Math.hypot(x - ax - t * (bx - ax), y - ay - t * (by - ay))
    }),
  )
}
