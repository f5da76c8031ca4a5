/** Webhooks: the secret that signs them, and a try. Vigia's own. */
import { ProjectPath, TestedWebhook, TestWebhook, WebhookSecret } from '@vigia/contract'
import type { WebhookSecrets } from '@vigia/core'
import { rotateWebhookSecret, webhookSecretOf } from '../delivery/index.js'
import { testWebhook } from '../use-cases/index.js'
import { type App, callerOf, type RouteDeps } from './deps.js'
import { answers } from './operation.js'
import { iso } from './present-job.js'

const SECRET = '/v2/:project_id/webhook-secret'
const tags = ['deliveries']

export function webhookRoutes(app: App, deps: RouteDeps): void {
  app.get(
    SECRET,
    {
      schema: {
        tags,
        operationId: 'showWebhookSecret',
        summary: 'The secret by which receivers verify messages',
        params: ProjectPath,
        response: answers(WebhookSecret),
      },
    },
    async (request) => present(await webhookSecretOf(deps, callerOf(request).projectId)),
  )

  app.post(
    `${SECRET}/rotate`,
    {
      schema: {
        tags,
        operationId: 'rotateWebhookSecret',
        summary: 'Another secret; for a day messages are signed by the old one, too',
        params: ProjectPath,
        response: answers(WebhookSecret),
      },
    },
    async (request) => present(await rotateWebhookSecret(deps, callerOf(request).projectId)),
  )

  app.post(
    '/v2/:project_id/webhooks/test',
    {
      schema: {
        tags,
        operationId: 'testWebhook',
        summary: 'Send one test message to a webhook and tell what it answers',
        params: ProjectPath,
        body: TestWebhook,
        response: answers(TestedWebhook),
      },
    },
    async (request) => {
      const { outcome, tookMs } = await testWebhook(deps, callerOf(request), request.body)
      const { status, answer } = outcome
      return {
        taken: outcome.kind === 'delivered',
        took_ms: Math.round(tookMs),
        ...(status === undefined ? {} : { status }),
        ...(answer === undefined ? {} : { answer }),
        ...(outcome.kind === 'failed' ? { reason: outcome.reason } : {}),
      }
    },
  )
}

const present = ({ current, previous }: WebhookSecrets): WebhookSecret => ({
  secret: current,
  ...(previous ? { previous_until: iso(previous.until) } : {}),
})
