/** Rectangles, lines and text as pixels on an rgb24 picture; everything outside is cut off. */
import { GLYPH_HEIGHT, GLYPH_WIDTH, glyphRows } from './font.js'

export type Colour = readonly [red: number, green: number, blue: number]
export type Point = readonly [x: number, y: number]

export class Canvas {
  constructor(
    readonly rgb: Uint8Array,
    readonly width: number,
    readonly height: number,
  ) {}

  fill(x: number, y: number, w: number, h: number, [red, green, blue]: Colour): void {
    const left = Math.max(0, Math.round(x))
    const right = Math.min(this.width, Math.round(x + w))
    const bottom = Math.min(this.height, Math.round(y + h))
    for (let row = Math.max(0, Math.round(y)); row < bottom; row++) {
      let at = (row * this.width + left) * 3
      for (let column = left; column < right; column++, at += 3) {
        this.rgb[at] = red
        this.rgb[at + 1] = green
        this.rgb[at + 2] = blue
      }
    }
  }

  /** The outline lies inside the rectangle. */
  rectangle(x: number, y: number, w: number, h: number, thick: number, colour: Colour): void {
    this.fill(x, y, w, thick, colour)
    this.fill(x, y + h - thick, w, thick, colour)
    this.fill(x, y, thick, h, colour)
    this.fill(x + w - thick, y, thick, h, colour)
  }

  line(from: Point, to: Point, thick: number, colour: Colour): void {
    const visible = clip(from, to, this.width, this.height)
    if (!visible) return
    const [x0, y0, x1, y1] = visible
    const steps = Math.max(1, Math.ceil(Math.max(Math.abs(x1 - x0), Math.abs(y1 - y0))))
    for (let step = 0; step <= steps; step++) {
      const x = x0 + ((x1 - x0) * step) / steps
      const y = y0 + ((y1 - y0) * step) / steps
      this.fill(x - thick / 2, y - thick / 2, thick, thick, colour)
    }
  }

  /** Dark letters on a coloured ground; moved inside the picture where it would stick out. */
  label(text: string, x: number, y: number, scale: number, ground: Colour): void {
    const shown = Array.from(text).slice(0, LABEL_LENGTH)
    const w = (shown.length * (GLYPH_WIDTH + 1) + 1) * scale
    const h = (GLYPH_HEIGHT + 2) * scale
    const left = Math.round(Math.max(0, Math.min(x, this.width - w)))
    const top = Math.round(Math.max(0, Math.min(y, this.height - h)))
    this.fill(left, top, w, h, ground)
    shown.forEach((character, index) => {
      const start = left + (index * (GLYPH_WIDTH + 1) + 1) * scale
      glyphRows(character).forEach((bits, row) => {
        for (let column = 0; column < GLYPH_WIDTH; column++)
          if (bits & (1 << (GLYPH_WIDTH - 1 - column)))
            this.fill(start + column * scale, top + (row + 1) * scale, scale, scale, INK)
      })
    })
  }
}

const LABEL_LENGTH = 40
const INK: Colour = [16, 16, 16]

/** Liang-Barsky: the part of a line inside the picture, so that a far-off point costs no pixels. */
function clip(
  [x0, y0]: Point,
  [x1, y1]: Point,
  width: number,
  height: number,
): [number, number, number, number] | undefined {
  const dx = x1 - x0
  const dy = y1 - y0
  if (!Number.isFinite(dx) || !Number.isFinite(dy)) return undefined
  let enter = 0
  let leave = 1
  const edges: [number, number][] = [
    [-dx, x0],
    [dx, width - x0],
    [-dy, y0],
    [dy, height - y0],
  ]
  for (const [step, distance] of edges) {
    if (step === 0 && distance < 0) return undefined
    if (step < 0) enter = Math.max(enter, distance / step)
    else if (step > 0) leave = Math.min(leave, distance / step)
  }
  if (enter > leave) return undefined
  return [x0 + enter * dx, y0 + enter * dy, x0 + leave * dx, y0 + leave * dy]
}
