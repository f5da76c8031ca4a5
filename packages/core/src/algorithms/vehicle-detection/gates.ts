/** The lines at which vehicles are told, and the regions in which the lines count. */
import { wholeFrame } from '../../geometry/default-roi.js'
import { parseTargetRoi, type RoiLine, type RoiPolygon, type TargetRoi } from '../../geometry/target-roi.js'

/** Where the default line lies: share of the region's height from its top (algorithms-io A.2). */
const DEFAULT_LINE_AT = 0.7

/** Lines and regions for a frame of this size in pixels. @throws ParameterError for a faulty `target_roi` */
export function gatesFor(targetRoi: unknown, width: number, height: number): TargetRoi {
  const roi = parseTargetRoi(targetRoi)
  const polygons = roi.polygons.length > 0 ? roi.polygons : [{ points: wholeFrame(width, height) }]
  return { polygons, lines: roi.lines.length > 0 ? roi.lines : polygons.map(enterLine) }
}

/** Across the region's bounding rectangle. */
function enterLine({ points }: RoiPolygon): RoiLine {
  const [xs, ys] = [points.map(([x]) => x), points.map(([, y]) => y)]
  const [top, bottom] = [Math.min(...ys), Math.max(...ys)]
  const at = Math.round(top + DEFAULT_LINE_AT * (bottom - top))
  return {
    points: [
      [Math.min(...xs), at],
      [Math.max(...xs), at],
    ],
    side1: 'Side1',
    side2: 'Side2',
    type: 0,
  }
}
