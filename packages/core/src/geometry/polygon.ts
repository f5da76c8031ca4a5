/** Polygons: is a point inside, how near is the edge, do edges cross. Points in order, closed by themselves. */
import type { Point } from './box.js'
import { type Segment, segmentDistance, segmentsMeet, turn } from './segment.js'

export function edges(polygon: Point[]): Segment[] {
  return polygon.map((point, i) => [point, polygon[(i + 1) % polygon.length]!])
}

/** True inside and on the edge. Even-odd ray casting, so concave polygons are right too. */
export function contains(polygon: Point[], [x, y]: Point): boolean {
  let inside = false
  for (const [a, b] of edges(polygon)) {
    if (segmentDistance([a, b], [x, y]) === 0) return true
    if (a[1] > y !== b[1] > y && x < a[0] + ((y - a[1]) * (b[0] - a[0])) / (b[1] - a[1])) inside = !inside
  }
  return inside
}

/** Distance in pixels to the nearest edge, whether the point is inside or not. */
export function edgeDistance(polygon: Point[], p: Point): number {
  return Math.min(...edges(polygon).map((edge) => segmentDistance(edge, p)))
}

/** Half the inner radius of a square with the polygon's ratio of area to outline: how deep one can be inside. */
export function depth(polygon: Point[]): number {
  let area = 0
  let outline = 0
  for (const [a, b] of edges(polygon)) {
    area += a[0] * b[1] - b[0] * a[1]
    outline += Math.hypot(b[0] - a[0], b[1] - a[1])
  }
  return Math.abs(area) / 2 / outline
}

/**
 * The first two edges (indices from 0) that cross, touch or lie on each other, or undefined for a sound polygon.
 * Neighbours share a point by nature; they are at fault only when the second runs back over the first.
 */
export function crossingEdges(polygon: Point[]): [number, number] | undefined {
  const all = edges(polygon)
  for (const [i, first] of all.entries()) {
    for (let j = i + 1; j < all.length; j++) {
      const second = all[j]!
      const follows = j === i + 1
      const closes = i === 0 && j === all.length - 1
      const bad =
        follows || closes
          ? foldsBack(follows ? first : second, follows ? second : first)
          : segmentsMeet(first, second)
      if (bad) return [i, j]
    }
  }
  return undefined
}

function foldsBack([a, b]: Segment, [, c]: Segment): boolean {
  const back = (a[0] - b[0]) * (c[0] - b[0]) + (a[1] - b[1]) * (c[1] - b[1])
  return turn(a, b, c) === 0 && back > 0
}
