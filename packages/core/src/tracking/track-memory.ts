/** What a rule knows of each target, kept when the tracker loses a target and finds it under a new track id. */
import type { AnalysedFrame, BoundingBox, TrackedObject } from '../algorithms/algorithm.js'
import { centre, iou, touchesEdge } from '../geometry/box.js'
import { classGroup } from './track.js'

interface Entry<S> {
  state: S
  group: string
  box: BoundingBox
  seenAtMs: number
  /** The box reached the frame's edge: the target may have left, so a newcomer there is somebody else. */
  atEdge: boolean
}

/** A moving target that reappears within this time and half its height away is the one that was lost. */
const MOVING_GAP_MS = 3000
const MOVING_SHARE = 0.5
/** A target on the very same place is the same one after much longer: the parked car a lorry hid for a while. */
const RESTING_GAP_MS = 60_000
const RESTING_IOU = 0.7

export class TrackMemory<S> {
  private readonly entries = new Map<number, Entry<S>>()
  private seenNow = new Set<number>()
  private frame: AnalysedFrame | undefined

  constructor(private readonly fresh: () => S) {}

  /** Opens a frame: targets not seen in it are candidates for new ids, and those lost for a minute are forgotten. */
  begin(frame: AnalysedFrame): void {
    this.frame = frame
    this.seenNow = new Set(frame.objects.filter((o) => o.seen).map((o) => o.trackId))
    for (const [id, entry] of this.entries) {
      if (frame.videoTimeMs - entry.seenAtMs > RESTING_GAP_MS) this.entries.delete(id)
    }
  }

  /** The state of an object seen in the frame opened last. */
  take({ trackId, label, box }: TrackedObject): S {
    const frame = this.frame
    if (!frame) throw new Error('TrackMemory.take before begin: open the frame first')
    const group = classGroup(label)
    const state =
      this.entries.get(trackId)?.state ?? this.adopt(group, box, frame.videoTimeMs) ?? this.fresh()
    const atEdge = touchesEdge(box, frame.width, frame.height)
    this.entries.set(trackId, { state, group, box, seenAtMs: frame.videoTimeMs, atEdge })
    return state
  }

  /** The state of a track that is bridged by prediction, or undefined when it was never taken. */
  peek(trackId: number): S | undefined {
    return this.entries.get(trackId)?.state
  }

  /** Hands the state of the nearest fitting lost target over; it is then gone from the old id. */
  private adopt(group: string, box: BoundingBox, timeMs: number): S | undefined {
    let best: { id: number; state: S } | undefined
    let nearest = Number.POSITIVE_INFINITY
    for (const [id, entry] of this.entries) {
      if (this.seenNow.has(id) || entry.group !== group || !isSame(entry, box, timeMs)) continue
      const distance = apart(entry.box, box)
      if (distance < nearest) {
        nearest = distance
        best = { id, state: entry.state }
      }
    }
    if (!best) return undefined
    this.entries.delete(best.id)
    return best.state
  }
}

function isSame<S>(
  { box: old, seenAtMs, atEdge, group }: Entry<S>,
  box: BoundingBox,
  timeMs: number,
): boolean {
  const gap = timeMs - seenAtMs
  // People come and go at the frame's edge; a vehicle cut by it is more often one that is parked there.
  if (gap <= RESTING_GAP_MS && iou(old, box) >= RESTING_IOU && !(atEdge && group === 'person')) return true
  return !atEdge && gap <= MOVING_GAP_MS && apart(old, box) <= MOVING_SHARE * Math.max(old.h, box.h)
}

function apart(a: BoundingBox, b: BoundingBox): number {
  const [ax, ay] = centre(a)
  const [bx, by] = centre(b)
  return Math.hypot(ax - bx, ay - by)
}
