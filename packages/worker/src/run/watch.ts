/** The motion gate of one part of a run: what of its stream is decoded and looked at, and what times passed without a frame. */
import { lumaBlocks, type MotionGate } from '@vigia/core'
import type { Source, SourceFrame } from '../source/index.js'

export interface Watched {
  look: boolean
  /** Times before this frame's, milliseconds of the video, at which the scene was as it was in the frame before. */
  quietTimes: number[]
}

/** Rules that tell something every so many seconds are called as often. */
const STEP_MS = 1_000
/** A longer time without frames is an outage, of which nothing is known. */
const LONGEST_SLEEP_MS = 6_000

export class Watch {
  private isAsleep = false
  private lastMs = 0

  /**
   * @param gate undefined: every frame is looked at
   * @param maySleep by key frames only while nothing moves
   */
  constructor(
    private readonly gate: MotionGate | undefined,
    private readonly source: Pick<Source, 'sleep'>,
    private readonly maySleep: boolean,
    private readonly fps: number,
  ) {}

  /** Takes every frame in order of time. */
  decide({ detector, videoTimeMs }: SourceFrame): Watched {
    if (!this.gate) return { look: true, quietTimes: [] }
    const { data, width, height } = detector
    const { look, sleep } = this.gate.decide(lumaBlocks(data, width, height), videoTimeMs)
    const quietTimes = this.isAsleep ? this.timesUntil(videoTimeMs) : []
    this.lastMs = videoTimeMs
    this.isAsleep = sleep && this.maySleep
    this.source.sleep?.(this.isAsleep)
    return { look, quietTimes }
  }

  private timesUntil(timeMs: number): number[] {
    const lastMs = timeMs - 1_000 / this.fps
    if (timeMs - this.lastMs > LONGEST_SLEEP_MS) return []
    const times: number[] = []
    for (let at = this.lastMs + STEP_MS; at < lastMs; at += STEP_MS) times.push(at)
    // The tracker goes on from the frame's own eve, as if it had come at the usual pace.
    if (lastMs > this.lastMs) times.push(lastMs)
    return times
  }
}
