/**
 * What every pixel of the scene usually looks like, and what stands before it. A pixel that differs from its background
 * is given to a candidate; a candidate that keeps its value for long enough is static foreground. (Two models of one
 * pixel, a long-term background and a candidate with a stability counter: Kim et al. 2005, "Real-time
 * foreground-background segmentation using codebook model", section 4, in one value each.)
 */
import type { Plane } from '../quality/picture.js'

/** Levels of brightness a pixel may differ from its background unremarked; more where it is restless by itself. */
const LEAST_LIMIT = 12
const NOISE_SHARE = 3
const MOST_NOISE = 10
/** A candidate is the same as long as it differs by no more, levels. */
const CANDIDATE_LIMIT = 12
/** What stands still must look the same within so many levels to be the same still, for its light may change. */
const LOOK_LIMIT = 24
/** The background follows the light within about so long, milliseconds. */
const FOLLOW_MS = 10_000
/** Static from so long on, milliseconds; more evidence than the cap is not kept, so that it can be lost again. */
export const STATIC_MS = 2_000
const MOST_EVIDENCE_MS = 4_000
/** A pause between frames counts as at most so long: nothing is known of the time between. */
const MOST_STEP_MS = 1_000
/** One light for the whole picture: it is followed when its middle has changed by this share. */
const GAIN_STEP = 0.03
/** Every so many pixels are asked for the light; odd, so that no column is asked alone. */
const GAIN_STRIDE = 17
/** More than this share of the scene cannot have changed by things: the light was switched, or the camera turned. */
const UPHEAVAL_SHARE = 0.35
/** Less of the scene in view than this tells nothing about it. */
const LEAST_VIEW = 0.2

/** What became of the pixels of a still thing in a frame. */
export interface OwnedPixels {
  /** Covered by a tracked object. */
  hidden: number
  /** Look as the thing does. */
  same: number
  /** Look as the background does. */
  bare: number
  /** Neither. */
  other: number
}

export class PixelModel {
  /** Levels of brightness. */
  readonly background: Float32Array
  readonly candidate: Float32Array
  /** Milliseconds for which the candidate has been there, less what speaks against it. */
  readonly evidence: Float32Array
  /** Video time at which the candidate was first there, milliseconds. */
  readonly since: Float64Array
  /** 0, or the slot of the still thing that the pixel belongs to: its candidate is how the thing looks. */
  readonly owner: Uint8Array
  private readonly noise: Float32Array
  private readonly known: Uint8Array
  private readonly differs: Uint8Array
  private lastMs: number | undefined
  private frames = 0

  constructor(
    readonly width: number,
    readonly height: number,
  ) {
    const size = width * height
    this.background = new Float32Array(size)
    this.candidate = new Float32Array(size)
    this.evidence = new Float32Array(size)
    this.since = new Float64Array(size)
    this.owner = new Uint8Array(size)
    this.noise = new Float32Array(size).fill(2)
    this.known = new Uint8Array(size)
    this.differs = new Uint8Array(size)
  }

  /**
   * Takes a frame. In an upheaval (most of the scene differs) nothing is learnt: see `relearn`.
   * @param mask 1 where a tracked object stands: nothing is learnt there
   * @param owned per slot, counted up; slot 0 is not used
   */
  look(
    { luma }: Plane,
    mask: Uint8Array,
    timeMs: number,
    owned: readonly OwnedPixels[],
  ): { upheaval: boolean } {
    const stepMs = Math.min(MOST_STEP_MS, Math.max(0, timeMs - (this.lastMs ?? timeMs)))
    this.lastMs = timeMs
    this.frames++
    this.followGain(luma, mask)
    const upheaval = this.compare(luma, mask) > UPHEAVAL_SHARE
    if (!upheaval) this.learn(luma, mask, timeMs, stepMs)
    this.countOwned(luma, mask, owned)
    return { upheaval }
  }

  /** Begins anew with this frame; pixels of things keep their owner and take their look from it. */
  relearn({ luma }: Plane, mask: Uint8Array): void {
    this.frames = 1
    for (let i = 0; i < luma.length; i++) {
      this.evidence[i] = 0
      if (this.owner[i]) this.candidate[i] = luma[i]!
      else {
        this.background[i] = luma[i]!
        this.known[i] = mask[i] ? 0 : 1
      }
    }
  }

  /** Whether the frame shows the pixel's candidate. */
  isThere(i: number, { luma }: Plane): boolean {
    return Math.abs(luma[i]! - this.candidate[i]!) <= CANDIDATE_LIMIT
  }

