/**
 * Which frames are looked at: all while something moves and a while longer, one now and then while nothing does. What
 * stands still is not forgotten meanwhile: the run repeats it to the rule as it was.
 */
import type { AnalysedFrame, TrackedObject } from '../algorithms/algorithm.js'
import { centre } from '../geometry/box.js'
import { MotionJudge } from './judge.js'
import type { LumaBlocks } from './luma.js'

/** After the last motion, milliseconds of the video: somebody who stops is seen standing, and tracks that are lost end. */
const HOLD_MS = 3_000
/** A still scene is looked at so often: what is missed by the judge is not missed for ever. */
const REFRESH_MS = 4_000
/** No target that is new or moves for so long, though it was looked for: what moves is of no interest. */
const IDLE_MS = 6_000
/** Shares of its height by which a target's centre moves before it counts: a detector's boxes tremble by a tenth. */
const STEP_SHARE = 0.25
/** Detections from this score on are somebody, whether the tracker believes them yet or not. */
const SURE_SCORE = 0.4

/** Where a target was when it last counted as moved. */
interface Anchor {
  x: number
  y: number
}

export interface Decision {
  /** The frame is to be looked at. */
  look: boolean
  /** Key frames are enough for now. */
  sleep: boolean
}

export class MotionGate {
  /** Frames that were looked at, and those that were not. */
  readonly counters = { looked: 0, skipped: 0 }
  private readonly judge = new MotionJudge()
  private openUntilMs = Number.NEGATIVE_INFINITY
  private lookedMs = Number.NEGATIVE_INFINITY
  /** When somebody was last found who is new or has moved. */
  private newsMs = 0
  private anchors = new Map<number, Anchor>()

  /** Takes every frame in order of time. @param timeMs of the video */
  decide(picture: LumaBlocks, timeMs: number): Decision {
    const isIdle = timeMs - this.newsMs > IDLE_MS
    const verdict = this.judge.look(picture, timeMs, isIdle)
    if (verdict === 'motion' || this.lookedMs < 0) this.openUntilMs = timeMs + HOLD_MS
    const isOpen = timeMs <= this.openUntilMs
    const look = isOpen || verdict === 'changed' || timeMs - this.lookedMs >= REFRESH_MS
    if (look) this.lookedMs = timeMs
    this.counters[look ? 'looked' : 'skipped']++
    return { look, sleep: !isOpen && verdict === 'still' && !this.judge.isRestless }
  }

  /**
   * What was seen in a frame that was looked at.
   * @param scores of its detections
   */
  seen({ objects, videoTimeMs }: AnalysedFrame, scores: readonly number[]): void {
    const here = objects.filter(({ seen }) => seen).length
    const isSomebodyNew = scores.filter((score) => score >= SURE_SCORE).length > here
    if (!this.hasMoved(objects) && !isSomebodyNew) return
    this.newsMs = videoTimeMs
    this.openUntilMs = Math.max(this.openUntilMs, videoTimeMs + HOLD_MS)
  }

  /** Whether a target has come or moved on; those that are gone are forgotten. */
  private hasMoved(objects: readonly TrackedObject[]): boolean {
    const anchors = new Map<number, Anchor>()
    let moved = false
    for (const { trackId, box, seen } of objects) {
      const [x, y] = centre(box)
      const anchor = this.anchors.get(trackId)
      // Where a hidden target is, is only a guess.
      const isThere = anchor && (!seen || Math.hypot(x - anchor.x, y - anchor.y) <= STEP_SHARE * box.h)
      moved ||= !isThere
      anchors.set(trackId, isThere ? anchor : { x, y })
    }
    this.anchors = anchors
    return moved
  }
}
