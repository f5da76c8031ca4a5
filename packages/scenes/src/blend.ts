/** Puts sprites, light, rain and snow onto an rgb24 picture, in place. */
import { CLOUD_CELL, type CoarseLight } from './shadows.js'
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

/**
 * Lays a sheet of the picture's size over it, moved down by `rows` and going on at the top; what is below that row is
 * moved sideways by `below` columns, what is above by `above`.
 */
export function overlay(
  picture: Picture,
  sheet: Sprite,
  { rows, below, above }: { rows: number; below: number; above: number },
): void {
  const { width, height } = picture
  for (let row = 0; row < height; row++) {
    const start = ((row - rows + height) % height) * width
    const aside = row < rows ? above : below
    let to = row * width * 3
    for (let col = 0; col < width; col++, to += 3) {
      const from = (start + ((col + aside) % width)) * 4
      if (sheet.data[from + 3] !== 0) mix(picture.data, to, sheet.data, from)
    }
  }
}

/** Moves the picture; what comes in at an edge is that edge's last row or column. */
export function shifted(picture: Picture, dx: number, dy: number, into: Uint8Array): void {
  const { data, width, height } = picture
  for (let row = 0; row < height; row++) {
    const from = Math.min(height - 1, Math.max(0, row - dy)) * width * 3
    const to = row * width * 3
    const [first, last] = [Math.max(0, dx), Math.min(width, width + dx)]
    into.set(data.subarray(from + (first - dx) * 3, from + (last - dx) * 3), to + first * 3)
    for (let col = 0; col < first; col++) into.set(data.subarray(from, from + 3), to + col * 3)
    const edge = from + (width - 1) * 3
    for (let col = last; col < width; col++) into.set(data.subarray(edge, edge + 3), to + col * 3)
  }
}

/** Multiplies the picture with a coarse map, evenly between the middles of its cells. */
export function shade({ data, width, height }: Picture, { cols, values }: CoarseLight): void {
  for (let row = 0, to = 0; row < height; row++) {
    const y = row / CLOUD_CELL
    const [top, fy] = [Math.floor(y) * cols, y - Math.floor(y)]
    for (let col = 0; col < width; col++, to += 3) {
      const x = col / CLOUD_CELL
      const left = Math.floor(x)
      const fx = x - left
      const at = top + left
      const high = values[at]! * (1 - fx) + values[at + 1]! * fx
      const low = values[at + cols]! * (1 - fx) + values[at + cols + 1]! * fx
      const light = high * (1 - fy) + low * fy
      data[to] = data[to]! * light
      data[to + 1] = data[to + 1]! * light
      data[to + 2] = data[to + 2]! * light
    }
  }
}

/** Multiplies the picture with the part of a larger map that begins at (left, top); the map has `wide` columns. */
export function multiplyPart(
  { data, width, height }: Picture,
  map: Uint8Array,
  wide: number,
  left: number,
  top: number,
): void {
  for (let row = 0, to = 0; row < height; row++) {
    let from = ((top + row) * wide + left) * 3
    for (let i = 0; i < width * 3; i++, from++, to++) data[to] = (data[to]! * map[from]! * 257 + 32_768) >> 16
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
