/** One body found for two people: where they walk past each other, both crops may show the same one in front. */
import type { Pose, TrackedObject } from '@vigia/core'

/** Points of one body found twice are nearer to each other on average, share of the lower box's height. */
const SAME_SHARE = 0.08

/** Takes the pose from whomever of two people with the same one it fits worse. */
export function dropShared(people: readonly TrackedObject[]): void {
  for (const [i, a] of people.entries())
    for (const b of people.slice(i + 1)) {
      if (!a.pose || !b.pose) continue
      if (apart(a.pose, b.pose) >= SAME_SHARE * Math.min(a.box.h, b.box.h)) continue
      delete (misfit(a) > misfit(b) ? a : b).pose
    }
}

/** Mean distance of the points, pixels. */
function apart(a: Pose, b: Pose): number {
  const distances = a.map(({ x, y }, i) => Math.hypot(x - b[i]!.x, y - b[i]!.y))
  return distances.reduce((sum, one) => sum + one, 0) / distances.length
}

/** How far the middle of the points is from the middle of the box, shares of its sides. */
function misfit({ box, pose }: TrackedObject): number {
  const points = pose ?? []
  const [xs, ys] = [points.map(({ x }) => x), points.map(({ y }) => y)]
  const middle = (values: number[]) => (Math.min(...values) + Math.max(...values)) / 2
  return Math.hypot((middle(xs) - box.x - box.w / 2) / box.w, (middle(ys) - box.y - box.h / 2) / box.h)
}
