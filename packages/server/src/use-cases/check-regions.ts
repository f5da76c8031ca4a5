/** Whether a job's lines and regions lie in the picture of the registered source that it reads. */
import { checkRoiWithin, ParameterError, type VideoSource } from '@vigia/core'
import { invalid } from './invalid.js'

/**
 * A source that nobody has seen yet, and an input that is not registered, are judged by the run at its first frame.
 * @param common parameters that the algorithm takes
 * @throws ApiError naming line or region, point and the picture's size
 */
export function checkRegions(
  common: Record<string, unknown>,
  source: Pick<VideoSource, 'name' | 'frame'> | undefined,
): void {
  if (!source?.frame) return
  try {
    checkRoiWithin(common.target_roi, source.frame.width, source.frame.height)
  } catch (error) {
    if (!(error instanceof ParameterError)) throw error
    throw invalid(
      `config.common.target_roi: ${error.message} It is the picture of "${source.name}" as it was last looked at; a source that was saved anew is looked at anew.`,
    )
  }
}
