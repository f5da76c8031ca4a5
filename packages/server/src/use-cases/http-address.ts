/** Addresses that the server itself calls: receivers of results, and servers that tell a stream's address. */
import { checked, invalid } from './invalid.js'
import type { JobDeps } from './job-deps.js'
import { unmaskUrl } from './masks.js'

/**
 * The address with its password, allowed to be called.
 * @param stored of the job on update; it need not be resolved again
 * @throws ApiError naming the field
 */
export async function httpAddress(
  deps: Pick<JobDeps, 'checkWebhook'>,
  field: string,
  given: string,
  stored: string | undefined,
): Promise<string> {
  if (!/^https?:/.test(given)) throw invalid(`${field}: must begin with http:// or https://`)
  const url = unmaskUrl(field, given, stored)
  if (!URL.canParse(url)) throw invalid(`${field}: is no whole address; check its host and port`)
  if (url !== stored) await checked(field, () => deps.checkWebhook(url))
  return url
}
