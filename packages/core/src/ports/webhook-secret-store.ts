/** The secret by which a project's receivers tell our messages from others': Standard Webhooks. */

export interface WebhookSecrets {
  /** `whsec_` and base64 of 24-64 bytes. */
  current: string
  /** The one before it, which still signs beside it until then: integer milliseconds UTC. */
  previous?: { secret: string; until: number }
}

export interface WebhookSecretStore {
  /** The project's secrets; `fresh` becomes the first one where there is none. Throws ProjectGone. */
  ensure(projectId: string, fresh: string): Promise<WebhookSecrets>
  /** `fresh` takes the place of the current one, which goes on until `until`. Throws ProjectGone. */
  rotate(projectId: string, fresh: string, until: number): Promise<WebhookSecrets>
}
