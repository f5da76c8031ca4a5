/** What the detectors of the installation know. */
import type { KnownModel } from '../models/choose-models.js'

export interface InstalledModels {
  /** The installation's own detector, of jobs that name none. */
  standard: string
  /** All that can be used: what is installed, and what is fetched when it is first needed. */
  known(): Promise<KnownModel[]>
}
