/** Whether lines and regions lie in the frame: known as soon as the size of the source is. */
import { ParameterError } from '../algorithms/algorithm.js'
import type { Point } from './box.js'
import { parseTargetRoi } from './target-roi.js'

/** Points so far outside, as a share of the frame's width or height, are slips of a hand that drew along the edge. */
const TOLERANCE = 0.01

/**
 * A region drawn on a larger picture watches the wrong place, or nothing, and nobody would be told.
 * @param width of the source in pixels; `height` likewise
 * @throws ParameterError for `target_roi` naming line or polygon, point and the frame's size
 */
export function checkRoiWithin(targetRoi: unknown, width: number, height: number): void {
  const { lines, polygons } = parseTargetRoi(targetRoi)
  const check = (place: string, points: readonly Point[]): void => {
    const at = points.findIndex(([x, y]) => x > width * (1 + TOLERANCE) || y > height * (1 + TOLERANCE))
    if (at < 0) return
    throw new ParameterError(
      'target_roi',
      `target_roi ${place}.data[${at}] is [${points[at]!.join(', ')}], outside of the frame, which is ${width} × ${height} pixels: give points of this picture, from the upper left corner.`,
    )
  }
  for (const [i, { points }] of lines.entries()) check(`lines[${i}]`, points)
  for (const [i, { points }] of polygons.entries()) check(`polygons[${i}]`, points)
}
