/** How blurred and how noisy a picture is. */
import type { Plane } from './picture.js'

/** Half the width of the blur that a picture is compared with, pixels. */
const REACH = 4

/**
 * 0 sharp to 1 blurred: how little a picture loses when it is blurred once more (Crete et al. 2007, "The blur effect").
 * Unlike the variance of the Laplacian it does not depend on contrast, so that fog and dusk are no blur.
 */
export function blurOf({ width, height, luma }: Plane): number {
  return Math.max(along(luma, width, height, width, 1), along(luma, height, width, 1, width))
}

/** @param across step from line to line; `step` from pixel to pixel of a line */
function along(luma: Uint8Array, length: number, lines: number, across: number, step: number): number {
  let varied = 0
  let kept = 0
  for (let line = 0; line < lines; line++) {
    const at = (i: number): number => luma[line * across + i * step]!
    let sum = 0
    for (let i = 0; i < 2 * REACH + 1 && i < length; i++) sum += at(i)
    for (let i = REACH + 1; i < length - REACH; i++) {
      const before = sum
      sum += at(i + REACH) - at(i - REACH - 1)
      const own = Math.abs(at(i) - at(i - 1))
      varied += own
      kept += Math.max(0, own - Math.abs(sum - before) / (2 * REACH + 1))
    }
  }
  return varied === 0 ? 1 : (varied - kept) / varied
}

/** Standard deviation of the noise, levels (Immerkaer 1996): what a mask that cancels edges leaves over. */
export function noiseOf({ width, height, luma }: Plane): number {
  let sum = 0
  for (let y = 1; y < height - 1; y++) {
    for (let x = 1; x < width - 1; x++) {
      const i = y * width + x
      const corners =
        luma[i - width - 1]! + luma[i - width + 1]! + luma[i + width - 1]! + luma[i + width + 1]!
      const sides = luma[i - width]! + luma[i + width]! + luma[i - 1]! + luma[i + 1]!
      sum += Math.abs(corners - 2 * sides + 4 * luma[i]!)
    }
  }
  return (Math.sqrt(Math.PI / 2) * sum) / (6 * (width - 2) * (height - 2))
}
