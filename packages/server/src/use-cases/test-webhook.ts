/** Tries a webhook before anything depends on it: one message like those of jobs, sent once. */
import type { TestWebhook } from '@vigia/contract'
import type { Clock } from '@vigia/core'
import type { Outcome, Unsigned } from '../delivery/index.js'
import { checkHeaders } from './header-rules.js'
import { httpAddress } from './http-address.js'
import type { Caller, JobDeps } from './job-deps.js'

export interface TestWebhookDeps extends Pick<JobDeps, 'checkWebhook' | 'ids'> {
  clock: Clock
  /** One attempt, as the deliverer makes it; never rejects. */
  sendOnce(projectId: string, letter: Unsigned): Promise<Outcome>
}

/**
 * @returns what became of it and how long it took, milliseconds
 * @throws ApiError naming the field
 */
export async function testWebhook(
  deps: TestWebhookDeps,
  { projectId }: Caller,
  { url, headers = {} }: TestWebhook,
): Promise<{ outcome: Outcome; tookMs: number }> {
  checkHeaders('headers', headers)
  const address = await httpAddress(deps, 'url', url, undefined)
  const hex = deps.ids.hex32().toUpperCase()
  const messageId = [8, 12, 16, 20, 32].map((end, i, ends) => hex.slice(ends[i - 1] ?? 0, end)).join('-')
  const began = performance.now()
  const outcome = await deps.sendOnce(projectId, {
    url: address,
    headers,
    messageId,
    body: JSON.stringify({
      stream_id: 'test',
      task_id: deps.ids.hex32(),
      event_type: 0,
      timestamp: Math.floor(deps.clock.now() / 1_000),
      message_id: messageId,
      data: { event_set: [] },
    }),
  })
  return { outcome, tookMs: performance.now() - began }
}
