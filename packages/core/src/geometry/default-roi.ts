/** The lines and regions a job watches: its own, or the defaults where it names none. */
import type { Point } from './box.js'
import { parseTargetRoi, type RoiPolygon, type TargetRoi } from './target-roi.js'

/**
 * Lines and regions for a frame of this size in pixels. The defaults (algorithms-io A.2) stand in only when the job
 * gives neither a line nor a region: who draws a region alone does not expect alarms from a line he never drew.
 */
export function roiFor(targetRoi: unknown, width: number, height: number): TargetRoi {
  const roi = parseTargetRoi(targetRoi)
  return roi.lines.length + roi.polygons.length > 0 ? roi : defaultRoi(width, height)
}

/** Of algorithms that look at regions only: their own, or the whole frame. Lines are left out. */
export function regionsFor(targetRoi: unknown, width: number, height: number): RoiPolygon[] {
  const { polygons } = parseTargetRoi(targetRoi)
  return polygons.length > 0 ? polygons : [{ points: wholeFrame(width, height) }]
}

/** The outline of the frame. */
export function wholeFrame(width: number, height: number): Point[] {
  return [
    [0, 0],
    [width, 0],
    [width, height],
    [0, height],
  ]
}

/** The middle half of the horizontal centre line, and the centred rectangle of half the width and half the height. */
function defaultRoi(width: number, height: number): TargetRoi {
  const [left, right] = [Math.round(width / 4), Math.round((3 * width) / 4)]
  const [top, bottom] = [Math.round(height / 4), Math.round((3 * height) / 4)]
  const middle = Math.round(height / 2)
  return {
    lines: [
      {
        points: [
          [left, middle],
          [right, middle],
        ],
        side1: 'Side1',
        side2: 'Side2',
      },
    ],
    polygons: [
      {
        points: [
          [left, top],
          [right, top],
          [right, bottom],
          [left, bottom],
        ],
      },
    ],
  }
}
