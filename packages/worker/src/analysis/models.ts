/** Which models a run needs, and which it gets. */
import type { EnsuredModel } from '../models/index.js'

export interface WantedModels {
  /** The detector that the job asks for by name; undefined: the installation's own. */
  preferred: string | undefined
  /** Every label must be known to one of the detectors. */
  labels: readonly string[]
  pose: boolean
}

export interface RunModels {
  /** At least one; together they know all the labels wanted, each label at one of them. */
  detectors: readonly (EnsuredModel & { labels: readonly string[] })[]
  pose?: EnsuredModel
}
