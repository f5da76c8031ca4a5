/** What the use cases of batches need. */
import type { BatchStore } from '@vigia/core'
import type { JobDeps } from './job-deps.js'

export interface BatchDeps extends JobDeps {
  batches: BatchStore
}
