/** One track: its filter, its evidence and its life in time. */
import type { BoundingBox, Detection, TrackedObject } from '../algorithms/algorithm.js'
import { VEHICLE_LABELS } from '../algorithms/vehicles.js'
import { BoxFilter } from './kalman.js'

const VEHICLES: ReadonlySet<string> = new Set([...VEHICLE_LABELS, 'motorcycle'])

/**
 * Labels that may be one target: detectors call the same van a car in one frame and a truck in the next, so all
 * motor vehicles are one group; any other label is its own.
 */
export function classGroup(label: string): string {
  return VEHICLES.has(label) ? 'vehicle' : label
}

export class Track {
  readonly group: string
  /** 0 until the track is confirmed. */
  id = 0
  /** Detections that were strong enough to count as evidence, the first included. */
  strongHits = 1
  age = 1
  seen = true
  /** Whether the frame before this one had a detection for it. */
  wasSeen = false
  score: number
  private readonly filter: BoxFilter
  private readonly labelScores = new Map<string, number>()
  private lastBox: BoundingBox
  private predictedToMs: number

  constructor(
    first: Detection,
    public seenAtMs: number,
  ) {
    this.group = classGroup(first.label)
    this.score = first.score
    this.filter = new BoxFilter(first.box)
    this.lastBox = first.box
    this.predictedToMs = seenAtMs
    this.labelScores.set(first.label, first.score)
  }

  /** Moves the track to this frame's time; until `hit` it counts as unseen. */
  predict(timeMs: number): void {
    // Somebody half hidden seems to shrink; without a sighting that must not go on, or he is not found again.
    if (!this.seen) this.filter.holdHeight()
    this.filter.predict(Math.max(0, timeMs - this.predictedToMs) / 1000)
    this.predictedToMs = timeMs
    this.wasSeen = this.seen
    this.seen = false
    this.age++
  }

  /** @param isStrong whether it counts as evidence that the target is real */
  hit(detection: Detection, timeMs: number, isStrong: boolean): void {
    this.filter.correct(detection.box)
    this.lastBox = detection.box
    this.score = detection.score
    this.seen = true
    this.seenAtMs = timeMs
    if (isStrong) this.strongHits++
    this.labelScores.set(detection.label, (this.labelScores.get(detection.label) ?? 0) + detection.score)
  }

  /** The predicted box, for association. */
  predicted(): BoundingBox {
    return this.filter.box()
  }

  /** The box of the last detection. */
  measured(): BoundingBox {
    return this.lastBox
  }

  /** The measured box where there is one in this frame, since rules watch where the feet really are. */
  toObject(detectionId: string): TrackedObject {
    const box = this.seen ? this.lastBox : this.filter.box()
    return {
      box,
      label: this.label(),
      score: this.score,
      trackId: this.id,
      detectionId,
      age: this.age,
      seen: this.seen,
    }
  }

  /** The label with the most evidence so far. */
  private label(): string {
    let best = ''
    let most = -1
    for (const [label, sum] of this.labelScores) {
      if (sum > most) [best, most] = [label, sum]
    }
    return best
  }
}
