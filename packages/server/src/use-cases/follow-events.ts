/**
 * New and changed events of a project, as they come. What was missed is read from the store, so nobody has to be
 * remembered: a reader goes on where it was after any pause, here or at another server.
 */
import { type EventMatch, type EventStore, matchesSearch, type StoredEvent } from '@vigia/core'

/** Read at once, and so held in memory for each reader. */
const AT_ONCE = 50

export interface Followed {
  /** Undefined: only to tell how far the reader is. */
  event: StoredEvent | undefined
  /** Where to go on behind it. */
  changed: number
}

/**
 * Every event as it is when it is read: one that changed several times meanwhile comes once. Goes on until `more` says
 * no.
 * @param after a `changed` that was told before; undefined or one that was never given out: what comes from now on
 * @param more resolves when there may be more than `changed`, or that it was waited long enough; false: it is over
 */
export async function* followEvents(
  events: EventStore,
  projectId: string,
  match: EventMatch,
  after: number | undefined,
  more: (changed: number) => Promise<boolean>,
): AsyncGenerator<Followed> {
  const now = await events.lastChange()
  let changed = after === undefined || after > now ? now : after
  yield { event: undefined, changed }
  do {
    for (;;) {
      // Read before the events: what is changed meanwhile is not passed over.
      const last = await events.lastChange()
      const some = await events.changedSince(projectId, changed, AT_ONCE)
      for (const event of some) {
        changed = event.changed
        if (matchesSearch(match, event)) yield { event, changed }
      }
      if (some.length === AT_ONCE) continue
      changed = Math.max(changed, last)
      break
    }
    yield { event: undefined, changed }
  } while (await more(changed))
}
