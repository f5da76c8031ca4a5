/** The release of a batch's service that its members are made for. */
import { type Alongside, type Batch, isNewer, type Release } from '@vigia/core'
import { findAlgorithm, findRelease } from './find-algorithm.js'
import type { JobDeps } from './job-deps.js'

type Deps = Pick<JobDeps, 'algorithms' | 'deployments'>

/** The batch's own, or a newer one to which its service was upgraded since. */
export const releaseFor = async (deps: Deps, batch: Batch): Promise<Release> =>
  (await releaseNow(deps, batch)).release

/** The same, with what the project has deployed at that moment. */
export async function releaseNow(
  deps: Deps,
  { projectId, serviceName, serviceVersion }: Batch,
): Promise<{ release: Release; deployed: NonNullable<Alongside['deployed']> }> {
  const algorithm = findAlgorithm(deps, serviceName)
  const version = (await deps.deployments.get(projectId, serviceName))?.version
  const isUpgraded = version !== undefined && isNewer(algorithm, version, serviceVersion)
  return {
    release: findRelease(algorithm, isUpgraded ? version : serviceVersion),
    deployed: { serviceName, version },
  }
}
