/** From the wire's input, output and config to what a run needs; refuses by name what this release cannot do. */
import { ApiError, type CreateTaskV1 } from '@vigia/contract'
import type { Algorithm, JobSpec } from '@vigia/core'
import { checkCommon } from './common-parameters.js'
import { checked, invalid } from './invalid.js'
import type { JobDeps } from './job-deps.js'
import { toOutput } from './job-output.js'
import { unmaskUrl } from './masks.js'

type Body = Omit<CreateTaskV1, 'name' | 'service_version'>

/**
 * One spec per input item, in the request's order.
 * @param before the stored spec on update: masked values in the request keep what was stored
 * @throws ApiError naming the field
 */
export async function toSpecs(
  deps: JobDeps,
  algorithm: Algorithm,
  body: Body,
  before?: JobSpec,
): Promise<JobSpec[]> {
  refuseUnavailable(body)
  const common = body.config?.common ?? body.service_config?.common ?? {}
  checkCommon(algorithm, common)
  const output = await toOutput(deps, body.output, before?.output)
  // All at once: fifty names that resolve slowly, one after the other, would outlast the client's patience.
  const specs = await Promise.all(
    body.input.data.map(async (data, position): Promise<JobSpec> => {
      const field = `input.data[${position}].url`
      if (data.url === undefined) throw invalid(`${field}: is required when input.type is url`)
      const url = unmaskUrl(field, data.url, before?.input.url)
      if (url !== before?.input.url) await checked(field, () => deps.checkMedia(url))
      return { input: { type: 'url', url, index: data.index ?? position }, output, common }
    }),
  )
  const indexes = specs.map((spec) => spec.input.index)
  const twice = indexes.findIndex((index, i) => indexes.indexOf(index) !== i)
  if (twice >= 0) {
    throw invalid(
      `input.data[${twice}].index: ${indexes[twice]} is there twice; leave index out or make each one different`,
    )
  }
  return specs
}

function refuseUnavailable(body: Body): void {
  if (body.schedule) {
    throw invalid(
      'schedule: jobs on a schedule are not available in this release; leave schedule out, then start and stop the job',
    )
  }
  if (body.edge_pool_id !== undefined) {
    throw invalid('edge_pool_id: this installation has no edge pools; leave it out')
  }
  if (body.is_saved_as_template) {
    throw invalid('is_saved_as_template: this installation keeps no templates; leave it out or send false')
  }
  if (body.resource_order_id !== undefined) {
    throw new ApiError(
      'VIAS.00010002',
      `resource_order_id: there is no order ${body.resource_order_id}; the services of this installation need none, leave it out`,
    )
  }
  if (body.input.type !== 'url') {
    throw invalid(
      `input.type: "${body.input.type}" is not available in this release; use "url" with the address of the file or stream`,
    )
  }
}
