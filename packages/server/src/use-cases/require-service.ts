/** A job needs its service: one that was stopped in the project takes none. */
import { ApiError } from '@vigia/contract'
import type { Deployment } from '@vigia/core'
import type { JobDeps } from './job-deps.js'

/**
 * A service that is stopped between this look and what follows is no matter: the engine stops the job then.
 * Edge services run on this installation's own workers as long as there are no pools, and need no deployment either.
 * @returns what the project has deployed; undefined for a service that it has not used yet
 * @throws ApiError VIAS.00010012 telling to deploy it
 */
export async function requireService(
  { deployments }: Pick<JobDeps, 'deployments'>,
  projectId: string,
  serviceName: string,
  action: 'create' | 'start',
): Promise<Deployment | undefined> {
  const deployment = await deployments.get(projectId, serviceName)
  if (deployment?.wanted !== 'stop') return deployment
  throw new ApiError(
    'VIAS.00010012',
    `${action}: the service ${serviceName} is stopped in this project; deploy it with POST /v2/{project_id}/algorithm/{alg_id}/deploy first`,
  )
}
