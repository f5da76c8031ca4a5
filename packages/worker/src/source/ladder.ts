/** Waits before the attempts of an outage, milliseconds; the last one repeats (design.md, "Promises"). */
export const RECONNECT_LADDER_MS = [1_000, 1_000, 1_000, 1_000, 1_000, 5_000, 10_000, 60_000]
