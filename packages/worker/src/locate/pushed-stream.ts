/** A stream that an encoder pushes: waited for here, so that a run begins as soon as the push comes. */
import { addressPolicy, type PushedStreams, type ReadableVis } from '@vigia/core'
import { AttemptError, failure } from '../source/index.js'
import type { Locator } from './locator.js'

/** A locator answers within a minute. */
const PATIENCE_MS = 45_000

/** @param patienceMs how long one answer may wait for the push */
export function pushedStream(
  { projectId, streamName }: ReadableVis,
  pushes: PushedStreams,
  patienceMs = PATIENCE_MS,
): Locator {
  // The first answer comes at once: nobody shall wait without saying so.
  let hasSaidSo = false
  return {
    presumed: 'stream',
    async locate(signal) {
      const how = { signal, patienceMs: hasSaidSo ? patienceMs : 0 }
      const { isPushed, url, endpoint } = await pushes.find(projectId, streamName, how)
      hasSaidSo = url === undefined
      if (url !== undefined && endpoint) return { url, policy: addressPolicy('media', '', [endpoint]) }
      const reason = isPushed
        ? 'it is pushed, but no picture comes; have the encoder send video as H.264'
        : 'nobody pushes it; start the encoder with the push address of the stream'
      throw new AttemptError({
        ...failure('SOURCE.NOT_FOUND', reason, 'always'),
        noun: `stream ${streamName}`,
        waitMs: 0,
      })
    },
  }
}
