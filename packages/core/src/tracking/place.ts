/**
 * The memory of things that stand still: a parked car stays one object while traffic hides it, or the detector loses it
 * for minutes, and is given up when its place has been seen empty or something else stands there.
 */
import type { BoundingBox } from '../algorithms/algorithm.js'
import { iou } from '../geometry/box.js'

/** Whoever has not left this much of its own box for so long stands still. */
const SAME_IOU = 0.7
const STANDS_AFTER_MS = 10_000
/**
 * A place in full view where nothing has been found for so long is empty. A car that drives off is seen doing so and
 * takes its identity along: this is for what leaves unseen.
 */
const EMPTY_AFTER_MS = 300_000
/** Another object that has stood there for so long has taken the place. */
const TAKEN_AFTER_MS = 10_000
/** … with a box about as large: a bus stands before a car, not in its place (IoU). */
const TAKEN_IOU = 0.3
/** Share of the place that a nearer object covers when it hides what stands there. */
const HIDDEN_SHARE = 0.2

/** What is needed of an object that may stand before a place. */
interface Other {
  predicted(): BoundingBox
  place: Place
}

export class Place {
  private box: BoundingBox
  private sinceMs: number
  private seenMs: number
  private lookedMs: number
  /** Time in which the place was in full view and nothing was found, milliseconds. */
  private emptyMs = 0
  /** Something else has stopped there. */
  private isTaken = false

  /** @param staysPut whether things of this kind stay when they are not seen: people stand up and go */
  constructor(
    first: BoundingBox,
    timeMs: number,
    private readonly staysPut: boolean,
  ) {
    this.box = first
    this.sinceMs = timeMs
    this.seenMs = timeMs
    this.lookedMs = timeMs
  }

  /** Where it stands, when it stands still. */
  get at(): BoundingBox | undefined {
    return this.staysPut && this.seenMs - this.sinceMs >= STANDS_AFTER_MS ? this.box : undefined
  }

  /** Whether it is taken to stand there although it is not seen. */
  get isKept(): boolean {
    return this.at !== undefined && !this.isTaken && this.emptyMs < EMPTY_AFTER_MS
  }

  /** How long it has stood here, milliseconds; 0 while it moves. */
  get restMs(): number {
    return this.seenMs - this.sinceMs
  }

  see(box: BoundingBox, timeMs: number): void {
    if (iou(box, this.box) < SAME_IOU) {
      this.box = box
      this.sinceMs = timeMs
    }
    this.seenMs = timeMs
    this.lookedMs = timeMs
    this.emptyMs = 0
    this.isTaken = false
  }

  /** The frame at `timeMs` has no sighting of it. @param seen what was seen in that frame instead */
  miss(seen: readonly Other[], timeMs: number): void {
    const before = seen.filter((other) => covered(this.box, other.predicted()) >= HIDDEN_SHARE)
    if (before.length === 0) this.emptyMs += timeMs - this.lookedMs
    this.isTaken ||= before.some(
      ({ place }) =>
        place.restMs >= TAKEN_AFTER_MS &&
        covered(this.box, place.box) >= 0.5 &&
        iou(this.box, place.box) >= TAKEN_IOU,
    )
    this.lookedMs = timeMs
  }
}

/** Share of `box` that `other` covers. */
function covered(box: BoundingBox, other: BoundingBox): number {
  const w = Math.min(box.x + box.w, other.x + other.w) - Math.max(box.x, other.x)
  const h = Math.min(box.y + box.h, other.y + other.h) - Math.max(box.y, other.y)
  return w > 0 && h > 0 ? (w * h) / (box.w * box.h) : 0
}
