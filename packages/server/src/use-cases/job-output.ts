/** Where a job's results go: from the wire's `output` to the stored one. */
import type { TaskOutput } from '@vigia/contract'
import type { JobOutput } from '@vigia/core'
import { checkHeaders } from './header-rules.js'
import { httpAddress } from './http-address.js'
import { invalid } from './invalid.js'
import type { JobDeps } from './job-deps.js'
import { headersFor, unmaskHeaders } from './masks.js'

/** @throws ApiError naming the field */
export async function toOutput(
  deps: JobDeps,
  { obs, dis, webhook, event_center, ...older }: TaskOutput,
  before: JobOutput | undefined,
): Promise<JobOutput> {
  const instead = 'use output.webhook or output.event_center'
  if (dis) throw invalid(`output.dis: data streams are not available in this release; ${instead}`)
  if (obs) throw invalid(`output.obs: object storage is not available in this release; ${instead}`)
  // Unknown members are tolerated, but a channel that never gets a result is no small matter.
  for (const channel of ['localpath', 'hosting'] as const) {
    if (older[channel] === undefined) continue
    throw invalid(`output.${channel}: is a channel of older services that is not available here; ${instead}`)
  }
  const eventCenter = event_center === true || event_center === 1
  if (!webhook) {
    if (!eventCenter) throw invalid('output: name at least one channel: webhook, or event_center: true')
    return { eventCenter }
  }
  const { url, headers, data_category } = webhook
  checkHeaders('output.webhook.headers', headers)
  const address = await httpAddress(deps, 'output.webhook.url', url, before?.webhook?.url)
  return {
    eventCenter,
    webhook: {
      url: address,
      headers: unmaskHeaders('output.webhook.headers', headers, headersFor(address, before?.webhook)),
      ...(data_category ? { dataCategory: data_category } : {}),
    },
  }
}
