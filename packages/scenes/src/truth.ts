/** What truly happened at a line or in a region, computed from the labels, to hold measured events against. */
import type { Labels } from './labels.js'
import type { SceneClass } from './passage.js'
import type { Box } from './scene.js'

/** [x, y] in pixels of the frame. */
export type ScenePoint = readonly [number, number]

export interface TrueCrossing {
  id: number
  class: SceneClass
  /** The first frame beyond the line. */
  frame: number
  timeMs: number
  /** Side crossed to: 1 is left of a line that is not horizontal and above one that is. */
  to: 1 | 2
}

export interface TrueEntry {
  id: number
  class: SceneClass
  /** The first frame inside, or outside again. */
  frame: number
  timeMs: number
  kind: 'in' | 'out'
}

/** Crossings of foot points (bottom centre of the box) within one pass of the clip, in order of time. */
export function trueCrossings(labels: Labels, line: readonly [ScenePoint, ScenePoint]): TrueCrossing[] {
  const crossings: TrueCrossing[] = []
  for (const step of steps(labels)) {
    const [before, after] = [sideOf(step.from, line), sideOf(step.to, line)]
    if (before === after || !passesBetween(step.from, step.to, line)) continue
    crossings.push({ id: step.id, class: step.class, frame: step.frame, timeMs: step.timeMs, to: after })
  }
  return crossings
}

/** Foot points that come into a region or leave it within one pass of the clip, in order of time. */
export function trueEntries(labels: Labels, polygon: readonly ScenePoint[]): TrueEntry[] {
  const entries: TrueEntry[] = []
  for (const step of steps(labels)) {
    const [before, after] = [isInside(step.from, polygon), isInside(step.to, polygon)]
    if (before === after) continue
    entries.push({
      id: step.id,
      class: step.class,
      frame: step.frame,
      timeMs: step.timeMs,
      kind: after ? 'in' : 'out',
    })
  }
  return entries
}

interface Step {
  id: number
  class: SceneClass
  frame: number
  timeMs: number
  from: ScenePoint
  to: ScenePoint
}

/** The way of each foot point from frame to frame. */
function* steps({ frames }: Labels): Generator<Step> {
  let last = new Map<number, ScenePoint>()
  for (const { frame, timeMs, objects } of frames) {
    const now = new Map<number, ScenePoint>()
    for (const object of objects) {
      const to = footOf(object.box)
      now.set(object.id, to)
      const from = last.get(object.id)
      if (from) yield { id: object.id, class: object.class, frame, timeMs, from, to }
    }
    last = now
  }
}

function footOf({ x, y, w, h }: Box): ScenePoint {
  return [x + w / 2, y + h]
}

function sideOf([x, y]: ScenePoint, [a, b]: readonly [ScenePoint, ScenePoint]): 1 | 2 {
  if (a[1] === b[1]) return y < a[1] ? 1 : 2
  const xOnLine = a[0] + ((y - a[1]) * (b[0] - a[0])) / (b[1] - a[1])
  return x < xOnLine ? 1 : 2
}

/** Whether the way from one side to the other goes between the line's ends. */
function passesBetween(from: ScenePoint, to: ScenePoint, [a, b]: readonly [ScenePoint, ScenePoint]): boolean {
  const turn = (p: ScenePoint): number =>
    (to[0] - from[0]) * (p[1] - from[1]) - (to[1] - from[1]) * (p[0] - from[0])
  return turn(a) * turn(b) <= 0
}

/** A ray to the right meets the border an odd number of times. */
function isInside([x, y]: ScenePoint, polygon: readonly ScenePoint[]): boolean {
  let inside = false
  for (let i = 0, j = polygon.length - 1; i < polygon.length; j = i++) {
    const [a, b] = [polygon[i]!, polygon[j]!]
    if (a[1] > y !== b[1] > y && x < a[0] + ((y - a[1]) * (b[0] - a[0])) / (b[1] - a[1])) inside = !inside
  }
  return inside
}
