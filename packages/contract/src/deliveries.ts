/** Deliveries: how each result got to each channel, attempt by attempt; replay; targets that fail. Vigia's own. */
import { type Static, Type } from 'typebox'
import { projectId, URL_PATTERN } from './common.js'

const hex32 = Type.String({ pattern: '^[0-9a-f]{32}$' })

const channel = Type.Enum(['webhook', 'dis', 'obs', 'event_center', 'subscription'])
const state = Type.Enum(['pending', 'delivered', 'dead'])
const moment = Type.Integer({
  minimum: 0,
  maximum: Number.MAX_SAFE_INTEGER,
  description: 'Milliseconds since 1970',
})

const filter = {
  task_id: Type.Optional(hex32),
  subscription_id: Type.Optional(hex32),
  message_id: Type.Optional(Type.String({ minLength: 1, maxLength: 64 })),
  channel: Type.Optional(channel),
  state: Type.Optional(state),
  from: Type.Optional({ ...moment, description: 'Made at or after, milliseconds since 1970' }),
  to: Type.Optional({ ...moment, description: 'Made before, milliseconds since 1970' }),
}

export const DeliveryPath = Type.Object({ project_id: projectId, delivery_id: hex32 })
export const DeliveriesQuery = Type.Object({
  ...filter,
  limit: Type.Integer({ minimum: 1, maximum: 1_000, default: 100 }),
  marker: Type.Optional(Type.String({ ...hex32, description: 'Delivery behind which the page begins' })),
})
export type DeliveriesQuery = Static<typeof DeliveriesQuery>

const shown = {
  delivery_id: Type.String(),
  message_id: Type.String(),
  task_id: Type.String(),
  channel,
  subscription_id: Type.Optional(Type.String({ description: 'Of channel subscription' })),
  state: Type.Enum(['pending', 'delivered', 'dead'], { description: 'dead: given up; it can be replayed' }),
  attempts: Type.Integer({ description: 'Made so far, over all replays' }),
  created_at: Type.String({ description: 'ISO 8601, milliseconds' }),
  next_at: Type.Optional(Type.String({ description: 'Of the next attempt, while it is pending' })),
  last_error: Type.Optional(Type.String()),
}
export const ShownDelivery = Type.Object(shown)
export type ShownDelivery = Static<typeof ShownDelivery>

export const DeliveryList = Type.Object({
  count: Type.Integer(),
  deliveries: Type.Array(ShownDelivery),
  next_marker: Type.Optional(Type.String({ description: 'For the next page; absent on the last one' })),
})
export type DeliveryList = Static<typeof DeliveryList>

const attempt = Type.Object({
  at: Type.String({ description: 'When it began; ISO 8601, milliseconds' }),
  took_ms: Type.Integer({ description: 'Until the answer or the failure' }),
  status: Type.Optional(Type.Integer({ description: 'HTTP status of the answer' })),
  answer: Type.Optional(Type.String({ description: 'First 512 characters of the answer' })),
  error: Type.Optional(Type.String({ description: 'Why it failed; absent where it was taken' })),
})
export const DeliveryDetails = Type.Object({
  ...shown,
  log: Type.Array(attempt, { description: 'The newest 50 attempts, oldest first' }),
})
export type DeliveryDetails = Static<typeof DeliveryDetails>

/** By ids, or by filter: then all dead ones that it fits, unless it names a state. */
export const ReplayDeliveries = Type.Object({
  delivery_ids: Type.Optional(Type.Array(hex32, { minItems: 1, maxItems: 1_000, uniqueItems: true })),
  ...filter,
})
export type ReplayDeliveries = Static<typeof ReplayDeliveries>
export const Replayed = Type.Object({
  replayed: Type.Integer({ description: 'Deliveries that are due again now' }),
})

const target = { channel, id: Type.String({ ...hex32, description: 'Of the job, or of the subscription' }) }
export const DeliveryTargets = Type.Object({
  count: Type.Integer(),
  targets: Type.Array(
    Type.Object({
      ...target,
      failing_since: Type.String({ description: 'First failure after the last success' }),
      off_since: Type.Optional(Type.String({ description: 'Nothing is tried since then' })),
      reason: Type.String(),
    }),
  ),
})
export type DeliveryTargets = Static<typeof DeliveryTargets>
export const SwitchOnTarget = Type.Object(target)
export type SwitchOnTarget = Static<typeof SwitchOnTarget>

export const WebhookSecret = Type.Object({
  secret: Type.String({ description: 'whsec_ and base64 of 32 bytes: verifies webhook-signature' }),
  previous_until: Type.Optional(
    Type.String({
      description: 'After a rotation: until then messages carry a signature by the old one, too',
    }),
  ),
})
export type WebhookSecret = Static<typeof WebhookSecret>

export const TestWebhook = Type.Object({
  url: Type.String({ pattern: URL_PATTERN, maxLength: 1000 }),
  headers: Type.Optional(Type.Record(Type.String(), Type.String(), { maxProperties: 10 })),
})
export type TestWebhook = Static<typeof TestWebhook>
export const TestedWebhook = Type.Object({
  taken: Type.Boolean({ description: 'Whether a result would count as delivered' }),
  took_ms: Type.Integer(),
  status: Type.Optional(Type.Integer()),
  answer: Type.Optional(Type.String({ description: 'First 512 characters' })),
  reason: Type.Optional(Type.String({ description: 'Why not' })),
})
export type TestedWebhook = Static<typeof TestedWebhook>

export const SentPicturePath = Type.Object({
  project_id: projectId,
  message_id: Type.String({ minLength: 1, maxLength: 64 }),
})
export const SentPictureQuery = Type.Object({
  expires: Type.Integer({ minimum: 0, maximum: 1e11, description: 'Unix seconds' }),
  signature: Type.String({ minLength: 1, maxLength: 100 }),
})
