/** An edge camera is read at the address that its register had when the run began. */
import type { ReadableEdgeCamera } from '@vigia/core'
import { AttemptError, failure } from '../source/index.js'
import type { Locator } from './locator.js'

export const edgeCameraLocator = ({ id, url }: ReadableEdgeCamera): Locator => ({
  presumed: 'stream',
  locate: async () => {
    if (url !== undefined) return { url }
    throw new AttemptError(
      failure(
        'SOURCE.NOT_FOUND',
        `there is no edge camera ${id} in this project; register it, then start the job`,
        'never',
      ),
    )
  },
})
