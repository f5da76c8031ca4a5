/** How many are in a region in each frame, and when they are fewer or more than a number for some time. */
import { depth } from './geometry.mjs'

/** @returns `[{timeMs, count}]` for every frame of the labels */
export function counts(tracks, frames, points) {
  const inside = new Map(frames.map(({ timeMs }) => [timeMs, 0]))
  for (const { steps } of tracks)
    for (const { timeMs, foot } of steps)
      if (depth(points, foot) > 0) inside.set(timeMs, inside.get(timeMs) + 1)
  return [...inside].map(([timeMs, count]) => ({ timeMs, count }))
}

/** Times in which `holds` is true of the count without a break: `{sinceMs, untilMs}`, at least `leastMs` long. */
export function periods(series, holds, leastMs) {
  const found = []
  let open
  for (const { timeMs, count } of [...series, { timeMs: series.at(-1).timeMs, count: undefined }]) {
    if (count !== undefined && holds(count)) {
      open ??= timeMs
      continue
    }
    if (open !== undefined && timeMs - open >= leastMs) found.push({ sinceMs: open, untilMs: timeMs })
    open = undefined
  }
  return found
}
