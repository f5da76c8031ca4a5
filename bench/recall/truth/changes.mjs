/**
 * Crossings of a line, and who comes into a region or leaves it.
 *   - A change of side counts when the foot point comes CLEAR beyond the edge before it turns back, having been that far
 *     on the old side; or stays STAY_MS on the new side, however near. CLEAR is a share of the figure's height.
 *   - The step that changes sides meets the line between its ends.
 *   - Whoever is first there inside a region has come in then; whoever is last there inside has not gone out.
 * The time of an event is the first frame on the new side.
 */
import { depth, meets, sideDistance } from './geometry.mjs'

const CLEAR = 0.06
const STAY_MS = 1000

/** @returns `{timeMs, way: '1>2' | '2>1', track}` */
export function crossings(track, line) {
  return changes(track, (foot) => sideDistance(line, foot))
    .filter(({ before, at }) => meets(line, before.foot, at.foot))
    .map(({ at, to }) => ({ timeMs: at.timeMs, way: to > 0 ? '2>1' : '1>2', track }))
}

/** @returns `{timeMs, way: 'in' | 'out', track}` */
export function entries(track, points) {
  const [first] = track.steps
  const begun = depth(points, first.foot) > 0 ? [{ timeMs: first.timeMs, way: 'in', track }] : []
  const changed = changes(track, (foot) => depth(points, foot))
  return [
    ...begun,
    ...changed.map(({ at, to }) => ({ timeMs: at.timeMs, way: to > 0 ? 'in' : 'out', track })),
  ]
}

/** Changes of sign that last: the step before, the first step on the new side, the new sign. */
function changes({ steps }, distance) {
  const found = []
  let settled = Math.sign(distance(steps[0].foot))
  let open
  for (const [i, at] of steps.entries()) {
    const far = distance(at.foot)
    const side = Math.sign(far)
    if (side === settled || side === 0) {
      open = undefined
      continue
    }
    open ??= { before: steps[i - 1], at, to: side }
    if (Math.abs(far) < CLEAR * at.box.h && at.timeMs - open.at.timeMs < STAY_MS) continue
    if (settled !== 0) found.push(open)
    settled = side
    open = undefined
  }
  return found
}
