/** From the wire's input, output and config to what a run needs; refuses by name what this release cannot do. */
import type { CreateTaskV1 } from '@vigia/contract'
import type { JobSpec, Release } from '@vigia/core'
import { checkCommon } from './common-parameters.js'
import { invalid } from './invalid.js'
import type { JobDeps } from './job-deps.js'
import { toInputs } from './job-input.js'
import { type OutputOwner, toOutput } from './job-output.js'
import { requireModels } from './require-models.js'

type Body = Omit<CreateTaskV1, 'name' | 'service_version'>

/**
 * One spec per input item, in the request's order.
 * @throws ApiError naming the field
 */
export async function toSpecs(
  deps: JobDeps,
  owner: OutputOwner,
  release: Release,
  body: Body,
): Promise<JobSpec[]> {
  const shared = await toSharedSpec(deps, owner, release, body)
  const inputs = await toInputs(deps, body.input, undefined)
  return inputs.map((input) => ({ input, ...shared }))
}

/**
 * What the jobs of one request have in common.
 * @throws ApiError naming the field
 */
export async function toSharedSpec(
  deps: JobDeps,
  owner: OutputOwner,
  release: Release,
  body: Omit<Body, 'input'>,
): Promise<Omit<JobSpec, 'input'>> {
  refuseUnavailable(body)
  const common = body.config?.common ?? body.service_config?.common ?? {}
  checkCommon(release, common)
  await requireModels(deps, release, common, 'create')
  return { output: await toOutput(deps, owner, body.output, undefined), common }
}

/** @throws ApiError naming a member that this installation has no use for, and that would be lost silently */
export function refuseUnavailable(body: Pick<Body, 'edge_pool_id' | 'timing'>): void {
  if (body.timing !== undefined) {
    throw invalid('timing: is what older services had for schedule; give the windows as schedule')
  }
  if (body.edge_pool_id !== undefined) {
    throw invalid('edge_pool_id: this installation has no edge pools; leave it out')
  }
}
