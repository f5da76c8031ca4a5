/** How letters leave: signed by their project's secrets, to checked addresses only. Of jobs, of subscriptions, and tests. */
import type { AddressPolicy } from '@vigia/core'
import type { Agent } from 'undici'
import { checkedAgent, type Resolve } from '../network/index.js'
import type { Outcome } from './channel.js'
import { type Letter, post } from './post.js'
import { signingSecrets, type WebhookSecretDeps } from './webhook-secrets.js'

export interface WebhookSenderDeps extends WebhookSecretDeps {
  policy: AddressPolicy
  resolve?: Resolve
}

/** A letter before it is signed. */
export type Unsigned = Omit<Letter, 'secrets'>

/** Somebody waits for the answer. */
const TEST_TIMEOUT_MS = 15_000

export class WebhookSender {
  private readonly agent: Agent

  constructor(private readonly deps: WebhookSenderDeps) {
    this.agent = checkedAgent(deps.policy, deps.resolve)
  }

  async send(projectId: string, letter: Unsigned, signal: AbortSignal): Promise<Outcome> {
    const secrets = await signingSecrets(this.deps, projectId)
    return post(this.agent, { ...letter, secrets }, signal, () => this.deps.clock.now())
  }

  /** One attempt outside of all queues: a test. */
  sendOnce(projectId: string, letter: Unsigned): Promise<Outcome> {
    return this.send(projectId, letter, AbortSignal.timeout(TEST_TIMEOUT_MS))
  }

  /** Ends what is under way. */
  close(): Promise<void> {
    return this.agent.destroy()
  }
}

/** A receiver is one origin as one project uses it, so that tenants do not feel each other; undefined where it is none. */
export const receiverAt = (projectId: string, url: string): string | undefined =>
  URL.canParse(url) ? `${projectId} ${new URL(url).origin}` : undefined
