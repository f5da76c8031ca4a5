/** Where a job's results go: from the wire's `output` to the stored one. */
import type { TaskOutput } from '@vigia/contract'
import { categoriesOf, type JobOutput, type WebhookOutput } from '@vigia/core'
import { invalid } from './invalid.js'
import type { JobDeps } from './job-deps.js'
import { toDis } from './output-dis.js'
import { toObs } from './output-obs.js'
import { webhookTarget } from './webhook-target.js'

/** Whose output it is: a job or a batch, or one that is being made. */
export interface OutputOwner {
  projectId: string
  serviceName: string
}

/** @throws ApiError naming the field */
export async function toOutput(
  deps: JobDeps,
  { projectId, serviceName }: OutputOwner,
  { obs, dis, webhook, event_center, clip, ...older }: TaskOutput,
  before: JobOutput | undefined,
): Promise<JobOutput> {
  const instead = 'use output.webhook, output.dis, output.obs or output.event_center'
  // Unknown members are tolerated, but a channel that never gets a result is no small matter.
  for (const channel of ['localpath', 'hosting'] as const) {
    if (older[channel] === undefined) continue
    throw invalid(`output.${channel}: is a channel of older services that is not available here; ${instead}`)
  }
  const algorithm = deps.algorithms.get(serviceName)
  if (algorithm)
    for (const [name, channel] of Object.entries({ webhook, dis, obs }))
      checkCategories(`output.${name}.data_category`, channel?.data_category ?? [], categoriesOf(algorithm))
  const eventCenter = event_center === true || event_center === 1
  if (!webhook && !dis && !obs && !eventCenter)
    throw invalid('output: name at least one channel: webhook, dis, obs, or event_center: true')
  return {
    eventCenter,
    ...(clip ? { clip: toClip(clip) } : {}),
    ...(dis ? { dis: await toDis(deps, projectId, dis) } : {}),
    ...(obs ? { obs: await toObs(deps, projectId, obs) } : {}),
    ...(webhook ? { webhook: await toWebhook(deps, webhook, before?.webhook) } : {}),
  }
}

/** What is left out is as the contract says. */
const toClip = ({ before_seconds = 5, after_seconds = 10 }: NonNullable<TaskOutput['clip']>) => ({
  beforeSeconds: before_seconds,
  afterSeconds: after_seconds,
})

async function toWebhook(
  deps: JobDeps,
  webhook: NonNullable<TaskOutput['webhook']>,
  before: WebhookOutput | undefined,
): Promise<WebhookOutput> {
  const { data_category, picture } = webhook
  return {
    ...(await webhookTarget(deps, 'output.webhook', webhook, before)),
    ...(data_category ? { dataCategory: data_category } : {}),
    ...(picture ? { picture } : {}),
  }
}

/** A kind that the algorithm does not have would never come. */
function checkCategories(at: string, given: readonly string[], known: readonly string[]): void {
  const strange = given.find((name) => !known.includes(name))
  if (strange !== undefined)
    throw invalid(`${at}: ${strange} is no kind of result of this service; it has ${known.join(', ')}`)
}
