/** The objects that a run is to analyse, asked for until their store answers. */
import type { Locator } from '../locate/index.js'
import { AttemptError, type Failure, pause, waiting } from '../source/index.js'

/**
 * Undefined: the input is one source, or nobody wants it any more.
 * @param ladderMs waits before the next question; the last one repeats
 * @param onWait is told what is waited for
 * @throws AttemptError when no other question can help
 */
export async function listParts(
  { parts }: Locator,
  ladderMs: readonly number[],
  onWait: (status: string) => void,
  signal: AbortSignal,
): Promise<string[] | undefined> {
  if (!parts) return undefined
  for (let attempt = 1; !signal.aborted; attempt++) {
    const answer = await parts(signal).catch((error: unknown): Failure => {
      if (error instanceof AttemptError && error.failure.retry !== 'never') return error.failure
      throw error
    })
    if (Array.isArray(answer)) return answer
    if (signal.aborted) return undefined
    const waitMs = ladderMs[Math.min(attempt, ladderMs.length) - 1] ?? 0
    onWait(waiting('object store', attempt, waitMs, answer.reason))
    await pause(waitMs, signal)
  }
  return undefined
}
