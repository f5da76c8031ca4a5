/** Whether an algorithm can work on what a job reads. */
import type { Algorithm, DirectInput, JobInput } from '@vigia/core'
import { invalid } from './invalid.js'

/**
 * @param reads what each item of the input is when it runs
 * @throws ApiError naming the item and the kinds that the service takes
 */
export function checkInputKind(
  { serviceName, inputs: kinds }: Pick<Algorithm, 'serviceName' | 'inputs'>,
  inputs: readonly JobInput[],
  reads: readonly DirectInput[],
): void {
  if (!kinds) return
  inputs.forEach((input, i) => {
    const { type } = reads[i]!
    if (kinds.includes(type)) return
    const field = input.type === 'video_source' ? `input.data[${i}].video_source_id` : 'input.type'
    throw invalid(`${field}: ${serviceName} does not work on ${type}; it takes ${kinds.join(', ')}`)
  })
}
