/** By which secrets a project's messages are signed now. */
import type { Clock, WebhookSecretStore, WebhookSecrets } from '@vigia/core'
import { newWebhookSecret } from './sign.js'

export interface WebhookSecretDeps {
  webhookSecrets: WebhookSecretStore
  clock: Clock
}

/** How long the old secret signs beside the new one: time to tell all receivers. */
const OVERLAP_MS = 24 * 3_600_000

/**
 * The current one, made when it is first asked for.
 * @throws ProjectGone
 */
export const webhookSecretOf = (deps: WebhookSecretDeps, projectId: string): Promise<WebhookSecrets> =>
  deps.webhookSecrets
    .ensure(projectId, newWebhookSecret())
    .then((secrets) => valid(secrets, deps.clock.now()))

/** @throws ProjectGone */
export const rotateWebhookSecret = (
  { webhookSecrets, clock }: WebhookSecretDeps,
  projectId: string,
): Promise<WebhookSecrets> => webhookSecrets.rotate(projectId, newWebhookSecret(), clock.now() + OVERLAP_MS)

/** Current one first. */
export async function signingSecrets(deps: WebhookSecretDeps, projectId: string): Promise<string[]> {
  const { current, previous } = await webhookSecretOf(deps, projectId)
  return previous ? [current, previous.secret] : [current]
}

const valid = ({ current, previous }: WebhookSecrets, now: number): WebhookSecrets =>
  previous && previous.until > now ? { current, previous } : { current }
