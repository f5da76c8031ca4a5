/**
 * What of the difference between a picture and its background is the whole picture's: light that changes, and a camera that
 * shakes. Both are fitted at once, by least squares: picture = gain · background + offset + dx · ∂x + dy · ∂y, where the last
 * two are the background's slopes (the first terms of Taylor's series of a shift, as in Lucas and Kanade 1981).
 */
import type { LumaBlocks } from './luma.js'

export interface Compensation {
  gain: number
  /** Of 255. */
  offset: number
  /** How far the camera moved, in blocks. */
  dx: number
  dy: number
  /** The background as it would look now. */
  expected: Float32Array
}

/** The slopes of brightness, per block, by central differences. */
export interface Slopes {
  x: Float32Array
  y: Float32Array
}

export function slopesOf({ columns, rows, values }: LumaBlocks): Slopes {
  const x = new Float32Array(values.length)
  const y = new Float32Array(values.length)
  for (let row = 0; row < rows; row++) {
    for (let column = 0; column < columns; column++) {
      const at = row * columns + column
      const [left, right] = [Math.max(0, column - 1), Math.min(columns - 1, column + 1)]
      const [up, down] = [Math.max(0, row - 1), Math.min(rows - 1, row + 1)]
      x[at] = (values[row * columns + right]! - values[row * columns + left]!) / Math.max(1, right - left)
      y[at] = (values[down * columns + column]! - values[up * columns + column]!) / Math.max(1, down - up)
    }
  }
  return { x, y }
}

/** Blocks further off than so many times the median residual are somebody, not the light; the second fit leaves them out. */
const OUTLIER = 4
const LEAST_OUTLIER = 3
/** A camera that moved further shows another scene. */
const FURTHEST = 1.5

export function compensate(picture: LumaBlocks, background: Float32Array, slopes: Slopes): Compensation {
  const all = fit(picture.values, background, slopes, undefined)
  const residuals = residualsOf(picture.values, all.expected)
  const limit = Math.max(LEAST_OUTLIER, OUTLIER * median(residuals))
  return fit(picture.values, background, slopes, (at) => residuals[at]! <= limit)
}

function fit(
  picture: Float32Array,
  background: Float32Array,
  { x, y }: Slopes,
  counts: ((at: number) => boolean) | undefined,
): Compensation {
  // Normal equations of four unknowns, row-major, with the right side as fifth column.
  const m = new Float64Array(20)
  const row = new Float64Array(5)
  row[1] = 1
  for (let at = 0; at < picture.length; at++) {
    if (counts && !counts(at)) continue
    row[0] = background[at]!
    row[2] = x[at]!
    row[3] = y[at]!
    row[4] = picture[at]!
    for (let i = 0; i < 4; i++) for (let j = i; j < 5; j++) m[i * 5 + j]! += row[i]! * row[j]!
  }
  for (let i = 1; i < 4; i++) for (let j = 0; j < i; j++) m[i * 5 + j] = m[j * 5 + i]!
  const [gain, offset, dx, dy] = solve(m)
  const expected = new Float32Array(picture.length)
  for (let at = 0; at < picture.length; at++)
    expected[at] = gain * background[at]! + offset + dx * x[at]! + dy * y[at]!
  // A scene without slopes says nothing of shifts; one shifted too far is not explained by them.
  if (Math.hypot(dx, dy) > FURTHEST)
    for (let at = 0; at < picture.length; at++) expected[at] = gain * background[at]! + offset
  return { gain, offset, dx, dy, expected }
}

/** Gauss with pivots; unknowns that the scene says nothing of stay as in an unchanged picture: gain 1, all else 0. */
function solve(m: Float64Array): [number, number, number, number] {
  const result: [number, number, number, number] = [1, 0, 0, 0]
  const order = [1, 0, 2, 3]
  const done: number[] = []
  for (const i of order) {
    const pivot = m[i * 5 + i]!
    if (Math.abs(pivot) < 1e-6 * (1 + Math.abs(m[5 + 1]!))) continue
    for (const j of order) {
      if (j === i) continue
      const factor = m[j * 5 + i]! / pivot
      if (factor !== 0) for (let k = 0; k < 5; k++) m[j * 5 + k]! -= factor * m[i * 5 + k]!
    }
    done.push(i)
  }
  const skipped = order.filter((i) => !done.includes(i))
  for (const i of done) {
    let value = m[i * 5 + 4]!
    for (const j of skipped) value -= m[i * 5 + j]! * result[j]!
    result[i] = value / m[i * 5 + i]!
  }
  return result
}

function residualsOf(picture: Float32Array, expected: Float32Array): Float32Array {
  return picture.map((value, at) => Math.abs(value - expected[at]!))
}

/** Of every fourth value: good enough for a limit, and sorting is what costs. */
function median(values: Float32Array): number {
  const some = values.filter((_, at) => at % 4 === 0).sort()
  return some[some.length >> 1] ?? 0
}
