/** What a channel is to the deliverer: it sends, and says what became of it; when and how often is not its matter. */
import type { Delivery } from '@vigia/core'

export type Outcome =
  /** `status` and `answer` (its first bytes as text) where the receiver gave any: they are kept with the attempt. */
  | { kind: 'delivered'; status?: number; answer?: string }
  | {
      kind: 'failed'
      /** In words a person can act on; holds no secret. */
      reason: string
      /** `delivery`: no further attempt at this one makes sense; `target`: nor at any other to the same target. */
      gone?: 'delivery' | 'target'
      /** Peace that the receiver asked for, milliseconds. */
      retryAfterMs?: number
      status?: number
      answer?: string
    }

export interface Channel {
  /** How many deliveries of one lane `send` takes at once, at least 1. */
  readonly most: number
  /**
   * Whom a lane leads to: lanes to the same receiver share its circuit breaker and its places.
   * @param id of the lane: the job's, or the subscription's
   * @returns undefined when the lane leads nowhere any more, or to nobody but itself
   */
  receiverOf(id: string): Promise<string | undefined>
  /**
   * One outcome for each delivery, in their order. Throws only where our own store cannot be read or written: then
   * nothing is noted, and all are sent again when their claim ends.
   * @param signal aborts when the attempt has taken too long; `send` must end soon after
   */
  send(deliveries: readonly Delivery[], signal: AbortSignal): Promise<Outcome[]>
}
