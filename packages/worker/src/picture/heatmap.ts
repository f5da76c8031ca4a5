/** A grid of counts as a picture: a smooth map of density, or one dot per cell. */
import type { HeatGrid } from '@vigia/core'
import sharp from 'sharp'
import { Canvas, type Colour } from './canvas.js'

/** From nothing to the grid's largest value. */
const RAMP: readonly Colour[] = [
  [13, 17, 48],
  [32, 72, 176],
  [24, 168, 156],
  [236, 205, 60],
  [222, 48, 36],
]
const QUALITY = 85

/**
 * @param grid values of 0 and more, row by row; its largest value takes the ramp's last colour
 * @param width picture in pixels, at least the grid's columns
 * @returns JPEG
 * @throws RangeError when the grid has not cols × rows values
 */
export async function renderHeatmap(
  grid: HeatGrid,
  style: 'density' | 'points',
  width: number,
  height: number,
): Promise<Uint8Array> {
  const { cols, rows, values } = grid
  if (cols < 1 || rows < 1 || values.length !== cols * rows)
    throw new RangeError(`a heat grid of ${cols} x ${rows} needs ${cols * rows} values, not ${values.length}`)
  let top = 0
  for (const value of values) if (value > top) top = value
  const share = (value: number) => (top > 0 && value > 0 ? value / top : 0)
  if (style === 'density') {
    const cells = new Canvas(new Uint8Array(cols * rows * 3), cols, rows)
    for (const [i, value] of values.entries())
      cells.fill(i % cols, Math.floor(i / cols), 1, 1, colourOf(share(value)))
    return sharp(cells.rgb, { raw: { width: cols, height: rows, channels: 3 } })
      .resize(width, height, { fit: 'fill', kernel: 'cubic' })
      .jpeg({ quality: QUALITY })
      .toBuffer()
  }
  const canvas = new Canvas(new Uint8Array(width * height * 3), width, height)
  canvas.fill(0, 0, width, height, RAMP[0]!)
  const cell = Math.min(width / cols, height / rows)
  values.forEach((value, i) => {
    if (share(value) === 0) return
    const side = Math.max(2, cell * (0.3 + 0.6 * share(value)))
    const x = ((i % cols) + 0.5) * (width / cols)
    const y = (Math.floor(i / cols) + 0.5) * (height / rows)
    canvas.fill(x - side / 2, y - side / 2, side, side, colourOf(0.25 + 0.75 * share(value)))
  })
  return sharp(canvas.rgb, { raw: { width, height, channels: 3 } })
    .jpeg({ quality: QUALITY })
    .toBuffer()
}

function colourOf(share: number): Colour {
  const place = Math.min(1, Math.max(0, share)) * (RAMP.length - 1)
  const index = Math.min(RAMP.length - 2, Math.floor(place))
  const from = RAMP[index]!
  const to = RAMP[index + 1]!
  const mix = (a: number, b: number) => Math.round(a + (b - a) * (place - index))
  return [mix(from[0], to[0]), mix(from[1], to[1]), mix(from[2], to[2])]
}
