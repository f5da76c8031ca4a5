/**
 * Who moves against the permitted way in a region: an event once it has gone SHARE of its own length against it since it came
 * into the region. Going across or along is none.
 */
import { depth } from './geometry.mjs'

const SHARE = 0.5

/** @param way `[dx, dy]`, the permitted way @returns `{timeMs, track}`, at most one for a track */
export function against(track, points, [dx, dy]) {
  const inside = track.steps.filter(({ foot }) => depth(points, foot) > 0)
  if (inside.length === 0) return []
  const [first] = inside
  const length = Math.max(...inside.map(({ box }) => box.w))
  const gone = ({ foot: [x, y] }) =>
    ((x - first.foot[0]) * dx + (y - first.foot[1]) * dy) / Math.hypot(dx, dy)
  const at = inside.find((step) => gone(step) <= -SHARE * length)
  return at ? [{ timeMs: at.timeMs, track }] : []
}
