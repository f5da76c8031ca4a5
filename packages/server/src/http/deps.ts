/** What the HTTP layer needs; routes get it as their last argument. */
import type { IncomingMessage, ServerResponse } from 'node:http'
import type { TypeBoxTypeProvider } from '@fastify/type-provider-typebox'
import type {
  AuditStore,
  BlobStore,
  Clock,
  DataStreamStore,
  EventRetentionStore,
  EventStore,
  IdentityStore,
  ResultStore,
  SeriesStore,
  User,
} from '@vigia/core'
import type { FastifyBaseLogger, FastifyInstance, FastifyRequest, RawServerDefault } from 'fastify'
import type { AuditLog } from '../audit/index.js'
import type { PictureAddresses, WebhookSecretDeps } from '../delivery/index.js'
import type { AccessKeys, SignedIn, SignedRequests, SignInLimit, Tokens } from '../identity/index.js'
import type { BatchDeps, Caller, DeliveryDeps, Pushes, TestWebhookDeps } from '../use-cases/index.js'

export interface HttpDeps extends BatchDeps, DeliveryDeps, TestWebhookDeps, WebhookSecretDeps {
  identity: IdentityStore
  results: ResultStore
  /** Pictures and clips of results. */
  blobs: BlobStore
  events: EventStore
  series: SeriesStore
  eventRetention: EventRetentionStore
  /** How long events are kept of projects that have chosen nothing else. */
  keepEvents: { days: number; megabytes: number }
  audit: AuditStore
  dataStreams: DataStreamStore
  /** How much data a stream of the platform itself keeps, bytes. */
  streamBytes: number
  pushes: Pushes
  /** Addresses of pictures that messages carry. */
  pictureAddresses: PictureAddresses
  /** Where encoders find the server, `host` or `host:port`; `hostname` is how the client has reached it. */
  pushAddress(hostname: string): string
  clock: Clock
  previews: { latest(jobId: string): { jpeg: Uint8Array; at: number } | undefined }
  /** Lets others than this machine read `/metrics`; empty: nobody. */
  metricsToken: string
  /** Folder of the built console; without it `/` answers 404. */
  consoleDir?: string
  logger?: FastifyBaseLogger
}

export interface RouteDeps extends HttpDeps {
  tokens: Tokens
  keys: AccessKeys
  signed: SignedRequests
  auditLog: AuditLog
  signInLimit: SignInLimit
  /** After a change of a user, a role, a project, a domain: it holds at once on this server. */
  forgetSignedIn(): void
}

export type App = FastifyInstance<
  RawServerDefault,
  IncomingMessage,
  ServerResponse,
  FastifyBaseLogger,
  TypeBoxTypeProvider
>

declare module 'fastify' {
  interface FastifyRequest {
    /** Set by `requireSignIn`; null on routes without sign-in. */
    signedIn: SignedIn | null
    /** Of a signed request until its body is there: sets `signedIn`, or throws ApiError. */
    prove: ((body: Buffer) => Promise<void>) | null
  }
}

/** The caller of a platform route; `requireSignIn` has run before. */
export function callerOf(request: FastifyRequest): Caller {
  const { project, user } = request.signedIn ?? {}
  if (!project || !user) throw new Error('callerOf used on a route without sign-in')
  return { projectId: project.id, userName: user.name }
}

/** Who calls a route below `/v3`; `requireSignIn` has run before. */
export function callingUser(request: FastifyRequest): User {
  if (!request.signedIn) throw new Error('callingUser used on a route without sign-in')
  return request.signedIn.user
}

/** The same with all roles. */
export function actorOf(request: FastifyRequest): SignedIn {
  if (!request.signedIn) throw new Error('actorOf used on a route without sign-in')
  return request.signedIn
}

/** This server's address as the client knows it: links in an answer must lead back the way the request came. */
export const originOf = ({ protocol, host }: FastifyRequest): string => `${protocol}://${host}`
