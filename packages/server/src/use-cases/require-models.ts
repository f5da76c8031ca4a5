/** A job needs detectors that know what its release wants to see: without them it could never alarm. */
import { ApiError } from '@vigia/contract'
import { chooseModels, howToInstall, type Job, labelKey, type Release, releaseOf } from '@vigia/core'
import { invalid } from './invalid.js'
import type { JobDeps } from './job-deps.js'

type Deps = Pick<JobDeps, 'models' | 'algorithms'>

/**
 * A model that is removed between this look and the run is no matter: the run fails then, and says the same.
 * @throws ApiError VIAS.00010001 for a `detector_model` that there is not, VIAS.00010012 naming the labels that no
 * model knows
 */
export async function requireModels(
  { models }: Pick<Deps, 'models'>,
  release: Release,
  common: Record<string, unknown>,
  action: 'create' | 'update' | 'start',
): Promise<void> {
  const known = await models.known()
  const { detector_model: named } = common
  const preferred = typeof named === 'string' ? named : undefined
  if (preferred !== undefined && !known.some(({ name }) => name === preferred)) {
    const names = known.map(({ name }) => name).join(', ')
    throw invalid(`config.common.detector_model: there is no model ${preferred} here; there are ${names}`)
  }
  const choice = chooseModels(release.labels(common), known, { preferred, standard: models.standard })
  if ('missing' in choice) throw lacking(action, choice.missing)
}

/** Before a start: of a release that this installation lacks nothing is known; its run says so. */
export async function requireModelsOf(
  deps: Deps,
  {
    serviceName,
    serviceVersion,
    spec,
  }: Pick<Job, 'serviceName' | 'serviceVersion'> & { spec: Pick<Job['spec'], 'common'> },
): Promise<void> {
  const release = releaseOf(deps.algorithms.get(serviceName), serviceVersion)
  if (release) await requireModels(deps, release, spec.common, 'start')
}

/**
 * Before a deployment, when no job's parameters are known yet: one of the labels beyond those of the installation's own
 * detector must be known, for switches may turn the others off.
 * @throws ApiError VIAS.00010012
 */
export async function requireAnyModel({ models }: Pick<Deps, 'models'>, release: Release): Promise<void> {
  const known = await models.known()
  const standard = new Set(known.find(({ name }) => name === models.standard)?.labels.map(labelKey))
  const special = release.labels({}).filter((label) => !standard.has(labelKey(label)))
  const choice = chooseModels(special, known, { standard: models.standard })
  if ('missing' in choice && choice.missing.length === special.length) throw lacking('deploy', special)
}

const lacking = (action: string, labels: readonly string[]): ApiError =>
  new ApiError('VIAS.00010012', `${action}: ${howToInstall(labels)}`)
