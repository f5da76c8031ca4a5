/** The passing of time as sessions see it, so that tests can hold it. */
export interface VcnTimers {
  /** Milliseconds by a clock that nobody sets. */
  now(): number
  /** Returns what cancels it. */
  after(ms: number, act: () => void): () => void
}

export const realTimers: VcnTimers = {
  now: () => performance.now(),
  after: (ms, act) => {
    const timer = setTimeout(act, ms).unref()
    return () => clearTimeout(timer)
  },
}
