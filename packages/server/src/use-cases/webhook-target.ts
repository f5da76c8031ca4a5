/** Where messages are posted, of a job or a subscription: from the wire to what is stored. */
import { checkHeaders } from './header-rules.js'
import { httpAddress } from './http-address.js'
import type { JobDeps } from './job-deps.js'
import { headersFor, unmaskHeaders } from './masks.js'

export interface WebhookTarget {
  url: string
  /** Values are secrets. */
  headers: Record<string, string>
}

/**
 * What is masked keeps what is stored, for the same server and user.
 * @param at where it stands in the body
 * @throws ApiError naming the field
 */
export async function webhookTarget(
  deps: Pick<JobDeps, 'checkWebhook'>,
  at: string,
  { url, headers }: WebhookTarget,
  before: WebhookTarget | undefined,
): Promise<WebhookTarget> {
  checkHeaders(`${at}.headers`, headers)
  const address = await httpAddress(deps, `${at}.url`, url, before?.url)
  return {
    url: address,
    headers: unmaskHeaders(`${at}.headers`, headers, headersFor(address, before)),
  }
}
