/** Non-maximum suppression: of boxes that overlap within a class, the best stays. */

/** Corners in any unit. */
export interface Corners {
  x1: number
  y1: number
  x2: number
  y2: number
}

/** Area shared by two boxes over the area covered by both, 0-1. */
export function intersectionOverUnion(a: Corners, b: Corners): number {
  const width = Math.min(a.x2, b.x2) - Math.max(a.x1, b.x1)
  const height = Math.min(a.y2, b.y2) - Math.max(a.y1, b.y1)
  if (width <= 0 || height <= 0) return 0
  const shared = width * height
  const union = (a.x2 - a.x1) * (a.y2 - a.y1) + (b.x2 - b.x1) * (b.y2 - b.y1) - shared
  return shared / union
}

/**
 * Takes items best first and keeps each that overlaps no kept item of its class by more than `overlap`, until
 * `most` are kept.
 */
export function suppress<T extends { corners: Corners; column: number }>(
  items: readonly T[],
  overlap: number,
  most: number,
): T[] {
  const kept: T[] = []
  for (const item of items) {
    if (kept.length === most) break
    const covered = kept.some(
      (other) => other.column === item.column && intersectionOverUnion(other.corners, item.corners) > overlap,
    )
    if (!covered) kept.push(item)
  }
  return kept
}
