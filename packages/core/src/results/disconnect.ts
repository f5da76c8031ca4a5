/** The message that a stream broke, or is back: `disconnect` in the envelope (platform-api section 12.3). */
import type { Algorithm, RuleResult } from '../algorithms/algorithm.js'

/**
 * Of the algorithm's first kind, with nothing in it, so that a program that goes through `event_set` finds nothing.
 * @param broken false when frames flow again
 */
export const disconnectResult = (
  { eventTypes }: Pick<Algorithm, 'eventTypes'>,
  broken: boolean,
): RuleResult => ({
  eventType: eventTypes[0]!,
  data: { event_set: [] },
  root: { disconnect: broken },
  drawing: undefined,
})
