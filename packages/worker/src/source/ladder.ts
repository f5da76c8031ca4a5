/** Waits before the attempts of an outage, milliseconds; the last one repeats (design.md, "Promises"). */
export const RECONNECT_LADDER_MS = [1_000, 1_000, 1_000, 1_000, 1_000, 5_000, 10_000, 60_000]
/**
 * After a user and password that were refused: cameras lock accounts and ban addresses after some five failures within
 * minutes. The second attempt comes soon, for those that know no user yet while they boot.
 */
export const REFUSED_LADDER_MS = [5_000, 60_000, 120_000, 300_000, 600_000]

/** @param n which wait, from 1; 0 when there is no ladder */
export const onLadder = (ladderMs: readonly number[], n: number): number =>
  ladderMs[Math.min(n, ladderMs.length) - 1] ?? 0
