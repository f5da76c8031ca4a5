/** The release of a batch's service that its members are made for. */
import { type Batch, isNewer, type Release } from '@vigia/core'
import { findAlgorithm, findRelease } from './find-algorithm.js'
import type { JobDeps } from './job-deps.js'

/** The batch's own, or a newer one to which its service was upgraded since. */
export async function releaseFor(
  deps: Pick<JobDeps, 'algorithms' | 'deployments'>,
  { projectId, serviceName, serviceVersion }: Batch,
): Promise<Release> {
  const algorithm = findAlgorithm(deps, serviceName)
  const deployed = (await deps.deployments.get(projectId, serviceName))?.version
  const isUpgraded = deployed !== undefined && isNewer(algorithm, deployed, serviceVersion)
  return findRelease(algorithm, isUpgraded ? deployed : serviceVersion)
}
