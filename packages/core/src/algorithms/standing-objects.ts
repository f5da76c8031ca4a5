/**
 * Tracked objects that stand still in zones: who has begun to stand too long, and whose standing is over. What is
 * hidden by another object for a while is taken to be there still, and what the tracker lost and found under a new id
 * on its old place is the same.
 */
import { coveredShare, iou, type Point } from '../geometry/box.js'
import type { AnalysedFrame, BoundingBox, TrackedObject } from './algorithm.js'
import { moved, type Rest, STILL_SHARE, StandingStill } from './standing-still.js'
import { type Stay, type Staying, Stays } from './stays.js'
import { standPoint } from './vehicles.js'
import type { Zone } from './zones.js'

/** An object as it was when it was last seen standing. */
export interface Standing {
  /** Of the first track of it: the same in the alarm and in the message that it is over. */
  detectionId: string
  label: string
  box: BoundingBox
}

/** Seen moving, or standing elsewhere, for so long ends it. */
const LEFT_MS = 2000
/** Its place seen empty for so long ends it: small detectors lose what stands in the shade for many seconds. */
const ABSENT_MS = 30_000
/** Longer than a delivery van stops in front of a parked car. What the tracker itself still knows to be there has no limit. */
const MOST_HIDDEN_MS = 600_000
/** One that has not come to rest yet is found again on its old place for so long. */
const FOUND_MS = 1000
/** Share of the place that another object covers which hides what stands there. */
const HIDING_SHARE = 0.3
/** Boxes on the same place overlap at least so much (IoU), even when half of one is hidden. */
const SAME_PLACE_IOU = 0.3

/** What is remembered of one object through all its tracks. */
interface Seat {
  id: number
  detectionId: string
  label: string
  still: StandingStill
  rest: Rest | undefined
  /** As it was last seen. */
  box: BoundingBox
  seenMs: number
  /** When it was last seen, or hidden. */
  presentMs: number
}

export interface StandingOptions {
  /** So long must an object have stood, milliseconds. */
  afterMs: number
  /** Told again after so long, milliseconds; undefined: once. */
  againMs?: number | undefined
}

export class StandingObjects {
  private readonly stays: Stays<Standing>
  /** By track id. */
  private readonly seats = new Map<number, Seat>()
  private nextId = 1

  constructor(zones: readonly Zone[], { afterMs, againMs }: StandingOptions) {
    const again = againMs === undefined ? {} : { againMs }
    this.stays = new Stays(zones, { afterMs, absentMs: ABSENT_MS, leftMs: LEFT_MS, ...again })
  }

  /**
   * Takes frames in order of time.
   * @param objects those of the frame that are watched; all of the frame count as what may hide them
   * @returns as `Stays.look`
   */
  look(
    frame: AnalysedFrame,
    objects: readonly TrackedObject[],
  ): { lasting: Stay<Standing>[]; over: Stay<Standing>[] } {
    const seen = objects.filter((object) => object.seen)
    const seenIds = new Set(seen.map(({ trackId }) => trackId))
    const targets = seen.map((object) => this.target(object, seenIds, frame))
    return this.stays.look([...targets, ...this.hidden(frame)], frame.videoTimeMs)
  }

  /** Those told and not over. */
  told(): Stay<Standing>[] {
    return this.stays.told()
  }

  private target(
    object: TrackedObject,
    seenIds: ReadonlySet<number>,
    frame: AnalysedFrame,
  ): Staying<Standing> {
    const { videoTimeMs } = frame
    const seat =
      this.seats.get(object.trackId) ?? this.lostAt(object.box, seenIds, videoTimeMs) ?? this.newSeat(object)
    this.seats.set(object.trackId, seat)
    const rest = seat.still.move(object.box, videoTimeMs)
    const { label, box } = object
    Object.assign(seat, { label, rest, box, seenMs: videoTimeMs, presentMs: videoTimeMs })
    const { id, detectionId } = seat
    const target = { detectionId, label, box }
    if (!rest) return { id, at: undefined, target }
    return { id, at: placeOf(rest, frame), target, sinceMs: rest.sinceMs }
  }

  /** The one that was there and is not seen in this frame; it is then gone from its old track. */
  private lostAt(box: BoundingBox, seenIds: ReadonlySet<number>, timeMs: number): Seat | undefined {
    for (const [trackId, seat] of this.seats) {
      const isWaitedFor = seat.rest !== undefined || timeMs - seat.seenMs <= FOUND_MS
      if (seenIds.has(trackId) || !isWaitedFor || !isSamePlace(seat.rest?.box ?? seat.box, box)) continue
      this.seats.delete(trackId)
      return seat
    }
    return undefined
  }

  /** Those that stood when they were last seen, and have others before them now. Forgets those who are gone. */
  private hidden(frame: AnalysedFrame): Staying<Standing>[] {
    const { videoTimeMs } = frame
    const around = frame.objects.filter(({ seen }) => seen)
    const kept = new Set(frame.objects.map(({ trackId }) => trackId))
    const targets: Staying<Standing>[] = []
    for (const [trackId, seat] of this.seats) {
      const { id, rest, detectionId, label, seenMs } = seat
      if (seenMs === videoTimeMs) continue
      const mayBeHidden = kept.has(trackId) || videoTimeMs - seenMs < MOST_HIDDEN_MS
      if (rest && mayBeHidden && isHidden(rest.box, around)) {
        seat.presentMs = videoTimeMs
        const target = { detectionId, label, box: rest.box }
        targets.push({ id, at: placeOf(rest, frame), target, isHidden: true })
      } else if (videoTimeMs - seat.presentMs >= ABSENT_MS) this.seats.delete(trackId)
    }
    return targets
  }

  private newSeat({ detectionId, label, box }: TrackedObject): Seat {
    const [still, id] = [new StandingStill(), this.nextId++]
    return { id, detectionId, label, still, rest: undefined, box, seenMs: 0, presentMs: 0 }
  }
}

function placeOf({ box }: Rest, frame: AnalysedFrame): Point {
  return standPoint(box, frame)
}

function isSamePlace(place: BoundingBox, box: BoundingBox): boolean {
  return iou(place, box) >= SAME_PLACE_IOU && moved(place, box) <= STILL_SHARE
}

/** Whoever stands on the very place does not hide what stood there, but has taken it. */
function isHidden(place: BoundingBox, around: readonly TrackedObject[]): boolean {
  return around.some(({ box }) => coveredShare(place, box) >= HIDING_SHARE && !isSamePlace(place, box))
}