  /** The scene is now as the frame shows it, at these pixels; where a tracked object stands it is kept. */
  absorb(pixels: readonly number[], { luma }: Plane, mask: Uint8Array): void {
    for (const i of pixels) {
      if (!mask[i]) this.background[i] = luma[i]!
      this.evidence[i] = 0
    }
  }

  /** Automatic exposure and clouds brighten everything by one factor: background and candidates go along at once. */
  private followGain(luma: Uint8Array, mask: Uint8Array): void {
    const histogram = new Uint16Array(256)
    let asked = 0
    for (let i = 0; i < luma.length; i += GAIN_STRIDE) {
      if (mask[i] || !this.known[i]) continue
      histogram[Math.min(255, Math.floor(((luma[i]! + 16) / (this.background[i]! + 16)) * 100))]!++
      asked++
    }
    if (asked * GAIN_STRIDE < LEAST_VIEW * luma.length) return
    let bin = 0
    for (let sum = 0; bin < 255; bin++) {
      sum += histogram[bin]!
      if (2 * sum >= asked) break
    }
    const gain = (bin + 0.5) / 100
    if (Math.abs(gain - 1) < GAIN_STEP) return
    for (let i = 0; i < luma.length; i++) {
      this.background[i] = Math.min(255, (this.background[i]! + 16) * gain - 16)
      this.candidate[i] = Math.min(255, (this.candidate[i]! + 16) * gain - 16)
    }
  }

  /** Fills `differs`; gives the share of the scene in view that does. */
  private compare(luma: Uint8Array, mask: Uint8Array): number {
    let inView = 0
    let changed = 0
    for (let i = 0; i < luma.length; i++) {
      this.differs[i] = 0
      if (mask[i]) continue
      if (!this.known[i]) {
        this.known[i] = 1
        this.background[i] = luma[i]!
      }
      const limit = Math.max(LEAST_LIMIT, NOISE_SHARE * this.noise[i]!)
      const differs = Math.abs(luma[i]! - this.background[i]!) > limit && !this.isNear(i, luma[i]!, limit)
      if (differs) this.differs[i] = 1
      if (this.owner[i]) continue
      inView++
      if (differs) changed++
    }
    return inView < LEAST_VIEW * luma.length ? 0 : changed / inView
  }

  /** Whether the background has such a level in one of the eight neighbours: cameras shake, and leaves sway. */
  private isNear(i: number, level: number, limit: number): boolean {
    const { background, width } = this
    for (let row = i - width; row <= i + width; row += width)
      for (let at = row - 1; at <= row + 1; at++)
        if (Math.abs(level - (background[at] ?? Number.POSITIVE_INFINITY)) <= limit / 2) return true
    return false
  }

  private learn(luma: Uint8Array, mask: Uint8Array, timeMs: number, stepMs: number): void {
    const { background, candidate, evidence, noise } = this
    // In the beginning the mean of all frames, so that the first one does not weigh for ten seconds.
    const rate = Math.max(stepMs / FOLLOW_MS, 1 / (this.frames + 1))
    const slow = stepMs / FOLLOW_MS
    for (let i = 0; i < luma.length; i++) {
      if (mask[i] || this.owner[i]) continue
      const off = luma[i]! - background[i]!
      if (evidence[i]! < STATIC_MS / 2)
        noise[i]! += slow * (Math.min(MOST_NOISE * 2, Math.abs(off)) - noise[i]!)
      if (noise[i]! > MOST_NOISE) noise[i] = MOST_NOISE
      if (!this.differs[i]) {
        background[i]! += rate * off
        evidence[i] = Math.max(0, evidence[i]! - 2 * stepMs)
        continue
      }
      const change = luma[i]! - candidate[i]!
      if (evidence[i]! > 0 && Math.abs(change) <= CANDIDATE_LIMIT) {
        candidate[i]! += 0.1 * change
        evidence[i] = Math.min(MOST_EVIDENCE_MS, evidence[i]! + stepMs)
        continue
      }
      evidence[i] = evidence[i]! - 2 * stepMs
      if (evidence[i]! > 0) continue
      candidate[i] = luma[i]!
      // More than nothing, so that the next frame finds a candidate to compare with.
      evidence[i] = 1
      this.since[i] = timeMs
    }
  }

  private countOwned(luma: Uint8Array, mask: Uint8Array, owned: readonly OwnedPixels[]): void {
    for (let i = 0; i < luma.length; i++) {
      const of = this.owner[i] ? owned[this.owner[i]!] : undefined
      if (!of) continue
      const change = luma[i]! - this.candidate[i]!
      if (mask[i]) of.hidden++
      else if (Math.abs(change) <= LOOK_LIMIT) {
        of.same++
        this.candidate[i]! += 0.02 * change
      } else if (this.differs[i]) of.other++
      else of.bare++
    }
  }
}
