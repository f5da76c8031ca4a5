/** Where a job's results go: from the wire's `output` to the stored one. */
import type { TaskOutput } from '@vigia/contract'
import type { JobOutput } from '@vigia/core'
import { checked, invalid } from './invalid.js'
import type { JobDeps } from './job-deps.js'
import { unmaskHeaders, unmaskUrl } from './masks.js'

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
  if (!/^https?:/.test(url)) throw invalid('output.webhook.url: must begin with http:// or https://')
  checkHeaders(headers)
  const address = unmaskUrl('output.webhook.url', url, before?.webhook?.url)
  if (address !== before?.webhook?.url) {
    await checked('output.webhook.url', () => deps.checkWebhook(address))
  }
  return {
    eventCenter,
    webhook: {
      url: address,
      headers: unmaskHeaders('output.webhook.headers', headers, keptHeaders(before, address)),
      ...(data_category ? { dataCategory: data_category } : {}),
    },
  }
}

/** As with passwords: values stored for one receiver are not sent to another by whoever may update the job. */
function keptHeaders(before: JobOutput | undefined, address: string): Record<string, string> | undefined {
  if (!before?.webhook) return undefined
  const isSame = new URL(before.webhook.url).origin === new URL(address).origin
  return isSame ? before.webhook.headers : undefined
}

/** Headers that HTTP itself sets: a job's value would break the request. */
const RESERVED = new Set([
  'host',
  'content-length',
  'transfer-encoding',
  'connection',
  'upgrade',
  'expect',
  'keep-alive',
  'te',
  'trailer',
])

function checkHeaders(headers: Record<string, string>): void {
  const seen = new Set<string>()
  for (const [name, value] of Object.entries(headers)) {
    const field = `output.webhook.headers.${name}`
    if (!/^[!#$%&'*+.^_`|~0-9A-Za-z-]{1,128}$/.test(name)) {
      throw invalid(`${field}: is no HTTP header name; use letters, digits and hyphens`)
    }
    if (RESERVED.has(name.toLowerCase())) throw invalid(`${field}: is set by HTTP itself; leave it out`)
    if (seen.has(name.toLowerCase()))
      throw invalid(`${field}: is there twice; HTTP ignores case in header names`)
    seen.add(name.toLowerCase())
    if (!/^[\t\x20-\x7e\x80-\xff]{0,4096}$/.test(value)) {
      throw invalid(`${field}: may hold at most 4096 printable characters of Latin-1 and no line breaks`)
    }
  }
}
