/** The algorithm behind a service name, and the version a job is to have. */
import { ApiError } from '@vigia/contract'
import type { Algorithm } from '@vigia/core'
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
export function findVersion(algorithm: Algorithm, version: string | undefined): string {
  const found = version ?? algorithm.versions.at(-1)
  if (found !== undefined && algorithm.versions.includes(found)) return found
  throw new ApiError(
    'VIAS.00010002',
    `service_version: ${algorithm.serviceName} has no version ${found}; available: ${algorithm.versions.join(', ')}`,
  )
}
