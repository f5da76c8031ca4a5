/** All that can be seen of a service in a project. */
import { type AlgStatus, ApiError } from '@vigia/contract'
import {
  type Algorithm,
  BUILT_IN_PACKAGE_ID,
  type Deployment,
  isNewer,
  type JobError,
  type JobState,
  newestRelease,
  type Package,
  type Release,
  releaseOf,
  SERVICE_FAULTS,
  sellerOf,
  serviceStatus,
  validOrders,
} from '@vigia/core'
import type { Caller, JobDeps } from './job-deps.js'

export type ServiceDeps = Pick<JobDeps, 'algorithms' | 'deployments' | 'orders' | 'jobs' | 'clock'>

export interface ServiceView {
  algorithm: Algorithm
  /** In use; the newest where the project has not deployed or used the service. */
  release: Release
  /** Its version; of a release that this installation lacks it is all there is. */
  version: string
  /** Newer than the one in use. */
  newer: Release | undefined
  deployment: Deployment | undefined
  status: AlgStatus
  fault: string | undefined
  /** That sells the service, else the built-in one. */
  pack: Package | undefined
  jobs: Partial<Record<JobState, number>>
}

/** Ends that tell whether the service works. */
const ENDED: JobState[] = ['SUCCEEDED', 'FAILED', 'START_FAILED', 'CREATE_FAILED']

/** @throws ApiError VIAS.00010002 */
export async function showService(
  deps: ServiceDeps,
  { projectId }: Caller,
  serviceId: string,
): Promise<ServiceView> {
  const algorithm = [...deps.algorithms.values()].find((one) => one.serviceId === serviceId)
  if (!algorithm) {
    const remedy = 'GET /v2/{project_id}/algorithm/services/user lists them'
    throw new ApiError('VIAS.00010002', `service_id: there is no service ${serviceId}; ${remedy}`)
  }
  const deployment = await deps.deployments.get(projectId, algorithm.serviceName)
  return viewService(deps, projectId, algorithm, deployment, await deps.orders.packages())
}

export async function viewService(
  deps: ServiceDeps,
  projectId: string,
  algorithm: Algorithm,
  deployment: Deployment | undefined,
  packages: Package[],
): Promise<ServiceView> {
  const { serviceName, type } = algorithm
  const newest = newestRelease(algorithm)
  const version = deployment?.version ?? newest.version
  const jobs = await deps.jobs.countsWithin({ projectId, serviceName })
  const fault = (await lastFault(deps, projectId, serviceName))?.message
  const seller = sellerOf(serviceName, packages)
  const lacksOrder = seller !== undefined && !(await hasOrder(deps, projectId, serviceName, packages))
  const status = serviceStatus({ type, deployment, jobs, lacksOrder, fault })
  return {
    algorithm,
    release: releaseOf(algorithm, version) ?? newest,
    version,
    newer: isNewer(algorithm, newest.version, version) ? newest : undefined,
    deployment,
    status,
    fault: status === 'service_failed' ? fault : undefined,
    pack: seller ?? packages.find(({ id }) => id === BUILT_IN_PACKAGE_ID),
    jobs,
  }
}

async function lastFault(
  { jobs }: ServiceDeps,
  projectId: string,
  serviceName: string,
): Promise<JobError | undefined> {
  const last = await jobs.list({
    projectId,
    serviceNames: [serviceName],
    states: ENDED,
    sortBy: 'updated_at',
    sortDir: 'desc',
    offset: 0,
    limit: 1,
  })
  const error = last.jobs[0]?.error
  return error && SERVICE_FAULTS.includes(error.code) ? error : undefined
}

async function hasOrder(
  { orders, clock }: ServiceDeps,
  projectId: string,
  serviceName: string,
  packages: Package[],
): Promise<boolean> {
  for (const { id, serviceNames } of packages) {
    if (!serviceNames.includes(serviceName)) continue
    const page = { sortDir: 'desc', offset: 0, limit: 1 } as const
    const { total } = await orders.list({ projectId, packageId: id, ...validOrders(clock.now()), ...page })
    if (total > 0) return true
  }
  return false
}
