/** Scales RGB pictures, between pixels' middles. */
import type { Placed, Size } from './placement.js'

/** The taps of one axis: each target pixel is made of `taps` source pixels, from `first` on, with these weights. */
interface Axis {
  first: Int32Array
  weights: Float32Array
  taps: number
}

/**
 * Scales `rgb` to the rectangle `placed` of a canvas whose rows have `row` bytes. Bilinear; when it gets smaller the
 * weights reach over as many pixels as fall together, so that nothing between two samples is lost.
 */
export function scaleInto(
  canvas: Uint8Array,
  row: number,
  rgb: Uint8Array,
  from: Size,
  placed: Placed,
): void {
  const across = axis(from.width, placed.width)
  const down = axis(from.height, placed.height)
  const narrow = scaleRows(rgb, from, placed.width, across)
  const width = placed.width * 3
  for (let y = 0; y < placed.height; y++) {
    const target = (placed.y + y) * row + placed.x * 3
    const source = down.first[y]! * width
    const weight = y * down.taps
    for (let i = 0; i < width; i++) {
      let sum = 0.5
      for (let tap = 0; tap < down.taps; tap++)
        sum += narrow[source + tap * width + i]! * down.weights[weight + tap]!
      canvas[target + i] = sum
    }
  }
}

/** All rows, to their new width; values keep their fractions. */
function scaleRows(rgb: Uint8Array, { width, height }: Size, newWidth: number, across: Axis): Float32Array {
  const narrow = new Float32Array(newWidth * height * 3)
  for (let y = 0, target = 0; y < height; y++)
    for (let x = 0; x < newWidth; x++, target += 3) {
      const source = (y * width + across.first[x]!) * 3
      let [r, g, b] = [0, 0, 0]
      for (let tap = 0; tap < across.taps; tap++) {
        const weight = across.weights[x * across.taps + tap]!
        r += rgb[source + tap * 3]! * weight
        g += rgb[source + tap * 3 + 1]! * weight
        b += rgb[source + tap * 3 + 2]! * weight
      }
      narrow[target] = r
      narrow[target + 1] = g
      narrow[target + 2] = b
    }
  return narrow
}

/** A triangle about each target pixel's middle, as wide as a target pixel is in the source, at least one pixel. */
function axis(from: number, to: number): Axis {
  const step = from / to
  const reach = Math.max(1, step)
  const taps = Math.min(from, Math.ceil(2 * reach) + 1)
  const first = new Int32Array(to)
  const weights = new Float32Array(to * taps)
  for (let i = 0; i < to; i++) {
    const middle = (i + 0.5) * step - 0.5
    const start = Math.min(Math.max(Math.ceil(middle - reach), 0), from - taps)
    first[i] = start
    let sum = 0
    for (let tap = 0; tap < taps; tap++) {
      const weight = Math.max(0, 1 - Math.abs(start + tap - middle) / reach)
      weights[i * taps + tap] = weight
      sum += weight
    }
    for (let tap = 0; tap < taps; tap++) weights[i * taps + tap]! /= sum
  }
  return { first, weights, taps }
}
