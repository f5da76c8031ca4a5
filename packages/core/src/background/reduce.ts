/** The small picture that the background model works on: brightness only, a whole number of times smaller. */
import type { Plane } from '../quality/picture.js'

/** The small picture has about so many rows: a bag of 50 pixels in 1080 rows is 8 pixels wide there. */
const ROWS = 180
/** Samples taken along each axis of a cell: more cost time and change the mean by less than the noise of a camera. */
const SAMPLES = 3

/** How many times smaller than the source the small picture is, in each direction. */
export function reductionFor(height: number): number {
  return Math.max(1, Math.round(height / ROWS))
}

/**
 * Each pixel is the mean of up to nine samples of its cell; rows and columns that fill no whole cell are left out.
 * @param luma rows of `width` bytes, at least `height` of them: the first plane of a yuv420p picture
 */
export function reduceLuma(luma: Uint8Array, width: number, height: number, factor: number): Plane {
  const [w, h] = [Math.floor(width / factor), Math.floor(height / factor)]
  const small = new Uint8Array(w * h)
  const offsets = sampleOffsets(width, factor)
  const count = offsets.length
  for (let y = 0, out = 0; y < h; y++) {
    for (let x = 0, cell = y * factor * width; x < w; x++, cell += factor) {
      let sum = count >> 1
      for (let k = 0; k < count; k++) sum += luma[cell + offsets[k]!]!
      small[out++] = sum / count
    }
  }
  return { width: w, height: h, luma: small }
}

/** Evenly spread over the cell, relative to its first byte. */
function sampleOffsets(width: number, factor: number): number[] {
  const along = Math.min(SAMPLES, factor)
  const at = Array.from({ length: along }, (_, i) => Math.floor(((i + 0.5) * factor) / along))
  return at.flatMap((y) => at.map((x) => y * width + x))
}
