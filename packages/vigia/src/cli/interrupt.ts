/** Runs something until Ctrl-C (or SIGTERM), which is an ordinary end of it. */

/** @param given ends it instead of the signals of the process */
export async function untilInterrupted(
  given: AbortSignal | undefined,
  run: (signal: AbortSignal) => Promise<void>,
): Promise<void> {
  const controller = new AbortController()
  const abort = (): void => controller.abort()
  const { signal } = controller
  const interrupted = new Promise<void>((resolve) =>
    signal.addEventListener('abort', () => resolve(), { once: true }),
  )
  const names = given === undefined ? (['SIGINT', 'SIGTERM'] as const) : []
  // `once`: a second Ctrl-C ends the process as usual, should a request hang.
  for (const name of names) process.once(name, abort)
  given?.addEventListener('abort', abort, { once: true })
  if (given?.aborted) abort()
  try {
    const work = run(signal)
    // A request under way may fail after the interrupt; nobody waits for it then.
    work.catch(() => undefined)
    await Promise.race([work, interrupted])
  } finally {
    for (const name of names) process.off(name, abort)
    given?.removeEventListener('abort', abort)
    controller.abort()
  }
}
