/**
 * Constant-velocity Kalman filter of a box: state (cx, cy, aspect, h) and their speeds, as in the SORT and ByteTrack
 * papers. Their transition and noise matrices couple a coordinate with its own speed only, so the 8 × 8 filter is
 * exactly four filters of 2 × 2, which is what is written here.
 */
import type { BoundingBox } from '../algorithms/algorithm.js'

/** One coordinate: position, speed per second, and their covariance [pp, pv, vv]. */
interface Axis {
  p: number
  v: number
  pp: number
  pv: number
  vv: number
}

/**
 * Standard deviation of a measured coordinate in box heights. The papers' is 1/20; with 0.07 the public detections of
 * PETS09-S2L1, ADL-Rundle-6 and Venice-2 give fewer identity switches at 5 frames/s.
 */
const MEASURED = 0.07
/** First guess of the speed's deviation in box heights per second: the papers' 10/160 a frame at 30 frames/s. */
const FIRST_SPEED = 1.9
/**
 * Random change of speed, box heights per second per √second. The papers' 1/160 a frame at 30 frames/s is 1.03; at 5
 * frames/s that forgets a walk (0.8 heights/s) within three frames, and people who pass each other swap their ids.
 * From 0.3 to 0.7 drawn crowds and PETS09-S2L1 have fewer wrong alarms in sum, other sequences of MOT15 as many switches.
 */
const SPEED_NOISE = 0.4
/** Aspect (w/h) is measured within 0.1, since limbs swing, and drifts slowly. */
const ASPECT_MEASURED = 0.1
const ASPECT_NOISE = 0.05

export class BoxFilter {
  private readonly cx: Axis
  private readonly cy: Axis
  private readonly aspect: Axis
  private readonly h: Axis

  /** @param box the first measured box, w and h above 0 */
  constructor(box: BoundingBox) {
    const start = (p: number) => axis(p, MEASURED * box.h, FIRST_SPEED * box.h)
    this.cx = start(box.x + box.w / 2)
    this.cy = start(box.y + box.h / 2)
    this.aspect = axis(box.w / box.h, ASPECT_MEASURED, ASPECT_NOISE)
    this.h = start(box.h)
  }

  /** Moves the state `seconds` (at least 0) ahead. */
  predict(seconds: number): void {
    const noise = (SPEED_NOISE * this.h.p) ** 2
    for (const a of [this.cx, this.cy, this.h]) ahead(a, seconds, noise)
    ahead(this.aspect, seconds, ASPECT_NOISE ** 2)
    // A shrinking target must not be extrapolated to nothing.
    this.h.p = Math.max(this.h.p, 1)
    this.aspect.p = Math.max(this.aspect.p, 0.05)
  }

  /** The height does not change until the next measured box, as in ByteTrack for tracks that are lost. */
  holdHeight(): void {
    this.h.v = 0
  }

  /** Takes a measured box, w and h above 0. */
  correct(box: BoundingBox): void {
    const r = (MEASURED * this.h.p) ** 2
    blend(this.cx, box.x + box.w / 2, r)
    blend(this.cy, box.y + box.h / 2, r)
    blend(this.aspect, box.w / box.h, ASPECT_MEASURED ** 2)
    blend(this.h, box.h, r)
  }

  /** Squared distance of a box's centre from the state's in deviations: what Mahalanobis's is for two coordinates. */
  deviation(box: BoundingBox): number {
    const r = (MEASURED * this.h.p) ** 2
    const [dx, dy] = [box.x + box.w / 2 - this.cx.p, box.y + box.h / 2 - this.cy.p]
    return dx ** 2 / (this.cx.pp + r) + dy ** 2 / (this.cy.pp + r)
  }

  box(): BoundingBox {
    const h = this.h.p
    const w = this.aspect.p * h
    return { x: this.cx.p - w / 2, y: this.cy.p - h / 2, w, h }
  }
}

function axis(p: number, deviation: number, speedDeviation: number): Axis {
  return { p, v: 0, pp: deviation ** 2, pv: 0, vv: speedDeviation ** 2 }
}

function ahead(a: Axis, t: number, noise: number): void {
  a.p += a.v * t
  a.pp += 2 * t * a.pv + t * t * a.vv + (noise * t ** 3) / 3
  a.pv += t * a.vv + (noise * t ** 2) / 2
  a.vv += noise * t
}

function blend(a: Axis, measured: number, r: number): void {
  const kp = a.pp / (a.pp + r)
  const kv = a.pv / (a.pp + r)
  const off = measured - a.p
  a.p += kp * off
  a.v += kv * off
  a.vv -= kv * a.pv
  a.pv *= 1 - kp
  a.pp *= 1 - kp
}
