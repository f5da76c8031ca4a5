/** From what a head found in the model's input to detections in the picture. */
import type { Detection } from '@vigia/core'
import type { ScoredBox } from './heads/index.js'
import type { Placed, Size } from './placement.js'
import { suppress } from './suppression.js'

const MOST_DETECTIONS = 100

export interface Finish {
  picture: Size
  placed: Placed
  labels: readonly (string | null)[]
  /** IoU; undefined where nothing is to be suppressed. */
  overlap: number | undefined
}

/**
 * Detections in pixels of the picture, clipped to it, best first, at most 100, scores at most 1; boxes without area, and
 * what has no finite numbers, are left out. Columns with the same label are one class.
 * @param found best first
 */
export function finish(
  found: readonly ScoredBox[],
  { picture, placed, labels, overlap }: Finish,
): Detection[] {
  const sx = picture.width / placed.width
  const sy = picture.height / placed.height
  const boxes: ScoredBox[] = []
  for (const { corners, column, score } of found) {
    // A network gone wrong gives numbers without end; clipped they would be boxes over the whole picture.
    if (!Object.values(corners).every(Number.isFinite) || !Number.isFinite(score)) continue
    const inside = {
      x1: clamp((corners.x1 - placed.x) * sx, picture.width),
      y1: clamp((corners.y1 - placed.y) * sy, picture.height),
      x2: clamp((corners.x2 - placed.x) * sx, picture.width),
      y2: clamp((corners.y2 - placed.y) * sy, picture.height),
    }
    if (inside.x2 > inside.x1 && inside.y2 > inside.y1)
      boxes.push({ corners: inside, column: labels.indexOf(labels[column]!), score: Math.min(score, 1) })
  }
  const kept =
    overlap === undefined ? boxes.slice(0, MOST_DETECTIONS) : suppress(boxes, overlap, MOST_DETECTIONS)
  return kept.map(({ corners: { x1, y1, x2, y2 }, column, score }) => ({
    box: { x: x1, y: y1, w: x2 - x1, h: y2 - y1 },
    label: labels[column]!,
    score,
  }))
}

function clamp(value: number, most: number): number {
  return Math.min(Math.max(value, 0), most)
}
