/** Live pictures of sources, registered or about to be. */
import { ApiError, type PreviewVideoSource } from '@vigia/contract'
import { type LivePicture, ViewsTaken } from '@vigia/core'
import type { Caller, JobDeps } from './job-deps.js'
import { toSourceInput, toSourceType } from './source-input.js'
import { findVideoSource } from './video-sources.js'

export interface SourceView {
  /** @throws ApiError VIAS.00010012 when as many sources are looked at as may be */
  latest(): { picture: LivePicture | undefined; status: string }
  /** False when the source is gone, or was changed. */
  goesOn(): Promise<boolean>
}

/** @throws ApiError VIAS.00010002 */
export async function viewSource(deps: JobDeps, caller: Caller, id: string): Promise<SourceView> {
  const { projectId, updatedAt: version, input } = await findVideoSource(deps, caller, id)
  return {
    latest: () => whileThereIsRoom(() => deps.views.latest({ sourceId: id, projectId, version, input })),
    goesOn: async () => (await deps.video.source(projectId, id))?.updatedAt === version,
  }
}

/** @throws ApiError naming the field, or VIAS.00010012 with the reason why there is no picture */
export async function previewSource(
  deps: JobDeps,
  { projectId }: Caller,
  body: PreviewVideoSource,
): Promise<LivePicture> {
  const type = toSourceType(body.type, body.access_type)
  const input = await toSourceInput(deps, type, body.type_config, undefined)
  const seen = await deps.views.once(projectId, input).catch(explained)
  if ('jpeg' in seen) return seen
  throw new ApiError('VIAS.00010012', `type_config: no picture came: ${seen.reason}`)
}

function whileThereIsRoom<T>(ask: () => T): T {
  try {
    return ask()
  } catch (error) {
    return explained(error)
  }
}

function explained(error: unknown): never {
  if (!(error instanceof ViewsTaken)) throw error
  const where = error.of === 'project' ? 'of this project' : 'on this server'
  throw new ApiError(
    'VIAS.00010012',
    `live view: ${error.most} sources ${where} are looked at already; close one, and ask again ten seconds later`,
  )
}
