/** Deploy, upgrade and stop a service in a project: written down here, done to its jobs by the engine. */
import { ApiError, type DeployAlgorithm } from '@vigia/contract'
import {
  type Algorithm,
  type Deployment,
  firstUse,
  isNewer,
  newestRelease,
  type Release,
  releaseOf,
} from '@vigia/core'
import { checkDeployConfig } from './deploy-config.js'
import { findByAlgId } from './find-algorithm.js'
import { invalid } from './invalid.js'
import type { Caller, JobDeps } from './job-deps.js'
import { requireAnyModel } from './require-models.js'

type Deps = Pick<JobDeps, 'algorithms' | 'models' | 'deployments' | 'clock' | 'log' | 'wake'>

/** Looks at a deployment that others change meanwhile. */
const TRIES = 20

/**
 * The same release again changes the stream count and starts a stopped service; a newer one is the upgrade.
 * @throws ApiError naming the field; nothing is changed then
 */
export async function deployService(
  deps: Deps,
  { projectId }: Caller,
  algId: string,
  body: DeployAlgorithm,
): Promise<Algorithm> {
  const { algorithm, release } = findByAlgId(deps, algId)
  await requireAnyModel(deps, release)
  await changeDeployment(deps, projectId, algorithm.serviceName, (before) => {
    checkPool(algorithm, body.pool_id)
    if (before) checkAge(algorithm, release, before.version)
    const there = before ?? firstUse(projectId, algorithm.serviceName, release.version, deps.clock.now())
    const deployConfig = body.deploy_config ?? there.deployConfig
    checkDeployConfig(algorithm, deployConfig)
    const isOther = !before || before.wanted === 'stop' || before.version !== release.version
    return {
      ...there,
      version: release.version,
      wanted: 'run',
      // Jobs have to follow: to the other release, or out of STOPPED_NO_SERVICE.
      upgrading: there.upgrading || isOther,
      streamCount: body.stream_count,
      deployConfig,
      envs: body.envs ?? there.envs,
    }
  })
  deps.log.info(
    { project: projectId, service: algorithm.serviceName, version: release.version },
    'service deployed',
  )
  return algorithm
}

/**
 * No job of the service runs or is started any more until it is deployed again; a service that is stopped already stays so.
 * @throws ApiError naming the field
 */
export async function stopService(deps: Deps, { projectId }: Caller, algId: string): Promise<void> {
  const { algorithm, release } = findByAlgId(deps, algId)
  const { serviceName } = algorithm
  await changeDeployment(deps, projectId, serviceName, (before) => {
    const used = before?.version ?? newestRelease(algorithm).version
    // What is deployed may be a release that this installation lacks, which has no id here.
    if (release.version !== used && releaseOf(algorithm, used)) {
      throw invalid(`alg_id: is release ${release.version}, in use is ${used}; give ${idOf(algorithm, used)}`)
    }
    if (before?.wanted === 'stop') return undefined
    const there = before ?? firstUse(projectId, serviceName, used, deps.clock.now())
    return { ...there, wanted: 'stop', upgrading: false }
  })
  deps.log.info({ project: projectId, service: serviceName }, 'service stopped')
}

/** @param changed gives nothing when nothing is to be changed, throws when it may not be */
async function changeDeployment(
  { deployments, clock, wake }: Deps,
  projectId: string,
  serviceName: string,
  changed: (before: Deployment | undefined) => Deployment | undefined,
): Promise<void> {
  for (let attempt = 0; attempt < TRIES; attempt++) {
    const before = await deployments.get(projectId, serviceName)
    const wanted = changed(before)
    if (!wanted) return
    const to = { ...wanted, updatedAt: Math.max(clock.now(), (before?.updatedAt ?? 0) + 1) }
    if (before ? await deployments.replace(before, to) : await deployments.putFirst(to)) return wake()
  }
  throw new ApiError('VIAS.00010012', 'deploy: the deployment keeps being changed by others; try again')
}

function checkAge(algorithm: Algorithm, release: Release, deployed: string): void {
  if (!isNewer(algorithm, deployed, release.version)) return
  throw invalid(
    `alg_id: is release ${release.version}, older than ${deployed}, which is deployed; give ${idOf(algorithm, deployed)} or a newer one`,
  )
}

const idOf = (algorithm: Algorithm, version: string): string =>
  releaseOf(algorithm, version)?.algId ?? version

/** Until there are pools, edge services run on this installation's own workers, as cloud services do. */
function checkPool({ serviceName }: Algorithm, poolId: string | undefined): void {
  if (poolId === undefined) return
  throw new ApiError(
    'VIAS.00010002',
    `pool_id: there is no edge pool ${poolId} in this project; leave it out, ${serviceName} runs on this installation's own workers`,
  )
}
