/**
 * Labels by frame, turned into a track for each object: `{id, kind, steps: [{timeMs, box, foot}]}`.
 * A figure is taken for being there from the first frame in which at least half of it is within the frame to the last.
 * It stands at the middle of the lower edge of its box.
 */

const THERE = 0.5

/** @param labels as packages/scenes writes them beside a clip */
export function tracksOf({ frames }) {
  const tracks = new Map()
  for (const { timeMs, objects } of frames) {
    for (const { id, class: kind, box, visible } of objects) {
      if (visible < THERE) continue
      if (!tracks.has(id)) tracks.set(id, { id, kind, steps: [] })
      tracks.get(id).steps.push({ timeMs, box, foot: [box.x + box.w / 2, box.y + box.h] })
    }
  }
  return [...tracks.values()]
}

/** The step nearest in time. */
export function stepAt({ steps }, timeMs) {
  const late = (step) => Math.abs(step.timeMs - timeMs)
  return steps.reduce((best, step) => (late(step) < late(best) ? step : best))
}
