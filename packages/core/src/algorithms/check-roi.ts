/** Checks that the detections switched on have a line or region to work on. */
import { parseTargetRoi } from '../geometry/target-roi.js'
import { ParameterError } from './algorithm.js'

/**
 * Throws ParameterError when `target_roi` is faulty, or when it holds only what no switched-on detection looks at, so
 * that the job could never tell anything.
 */
export function checkRoi(
  targetRoi: unknown,
  on: { lines: boolean; regions: boolean; wholeFrame?: boolean },
): void {
  const { lines, polygons } = parseTargetRoi(targetRoi)
  if (lines.length + polygons.length === 0 || on.wholeFrame) return
  if ((on.lines && lines.length > 0) || (on.regions && polygons.length > 0)) return
  const [has, lacks] = lines.length > 0 ? ['lines', 'polygons'] : ['polygons', 'lines']
  throw new ParameterError(
    'target_roi',
    `target_roi holds only ${has}, but no detection that is switched on looks at ${has}: add ${lacks}, or switch on the detection for ${has}.`,
  )
}
