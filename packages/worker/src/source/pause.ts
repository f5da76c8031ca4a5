/** Waiting for the next attempt, and the words for it. */

/** Resolves after so many milliseconds, or at once when the signal says so. */
export function pause(waitMs: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const done = () => {
      clearTimeout(timer)
      signal.removeEventListener('abort', done)
      resolve()
    }
    const timer = setTimeout(done, waitMs)
    signal.addEventListener('abort', done)
    if (signal.aborted) done()
  })
}

/**
 * `waiting for camera, attempt 7, next in 10 s: connection refused`
 * @param waitMs 0 when the next attempt itself waits
 */
export function waiting(noun: string, attempt: number, waitMs: number, reason: string): string {
  const next = waitMs > 0 ? `, next in ${Math.round(waitMs / 100) / 10} s` : ''
  return `waiting for ${noun}, attempt ${attempt}${next}: ${reason}`
}
