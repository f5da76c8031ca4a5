/** A bound on how long something outside may take, whether or not it can be stopped. */

/**
 * What `work` gives; rejects when the signal aborts or the time is over, while it may still go on unheard.
 * @param ms how long it may take
 */
export async function inTime<T>(
  work: Promise<T>,
  ms: number,
  signal: AbortSignal = new AbortController().signal,
): Promise<T> {
  let stop = (): void => undefined
  const end = new Promise<never>((_, reject) => {
    const timer = setTimeout(() => reject(new Error(`no answer within ${ms / 1000} s`)), ms)
    const aborted = (): void => reject(new Error('given up: the attempt took too long, or the server stops'))
    signal.addEventListener('abort', aborted, { once: true })
    if (signal.aborted) aborted()
    stop = () => {
      clearTimeout(timer)
      signal.removeEventListener('abort', aborted)
    }
  })
  // Whichever is slower is not to be an unhandled rejection.
  end.catch(() => undefined)
  work.catch(() => undefined)
  try {
    return await Promise.race([work, end])
  } finally {
    stop()
  }
}
