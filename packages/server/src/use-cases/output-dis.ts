/** A job's data stream: from the wire's `output.dis` to the stored one. */
import type { TaskOutput } from '@vigia/contract'
import type { DisOutput } from '@vigia/core'
import { invalid } from './invalid.js'
import type { JobDeps } from './job-deps.js'

/** @throws ApiError naming the field */
export async function toDis(
  _deps: JobDeps,
  _projectId: string,
  _dis: NonNullable<TaskOutput['dis']>,
): Promise<DisOutput> {
  throw invalid('output.dis: data streams are not available in this release; use output.webhook')
}
