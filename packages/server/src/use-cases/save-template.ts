/** `is_saved_as_template`: the config of a job is kept with the registered source that it reads. */
import type { Job, Template } from '@vigia/core'
import { dashedId } from './dashed-id.js'
import { invalid } from './invalid.js'
import type { JobDeps } from './job-deps.js'

/**
 * One template for each source that the jobs read, named like the first job on it.
 * @param isAsked `is_saved_as_template`
 * @throws ApiError when a job reads no registered source
 */
export function templatesOf(
  deps: Pick<JobDeps, 'ids' | 'clock'>,
  jobs: Job[],
  isAsked: boolean | undefined,
): Template[] {
  if (!isAsked) return []
  const templates = new Map<string, Template>()
  for (const { sourceId, serviceName, name, spec } of jobs) {
    if (sourceId === undefined)
      throw invalid(
        'is_saved_as_template: templates belong to registered video sources; give input.type video_source, or leave it out',
      )
    if (templates.has(sourceId)) continue
    const now = deps.clock.now()
    const id = dashedId(deps.ids.hex32())
    templates.set(sourceId, {
      id,
      sourceId,
      serviceName,
      name,
      common: spec.common,
      createdAt: now,
      updatedAt: now,
    })
  }
  return [...templates.values()]
}
