/** The algorithm behind a service name, and a release of it by version or id. */
import { ApiError } from '@vigia/contract'
import { type Algorithm, newestRelease, type Release, releaseOf } from '@vigia/core'
import type { JobDeps } from './job-deps.js'

/** @throws ApiError VIAS.00010002 naming what is available */
export function findAlgorithm(deps: Pick<JobDeps, 'algorithms'>, serviceName: string): Algorithm {
  const algorithm = deps.algorithms.get(serviceName)
  if (algorithm) return algorithm
  const available = [...deps.algorithms.keys()].join(', ')
  throw new ApiError(
    'VIAS.00010002',
    `service_name: there is no service ${serviceName}; available: ${available}`,
  )
}

/**
 * @param version undefined means the newest
 * @throws ApiError VIAS.00010002 naming what is available
 */
export function findRelease(algorithm: Algorithm, version: string | undefined): Release {
  const found = version === undefined ? newestRelease(algorithm) : releaseOf(algorithm, version)
  if (found) return found
  const available = algorithm.releases.map((release) => release.version).join(', ')
  throw new ApiError(
    'VIAS.00010002',
    `service_version: ${algorithm.serviceName} has no version ${version}; available: ${available}`,
  )
}

/** @throws ApiError VIAS.00010002 */
export function findByAlgId(
  { algorithms }: Pick<JobDeps, 'algorithms'>,
  algId: string,
): { algorithm: Algorithm; release: Release } {
  for (const algorithm of algorithms.values()) {
    const release = algorithm.releases.find((one) => one.algId === algId)
    if (release) return { algorithm, release }
  }
  throw new ApiError(
    'VIAS.00010002',
    `alg_id: there is no release ${algId}; GET /v2/{project_id}/algorithm/services/user lists them`,
  )
}
