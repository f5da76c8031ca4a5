/** Boxes as networks write them, to corners. */
import type { Corners } from '../suppression.js'

export function fromCentre(cx: number, cy: number, w: number, h: number): Corners {
  return { x1: cx - w / 2, y1: cy - h / 2, x2: cx + w / 2, y2: cy + h / 2 }
}

export function times({ x1, y1, x2, y2 }: Corners, sx: number, sy: number): Corners {
  return { x1: x1 * sx, y1: y1 * sy, x2: x2 * sx, y2: y2 * sy }
}
