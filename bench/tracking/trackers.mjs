/** The trackers that are compared, in one form. */
import { ByteTracker } from '../../packages/core/dist/index.js'
import { PlainByteTrack } from './plain-bytetrack.mjs'

/** By name: given frames a second, a function from detections and time (ms) to tracks `{id, box}` seen in this frame. */
export const TRACKERS = {
  'ByteTrack, plain': (fps) => {
    const tracker = new PlainByteTrack(fps)
    return (detections) => tracker.update(detections)
  },
  Vigia: () => {
    // The scores of these files are another detector's: the thresholds are the paper's, for both.
    const tracker = new ByteTracker({ highScore: 0.6, startScore: 0.7 })
    return (detections, timeMs) =>
      tracker
        .update(detections, timeMs)
        .filter(({ seen }) => seen)
        .map(({ trackId, box }) => ({ id: trackId, box }))
  },
}

/** @returns frames as the metrics take them */
export function tracked(frames, update, fps) {
  return frames.map(({ truth, detections }, i) => ({ truth, tracks: update(detections, (i * 1000) / fps) }))
}
