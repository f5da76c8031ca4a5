/**
 * Who stays in a region for how long: from the first frame inside to the last one, a gap of one frame ending it. With
 * `still` only the time counts in which the figure does not move: its foot point stays within STILL of its width around
 * where it came to rest. A camera that shakes moves a bicycle by 0.08 of its width, a slow car goes 0.15 of its own a frame.
 */
import { depth } from './geometry.mjs'

const STILL = 0.12

/** @returns `{sinceMs, untilMs, track}`, `untilMs` undefined while it lasts to the track's end */
export function stays(track, points, { still }) {
  const found = []
  let open
  for (const step of track.steps) {
    const isIn = depth(points, step.foot) > 0
    const isSame = open !== undefined && (!still || moved(open.rest, step) <= STILL * step.box.w)
    if (isIn && isSame) continue
    if (open) found.push({ sinceMs: open.rest.timeMs, untilMs: step.timeMs, track })
    open = isIn ? { rest: step } : undefined
  }
  if (open) found.push({ sinceMs: open.rest.timeMs, untilMs: undefined, track })
  return found
}

function moved(rest, step) {
  return Math.hypot(step.foot[0] - rest.foot[0], step.foot[1] - rest.foot[1])
}
