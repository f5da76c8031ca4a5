/** The small pictures that quality is judged on. */

/**
 * Luma and colour differences in limited range (black 16, white 235, grey 128), planes tightly packed. About 320 pixels
 * wide: a defect that is not seen there does not hinder an analysis either.
 */
export interface SmallPicture {
  width: number
  height: number
  luma: Uint8Array
  /** Blue and red difference, each half as wide and high, rounded down. */
  cb: Uint8Array
  cr: Uint8Array
}

/** One plane of luma. */
export interface Plane {
  width: number
  height: number
  luma: Uint8Array
}

/**
 * By the matrix of BT.601, whatever the source was coded by: what is judged is the same everywhere.
 * @param rgb rgb24, rows of pixels
 * @throws RangeError when the bytes are not those of a picture of this size
 */
export function smallPicture(rgb: Uint8Array, width: number, height: number): SmallPicture {
  if (rgb.length !== 3 * width * height)
    throw new RangeError(`rgb24 of ${width} x ${height} has ${3 * width * height} bytes, not ${rgb.length}`)
  const [w, h] = [width >> 1, height >> 1]
  const luma = new Uint8Array(width * height)
  for (let i = 0; i < luma.length; i++)
    luma[i] = 16.5 + 0.257 * rgb[3 * i]! + 0.504 * rgb[3 * i + 1]! + 0.098 * rgb[3 * i + 2]!
  const cb = new Uint8Array(w * h)
  const cr = new Uint8Array(w * h)
  for (let y = 0; y < h; y++) {
    for (let x = 0; x < w; x++) {
      const above = 3 * (2 * y * width + 2 * x)
      const below = above + 3 * width
      const of = (c: number): number =>
        (rgb[above + c]! + rgb[above + 3 + c]! + rgb[below + c]! + rgb[below + 3 + c]!) / 4
      const [r, g, b] = [of(0), of(1), of(2)]
      cb[y * w + x] = 128.5 - 0.148 * r - 0.291 * g + 0.439 * b
      cr[y * w + x] = 128.5 + 0.439 * r - 0.368 * g - 0.071 * b
    }
  }
  return { width, height, luma, cb, cr }
}

/** Half as wide and high: each pixel the mean of four. */
export function halved({ width, height, luma }: Plane): Plane {
  const [w, h] = [width >> 1, height >> 1]
  const half = new Uint8Array(w * h)
  for (let y = 0; y < h; y++) {
    for (let x = 0; x < w; x++) {
      const at = 2 * y * width + 2 * x
      half[y * w + x] = (luma[at]! + luma[at + 1]! + luma[at + width]! + luma[at + width + 1]! + 2) >> 2
    }
  }
  return { width: w, height: h, luma: half }
}

/** Mean absolute difference of two planes of one size, levels of 255. */
export function difference(a: Plane, b: Plane): number {
  let sum = 0
  for (let i = 0; i < a.luma.length; i++) sum += Math.abs(a.luma[i]! - b.luma[i]!)
  return sum / a.luma.length
}

export const isSameSize = (a: Plane, b: Plane): boolean => a.width === b.width && a.height === b.height
