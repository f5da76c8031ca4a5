/** Pixels that belong together: connected components of a mask, over gaps of one pixel. */

export interface Blob {
  /** Indices of its pixels, at least one. */
  pixels: number[]
  /** Of the picture's pixels, the last column and row included. */
  left: number
  top: number
  right: number
  bottom: number
}

/** Pixels this far apart still belong together. */
const REACH = 2

/**
 * @param isIn whether the pixel of this index belongs to a blob
 * @returns in the order of their first pixel, row by row
 */
export function blobsOf(width: number, height: number, isIn: (index: number) => boolean): Blob[] {
  const left = new Uint8Array(width * height)
  for (let i = 0; i < left.length; i++) if (isIn(i)) left[i] = 1
  const blobs: Blob[] = []
  for (let i = left.indexOf(1); i >= 0; i = left.indexOf(1, i)) blobs.push(grow(i, left, width, height))
  return blobs
}

/** Takes a blob's pixels out of `left`. */
function grow(from: number, left: Uint8Array, width: number, height: number): Blob {
  const blob: Blob = { pixels: [from], left: width, top: height, right: 0, bottom: 0 }
  left[from] = 0
  for (let k = 0; k < blob.pixels.length; k++) {
    const x = blob.pixels[k]! % width
    const y = (blob.pixels[k]! - x) / width
    blob.left = Math.min(blob.left, x)
    blob.right = Math.max(blob.right, x)
    blob.top = Math.min(blob.top, y)
    blob.bottom = Math.max(blob.bottom, y)
    for (let row = Math.max(0, y - REACH); row <= Math.min(height - 1, y + REACH); row++)
      for (let at = Math.max(0, x - REACH); at <= Math.min(width - 1, x + REACH); at++) {
        const i = row * width + at
        if (!left[i]) continue
        left[i] = 0
        blob.pixels.push(i)
      }
  }
  return blob
}
