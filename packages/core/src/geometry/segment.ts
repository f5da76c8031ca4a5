/** Segments and lines: on which side a point lies, where a step crosses, how far away a point is. */
import { clamp, type Point } from './box.js'

/** Start and end; the order does not change which side is which. */
export type Segment = [Point, Point]

/**
 * Distance in pixels from the infinite line through the segment: positive on side 1, negative on side 2, 0 on it.
 * Side 1 is the left of a line that is not horizontal and the upper side of a horizontal one (y grows downwards).
 * "Horizontal" is taken to the letter: both ends have the same y.
 */
export function sideDistance([a, b]: Segment, p: Point): number {
  const [top, bottom] = a[1] <= b[1] ? [a, b] : [b, a]
  const dx = bottom[0] - top[0]
  const dy = bottom[1] - top[1]
  if (dy === 0) return top[1] - p[1]
  // With the line pointing downwards the left side, in picture terms, has the positive cross product.
  return (dx * (p[1] - top[1]) - dy * (p[0] - top[0])) / Math.hypot(dx, dy)
}

/** True when the step from `from` to `to`, known to change sides, does so between the segment's ends (ends included). */
export function crossesBetweenEnds(line: Segment, from: Point, to: Point): boolean {
  const d0 = sideDistance(line, from)
  const d1 = sideDistance(line, to)
  if (d0 === d1) return false
  const f = d0 / (d0 - d1)
  const at: Point = [from[0] + f * (to[0] - from[0]), from[1] + f * (to[1] - from[1])]
  const t = alongShare(line, at)
  return t >= 0 && t <= 1
}

/** Shortest distance in pixels from a point to the segment. */
export function segmentDistance(line: Segment, p: Point): number {
  const [a, b] = line
  const t = clamp(alongShare(line, p), 0, 1)
  return Math.hypot(p[0] - (a[0] + t * (b[0] - a[0])), p[1] - (a[1] + t * (b[1] - a[1])))
}

/** True when the segments share at least one point; touching ends and overlaps count. */
export function segmentsMeet([a, b]: Segment, [c, d]: Segment): boolean {
  const o1 = turn(a, b, c)
  const o2 = turn(a, b, d)
  const o3 = turn(c, d, a)
  const o4 = turn(c, d, b)
  if (o1 !== o2 && o3 !== o4) return true
  return (
    (o1 === 0 && within(a, b, c)) ||
    (o2 === 0 && within(a, b, d)) ||
    (o3 === 0 && within(c, d, a)) ||
    (o4 === 0 && within(c, d, b))
  )
}

/** -1, 0 or 1: the way the path a → b → c turns; 0 when straight. */
export function turn(a: Point, b: Point, c: Point): number {
  return Math.sign((b[0] - a[0]) * (c[1] - a[1]) - (b[1] - a[1]) * (c[0] - a[0]))
}

/** Where the point's foot lies along the segment: 0 at its start, 1 at its end. */
function alongShare([a, b]: Segment, p: Point): number {
  const dx = b[0] - a[0]
  const dy = b[1] - a[1]
  return ((p[0] - a[0]) * dx + (p[1] - a[1]) * dy) / (dx * dx + dy * dy)
}

function within(a: Point, b: Point, p: Point): boolean {
  return (
    Math.min(a[0], b[0]) <= p[0] &&
    p[0] <= Math.max(a[0], b[0]) &&
    Math.min(a[1], b[1]) <= p[1] &&
    p[1] <= Math.max(a[1], b[1])
  )
}
