/** A job's objects: from the wire's `output.obs` to the stored one. */
import type { TaskOutput } from '@vigia/contract'
import type { ObsOutput } from '@vigia/core'
import { invalid } from './invalid.js'
import type { JobDeps } from './job-deps.js'

/** @throws ApiError naming the field */
export async function toObs(
  _deps: JobDeps,
  _projectId: string,
  _obs: NonNullable<TaskOutput['obs']>,
): Promise<ObsOutput> {
  throw invalid('output.obs: object storage is not available in this release; use output.webhook')
}
