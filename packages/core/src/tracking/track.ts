/** One track: its filter, its evidence and its life in time. */
import type { BoundingBox, Detection, TrackedObject } from '../algorithms/algorithm.js'
import { VEHICLE_LABELS } from '../algorithms/vehicles.js'
import { Look } from './appearance.js'
import { BoxFilter } from './kalman.js'
import { Place } from './place.js'

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
  hits = 1
  /** Detections that were strong enough to count as evidence, the first included. */
  strongHits = 1
  age = 1
  seen = true
  /** Whether the frame before this one had a detection for it. */
  wasSeen = false
  score: number
  private readonly filter: BoxFilter
  private readonly labelScores = new Map<string, number>()
  /** From the frame before, or from where it was held, to this one, milliseconds. */
  stepMs = 0
  private predictedToMs: number
  /** The prediction of this frame: association asks for it once for each detection. */
  private now: BoundingBox
  readonly look = new Look()
  readonly place: Place
  readonly bornMs: number
  /** The last detection. */
  sighting: Detection

  constructor(
    first: Detection,
    public seenAtMs: number,
  ) {
    this.group = classGroup(first.label)
    this.score = first.score
    this.filter = new BoxFilter(first.box)
    this.sighting = first
    this.now = first.box
    this.bornMs = seenAtMs
    this.place = new Place(first.box, seenAtMs, this.group !== 'person')
    this.predictedToMs = seenAtMs
    this.labelScores.set(first.label, first.score)
  }

  /** Moves the track to this frame's time; until `hit` it counts as unseen. */
  predict(timeMs: number): void {
    // Somebody half hidden seems to shrink; without a sighting that must not go on, or he is not found again.
    if (!this.seen) this.filter.holdHeight()
    // What stands still is where it was, and no less surely so: passing traffic is not it.
    const isStanding = !this.seen && this.place.at !== undefined
    if (!isStanding) this.filter.predict(Math.max(0, timeMs - this.predictedToMs) / 1000)
    this.now = this.filter.box()
    this.stepMs = Math.max(0, timeMs - this.predictedToMs)
    this.predictedToMs = timeMs
    this.wasSeen = this.seen
    this.seen = false
    this.age++
  }

  /** @param isStrong whether it counts as evidence that the target is real */
  hit(detection: Detection, timeMs: number, isStrong: boolean): void {
    this.filter.correct(detection.box)
    this.sighting = detection
    this.place.see(detection.box, timeMs)
    this.now = this.filter.box()
    this.score = detection.score
    this.seen = true
    this.seenAtMs = timeMs
    this.hits++
    if (isStrong) this.strongHits++
    this.labelScores.set(detection.label, (this.labelScores.get(detection.label) ?? 0) + detection.score)
  }

  /** Stays as it is until this time. */
  hold(timeMs: number): void {
    const heldMs = Math.max(0, timeMs - this.predictedToMs)
    this.predictedToMs += heldMs
    this.seenAtMs += heldMs
  }

  /** Where the target is taken to be in this frame: predicted, or the filter's box once it has been seen. */
  predicted(): BoundingBox {
    return this.now
  }

  /** How far a box is from the prediction: the squared distance of the centres in deviations of the filter's. */
  deviation(box: BoundingBox): number {
    return this.filter.deviation(box)
  }

  /** The box of the last detection. */
  measured(): BoundingBox {
    return this.sighting.box
  }

  toObject(detectionId: string): TrackedObject {
    return {
      box: this.now,
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
