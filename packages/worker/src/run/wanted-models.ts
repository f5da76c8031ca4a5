/** The models that an assignment needs, as its release says. */
import { type Algorithms, type Assignment, releaseOf } from '@vigia/core'
import type { WantedModels } from '../analysis/index.js'

/** To be asked about an assignment that is fit (see `unfit`). */
export function wantedModels(
  algorithms: Algorithms,
  { serviceName, serviceVersion, spec }: Assignment,
): WantedModels {
  const release = releaseOf(algorithms.get(serviceName), serviceVersion)
  const named = spec.common.detector_model
  return {
    preferred: typeof named === 'string' ? named : undefined,
    labels: release?.labels(spec.common) ?? [],
    pose: release?.facts?.(spec.common).poses === true,
  }
}
