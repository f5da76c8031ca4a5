/** When a source is looked at again. */
export interface LookPace {
  /** Milliseconds between two looks at a source that is as it was. */
  intervalMs: number
  /** Looks a minute that all workers together can take. */
  perMinute: number
}

export interface LookedAt {
  /** Looks in a row that saw nothing; 0 after one that did. */
  failures: number
  /** A finding was there for the first time, or is no longer there. */
  unconfirmed: boolean
}

/** So many times sooner what needs another look soon. */
const SOONER = 5
/** Sources that were not seen so often in a row are no longer looked at sooner: they are gone for longer. */
const PATIENCE = 10
/** Share of the time by which looks are spread, so that sources that came together do not stay together. */
const SPREAD = 0.2

/**
 * @param sources registered sources of all projects: with more than `perMinute` allows, the interval stretches
 * @param chance 0 to 1, another one for each look
 * @returns integer milliseconds from now
 */
export function nextLookIn(pace: LookPace, looked: LookedAt, sources: number, chance: number): number {
  const stretched = Math.max(pace.intervalMs, (sources * 60_000) / pace.perMinute)
  const soon = looked.unconfirmed || (looked.failures > 0 && looked.failures <= PATIENCE)
  return Math.round((soon ? stretched / SOONER : stretched) * (1 - SPREAD / 2 + SPREAD * chance))
}
