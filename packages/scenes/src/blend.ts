/** Puts sprites, light and rain onto an rgb24 picture, in place. */
import type { Sprite } from './svg.js'

export interface Picture {
  /** rgb24, row by row. */
  data: Uint8Array
  width: number
  height: number
}

/** Draws the sprite with its anchor at (x, y) in pixels; what lies outside the picture is cut off. */
export function drawSprite(picture: Picture, sprite: Sprite, x: number, y: number): void {
  const [left, top] = [x - sprite.anchor.x, y - sprite.anchor.y]
  const [firstCol, lastCol] = [Math.max(0, -left), Math.min(sprite.width, picture.width - left)]
  const [firstRow, lastRow] = [Math.max(0, -top), Math.min(sprite.height, picture.height - top)]
  for (let row = firstRow; row < lastRow; row++) {
    let from = (row * sprite.width + firstCol) * 4
    let to = ((top + row) * picture.width + left + firstCol) * 3
    for (let col = firstCol; col < lastCol; col++, from += 4, to += 3)
      mix(picture.data, to, sprite.data, from)
  }
}

/** Lays a sheet of the picture's size over it, moved down by `shift` rows and going on at the top. */
export function overlay(picture: Picture, sheet: Sprite, shift: number): void {
  const { width, height } = picture
  for (let row = 0; row < height; row++) {
    let from = ((row - shift + height) % height) * width * 4
    let to = row * width * 3
    for (let col = 0; col < width; col++, from += 4, to += 3) mix(picture.data, to, sheet.data, from)
  }
}

/** Multiplies the picture with a map of its size, 255 being full light. */
export function multiply(picture: Picture, light: Uint8Array): void {
  const { data } = picture
  // (a * b * 257 + 32768) >> 16 is a * b / 255 rounded, without a division for each of the 2.7 million bytes.
  for (let i = 0; i < data.length; i++) data[i] = (data[i]! * light[i]! * 257 + 32_768) >> 16
}

function mix(target: Uint8Array, to: number, source: Uint8Array, from: number): void {
  const alpha = source[from + 3]!
  if (alpha === 0) return
  const rest = 255 - alpha
  for (let c = 0; c < 3; c++)
    target[to + c] = Math.round((source[from + c]! * alpha + target[to + c]! * rest) / 255)
}
