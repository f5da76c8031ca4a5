/** A job needs its service: one that was stopped in the project takes none. */
import { ApiError } from '@vigia/contract'
import type { Deployment } from '@vigia/core'
import type { JobDeps } from './job-deps.js'

/**
 * A service that is stopped between this look and what follows is no matter: the engine stops the job then.
 * @returns what the project has deployed; undefined for a cloud service that it has not used yet
 * @throws ApiError VIAS.00010012 telling to deploy it
 */
export async function requireService(
  { deployments, algorithms }: Pick<JobDeps, 'deployments' | 'algorithms'>,
  projectId: string,
  serviceName: string,
  action: 'create' | 'start',
): Promise<Deployment | undefined> {
  const deployment = await deployments.get(projectId, serviceName)
  const isMissing = !deployment && algorithms.get(serviceName)?.type === 'edge'
  if (deployment?.wanted !== 'stop' && !isMissing) return deployment
  throw new ApiError(
    'VIAS.00010012',
    `${action}: the service ${serviceName} is ${isMissing ? 'not deployed' : 'stopped'} in this project; deploy it with POST /v2/{project_id}/algorithm/{alg_id}/deploy first`,
  )
}
