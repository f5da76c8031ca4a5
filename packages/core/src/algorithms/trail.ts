/**
 * Where one target has been lately, and how fast it goes: the median of the slopes between all pairs of points (Theil
 * and Sen's estimator), which holds although up to 29 % of the points are wrong, where a line through two does not.
 */

export interface TrailOptions {
  /** Older points are forgotten, milliseconds, but for the newest `leastPoints`: where frames come slowly no others are in it. */
  windowMs: number
  /** Fewer points give no velocity; at least 2. */
  leastPoints: number
  /** Points that span less time give none, milliseconds. */
  leastSpanMs: number
}

/** Units of the points per second. */
export interface Velocity {
  x: number
  y: number
  /** Time between the first and the last point, milliseconds. */
  spanMs: number
}

interface TrailPoint {
  x: number
  y: number
  timeMs: number
}

/** 120 pairs: more would cost more than they tell. */
const MOST_POINTS = 16
/** After such a gap the target may be another one. */
const RESTART_MS = 1500

export class Trail {
  private points: TrailPoint[] = []

  constructor(private readonly options: TrailOptions) {}

  /** Takes points in order of time; where they come faster than they are needed some are left out. */
  add(x: number, y: number, timeMs: number): void {
    const { windowMs, leastPoints } = this.options
    const last = this.points.at(-1)
    if (last && timeMs - last.timeMs > RESTART_MS) this.points = []
    const isEarly = last && timeMs - last.timeMs < windowMs / MOST_POINTS
    if (isEarly && this.points.length >= leastPoints) return
    this.points.push({ x, y, timeMs })
    const needed = this.points.length - leastPoints
    this.points = this.points
      .filter((point, i) => timeMs - point.timeMs <= windowMs || i >= needed)
      .slice(-MOST_POINTS)
  }

  /** Undefined while too little is known. */
  velocity(): Velocity | undefined {
    const { leastPoints, leastSpanMs } = this.options
    const [first, last] = [this.points[0], this.points.at(-1)]
    if (!first || !last || this.points.length < Math.max(2, leastPoints)) return undefined
    const spanMs = last.timeMs - first.timeMs
    if (spanMs <= 0 || spanMs < leastSpanMs) return undefined
    return { x: this.slope(({ x }) => x), y: this.slope(({ y }) => y), spanMs }
  }

  private slope(coordinate: (point: TrailPoint) => number): number {
    const slopes: number[] = []
    for (const [i, from] of this.points.entries()) {
      for (let j = i + 1; j < this.points.length; j++) {
        const to = this.points[j]!
        const timeMs = to.timeMs - from.timeMs
        if (timeMs > 0) slopes.push((1000 * (coordinate(to) - coordinate(from))) / timeMs)
      }
    }
    return median(slopes)
  }
}

/** @param values at least one; their order is changed */
export function median(values: number[]): number {
  values.sort((a, b) => a - b)
  const half = values.length >> 1
  return values.length % 2 === 1 ? values[half]! : (values[half - 1]! + values[half]!) / 2
}
