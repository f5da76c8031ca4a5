/** Typed client of the platform for programs and browsers. */
export { Audit, type AuditOf } from './audit.js'
export { Cameras } from './cameras.js'
export { type ClientOptions, VigiaClient } from './client.js'
export { DataStreams, type NewRecord, type ReadRecord } from './data-streams.js'
export { Deliveries } from './deliveries.js'
export { CLIENT_CODES, type Failure, VigiaError } from './errors.js'
export type { FedEvent, FollowedEvent } from './event-feed.js'
export { EventRules } from './event-rules.js'
export { EventSubscriptions } from './event-subscriptions.js'
export { Events } from './events.js'
export { Groups } from './groups.js'
export { DEFAULT_TIMEOUT_MS } from './http.js'
export type { Credentials, Session } from './identity.js'
export { Jobs } from './jobs.js'
export { Keys } from './keys.js'
export type { MovingPicture } from './moving-pictures.js'
export { Objects } from './objects.js'
export { Operators, type OperatorsOptions, type RoleScope } from './operators.js'
export { Series } from './series.js'
export { Services } from './services.js'
export { Sources } from './sources.js'
export { type CheckpointOf, StreamApps } from './stream-apps.js'
export type { ReadOptions } from './stream-reader.js'
export { Streams } from './streams.js'
export {
  verifyWebhook,
  WebhookError,
  type WebhookFault,
  type WebhookHeaders,
  type WebhookOptions,
} from './webhook.js'
