/** Where tracked people and vehicles stand: nothing is learnt there, and no thing is looked for. */
import type { BoundingBox } from '../algorithms/algorithm.js'
import type { Blob } from './blobs.js'

/** Of a mover's width, added to its box on every side. */
const MARGIN = 0.1

/** 1 where somebody stands, with a margin: boxes are a little too narrow as often as too wide. */
export function maskOf(movers: readonly BoundingBox[], width: number, height: number): Uint8Array {
  const mask = new Uint8Array(width * height)
  for (const { x, y, w, h } of movers) {
    const left = Math.max(0, Math.floor(x - MARGIN * w - 1))
    const right = Math.min(width, Math.ceil(x + w + MARGIN * w + 1))
    const bottom = Math.min(height, Math.ceil(y + h + MARGIN * w + 1))
    for (let row = Math.max(0, Math.floor(y - MARGIN * w - 1)); row < bottom; row++)
      if (right > left) mask.fill(1, row * width + left, row * width + right)
  }
  return mask
}

/** Whether the mask reaches the blob's box or borders on it. */
export function touches(
  { left, top, right, bottom }: Blob,
  mask: Uint8Array,
  width: number,
  height: number,
): boolean {
  for (let y = Math.max(0, top - 1); y <= Math.min(height - 1, bottom + 1); y++)
    for (let x = Math.max(0, left - 1); x <= Math.min(width - 1, right + 1); x++)
      if (mask[y * width + x]) return true
  return false
}
