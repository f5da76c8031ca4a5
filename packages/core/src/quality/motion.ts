/**
 * How far the whole picture moved from one frame to the next: projections of grey on the two axes are laid over each
 * other (as in digital image stabilisation, Ratakonda 1998), in six parts whose median is taken, so that a bus that
 * drives by is no moving camera.
 */
import type { Plane } from './picture.js'

export interface Shift {
  /** Pixels. */
  x: number
  y: number
}

const COLUMNS = 3
const ROWS = 2
/** Largest shift looked for, as a share of a part's side. */
const REACH = 0.3
/** Mean step of a projection, levels, below which there is nothing to hold on to. */
const TEXTURE = 0.5
/** A found shift must leave at most so much of the difference without a shift. */
const BETTER = 0.7

/** Undefined when too few parts have texture. */
export function shiftBetween(before: Plane, after: Plane): Shift | undefined {
  const xs: number[] = []
  const ys: number[] = []
  const [w, h] = [Math.floor(before.width / COLUMNS), Math.floor(before.height / ROWS)]
  for (let row = 0; row < ROWS; row++) {
    for (let col = 0; col < COLUMNS; col++) {
      const part = { x: col * w, y: row * h, w, h }
      const [a, b] = [projections(before, part), projections(after, part)]
      const x = offset(a.columns, b.columns)
      const y = offset(a.rows, b.rows)
      if (x !== undefined) xs.push(x)
      if (y !== undefined) ys.push(y)
    }
  }
  const enough = (COLUMNS * ROWS) / 2
  if (xs.length < enough || ys.length < enough) return undefined
  return { x: median(xs), y: median(ys) }
}

interface Part {
  x: number
  y: number
  w: number
  h: number
}

/** Mean luma of each column and row, less that of the part: light that changes is no movement. */
function projections({ width, luma }: Plane, { x, y, w, h }: Part) {
  const columns = new Float64Array(w)
  const rows = new Float64Array(h)
  let all = 0
  for (let j = 0; j < h; j++) {
    for (let i = 0; i < w; i++) {
      const level = luma[(y + j) * width + x + i]!
      columns[i]! += level
      rows[j]! += level
      all += level
    }
  }
  const mean = all / (w * h)
  return { columns: columns.map((sum) => sum / h - mean), rows: rows.map((sum) => sum / w - mean) }
}

/** By how much `b` lies behind `a`; 0 unless another offset fits clearly better. */
function offset(a: Float64Array, b: Float64Array): number | undefined {
  let steps = 0
  for (let i = 1; i < a.length; i++) steps += Math.abs(a[i]! - a[i - 1]!)
  if (steps / a.length < TEXTURE) return undefined
  const reach = Math.floor(a.length * REACH)
  const still = mismatch(a, b, 0)
  let best = 0
  let least = still
  for (let by = -reach; by <= reach; by++) {
    const misses = mismatch(a, b, by)
    if (misses < least) [best, least] = [by, misses]
  }
  return least <= still * BETTER ? best : 0
}

function mismatch(a: Float64Array, b: Float64Array, by: number): number {
  const [from, to] = [Math.max(0, -by), Math.min(a.length, a.length - by)]
  let sum = 0
  for (let i = from; i < to; i++) sum += Math.abs(a[i]! - b[i + by]!)
  return sum / (to - from)
}

function median(values: number[]): number {
  return [...values].sort((a, b) => a - b)[values.length >> 1]!
}
