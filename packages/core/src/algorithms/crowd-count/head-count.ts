/** Who is counted in a frame, and in which region. Each frame is counted by itself: in a crowd tracks come and go. */
import { footPoint, type Point } from '../../geometry/box.js'
import { contains } from '../../geometry/polygon.js'
import type { RoiPolygon } from '../../geometry/target-roi.js'
import type { AnalysedFrame, Detection, Facts, HeatGrid } from '../algorithm.js'

/** Weaker detections are half noise; the tracker starts no track with them either. */
const LEAST_SCORE = 0.4
const COLUMNS = 80

export interface Counted {
  box: Detection['box']
  /** Where it stands, pixels of the frame. */
  foot: Point
}

export function counted(frame: AnalysedFrame, label: string): Counted[] {
  const { width, height } = frame
  return (frame.detections ?? frame.objects.filter(({ seen }) => seen))
    .filter((found) => found.label === label && found.score >= LEAST_SCORE)
    .map(({ box }) => ({ box, foot: footPoint(box, width, height) }))
}

export function within(all: readonly Counted[], { points }: RoiPolygon): Counted[] {
  return all.filter(({ foot }) => contains(points, foot))
}

/**
 * People per cell of a grid of 80 columns: each is spread as a round bell as wide as his box, which sums to one.
 * @param width @param height of the frame in pixels
 */
export function densityOf(people: readonly Counted[], width: number, height: number): HeatGrid {
  const rows = Math.max(1, Math.round((COLUMNS * height) / width))
  const values = new Float32Array(COLUMNS * rows)
  for (const { foot, box } of people) {
    const [x, y] = [(foot[0] / width) * COLUMNS, (foot[1] / height) * rows]
    spread(values, rows, x, y, Math.max(1, ((box.w / width) * COLUMNS) / 2))
  }
  return { cols: COLUMNS, rows, values }
}

function spread(values: Float32Array, rows: number, x: number, y: number, deviation: number): void {
  const cells: [number, number][] = []
  let sum = 0
  const reach = 2 * deviation
  for (let row = Math.max(0, Math.floor(y - reach)); row <= Math.min(rows - 1, y + reach); row++)
    for (let col = Math.max(0, Math.floor(x - reach)); col <= Math.min(COLUMNS - 1, x + reach); col++) {
      const share = Math.exp(-((col + 0.5 - x) ** 2 + (row + 0.5 - y) ** 2) / (2 * deviation ** 2))
      cells.push([row * COLUMNS + col, share])
      sum += share
    }
  for (const [cell, share] of cells) values[cell]! += share / sum
}

/** @param tiles columns x rows, as the parameter `detection_tiles` has it */
export function tileFacts(tiles: string, seconds: number): Facts {
  const [columns = 1, rows = 1] = tiles.split('x').map(Number)
  return columns * rows > 1 ? { tiles: { columns, rows, everyMs: seconds * 1000 } } : {}
}
