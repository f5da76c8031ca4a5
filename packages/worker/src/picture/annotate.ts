/** A frame with boxes, regions and lines on it, as JPEG. Pixels are drawn here: an SVG overlay costs 3.5 times more. */
import type { Drawing } from '@vigia/core'
import sharp from 'sharp'
import { Canvas, type Colour, type Point } from './canvas.js'
import { yuvToRgb } from './yuv-to-rgb.js'

const REGION: Colour = [255, 214, 10]
const LEGAL: Colour = [48, 176, 80]
const ALARM: Colour = [255, 59, 48]
const OBJECT: Colour = [52, 199, 89]
const LINE: Colour = [100, 210, 255]

/**
 * @param yuv yuv420p at width × height, tightly packed
 * @param drawing in pixels of this frame; parts outside of it are cut off
 * @param quality JPEG quality, 20-100; other values are brought into that range
 * @throws RangeError when the buffer does not hold a picture of this size
 */
export async function annotate(
  yuv: Uint8Array,
  width: number,
  height: number,
  drawing: Drawing,
  quality: number,
): Promise<Uint8Array> {
  const canvas = new Canvas(yuvToRgb(yuv, width, height), width, height)
  draw(canvas, drawing)
  const bounded = Math.min(100, Math.max(20, Math.round(quality)))
  return sharp(canvas.rgb, { raw: { width, height, channels: 3 } })
    .jpeg({ quality: bounded })
    .toBuffer()
}

/** Regions first, alarms last, so that what matters most lies on top. */
export function draw(canvas: Canvas, drawing: Drawing): void {
  const thick = Math.min(4, Math.max(2, Math.round(canvas.height / 360)))
  const letters = Math.max(1, Math.round(canvas.height / 480))
  for (const { points, name, color } of drawing.polygons) {
    const colour = color === 'legal' ? LEGAL : REGION
    for (const [i, point] of points.entries())
      canvas.line(point, points[(i + 1) % points.length]!, thick, colour)
    const corner = topLeft(points)
    if (name && corner) canvas.label(name, corner[0], corner[1], letters, colour)
  }
  for (const { points, name } of drawing.lines) {
    canvas.line(points[0], points[1], thick, LINE)
    if (name) canvas.label(name, points[0][0], points[0][1], letters, LINE)
  }
  const ordered = [...drawing.boxes].sort((a, b) => Number(a.color === 'alarm') - Number(b.color === 'alarm'))
  for (const box of ordered) {
    const colour = box.color === 'alarm' ? ALARM : OBJECT
    canvas.rectangle(box.x, box.y, box.w, box.h, thick, colour)
    if (box.label) canvas.label(box.label, box.x, box.y - 9 * letters, letters, colour)
  }
}

function topLeft(points: readonly Point[]): Point | undefined {
  return points.reduce<Point | undefined>(
    (best, point) => (!best || point[0] + point[1] < best[0] + best[1] ? point : best),
    undefined,
  )
}
