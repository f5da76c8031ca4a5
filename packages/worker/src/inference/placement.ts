/** Where a picture lies in the model's input, and how it gets there. */
import type { Placement } from '../models/manifest.js'
import { scaleInto } from './scale.js'

/** Pixels. */
export interface Size {
  width: number
  height: number
}

/** The rectangle of the input that the picture fills; the rest is padding. */
export interface Placed extends Size {
  x: number
  y: number
}

/**
 * A picture that fits and reaches across the input is taken as it is, one pixel short being near enough: it was made for
 * this model. Every other one is scaled.
 */
export function place(picture: Size, input: Size, placement: Placement): Placed {
  const size = placement === 'stretch' ? { width: input.width, height: input.height } : fit(picture, input)
  const [right, below] = [input.width - size.width, input.height - size.height]
  const isCentred = placement === 'letterbox-centre'
  return { ...size, x: isCentred ? Math.floor(right / 2) : 0, y: isCentred ? Math.floor(below / 2) : 0 }
}

function fit(picture: Size, input: Size): Size {
  const [right, below] = [input.width - picture.width, input.height - picture.height]
  if (right >= 0 && below >= 0 && (right <= 1 || below <= 1)) return picture
  const scale = Math.min(input.width / picture.width, input.height / picture.height)
  const side = (length: number, most: number) => Math.min(most, Math.max(1, Math.round(length * scale)))
  return { width: side(picture.width, input.width), height: side(picture.height, input.height) }
}

/**
 * Writes the picture to its place in `canvas`, the input's size in RGB rows, and fills the rest with `padValue`.
 * @param rgb rows of RGB pixels of `picture`'s size
 */
export function putInto(
  canvas: Uint8Array,
  input: Size,
  rgb: Uint8Array,
  picture: Size,
  placed: Placed,
  padValue: number,
): void {
  const row = input.width * 3
  const [left, right] = [placed.x * 3, (placed.x + placed.width) * 3]
  const bottom = placed.y + placed.height
  canvas.fill(padValue, 0, placed.y * row)
  canvas.fill(padValue, bottom * row)
  if (right - left < row)
    for (let y = placed.y; y < bottom; y++) {
      canvas.fill(padValue, y * row, y * row + left)
      canvas.fill(padValue, y * row + right, (y + 1) * row)
    }
  const content = picture.width * 3
  if (placed.width !== picture.width || placed.height !== picture.height) {
    scaleInto(canvas, row, rgb, picture, placed)
  } else if (content === row) {
    canvas.set(rgb, placed.y * row)
  } else {
    for (let y = 0; y < placed.height; y++)
      canvas.set(rgb.subarray(y * content, (y + 1) * content), (placed.y + y) * row + left)
  }
}
