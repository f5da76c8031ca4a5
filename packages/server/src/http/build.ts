/** The HTTP server: sign-in, validation, routes. `listen` is the caller's. */
import { randomUUID } from 'node:crypto'
import type { TypeBoxTypeProvider } from '@fastify/type-provider-typebox'
import { ErrorResponse, GatewayError, IdentityError, StreamErrorResponse } from '@vigia/contract'
import Fastify, { type FastifyReply, type FastifyRequest, LogController } from 'fastify'
import { AuditLog } from '../audit/index.js'
import { AccessKeys, SignedRequests, SignInLimit, Tokens } from '../identity/index.js'
import { accessKeyRoutes } from './access-keys.route.js'
import { algorithmCentreRoutes } from './algorithm-centre.route.js'
import { installAudit } from './audit.js'
import { auditRoutes, domainAuditRoutes } from './audit.route.js'
import { requireSignIn } from './authenticate.js'
import { batchRoutes } from './batch-tasks.route.js'
import { BODY_LIMIT, installBodyParser } from './body-parser.js'
import { checkQuery } from './check-query.js'
import { answerClientError, HEADER_LIMIT, REQUEST_ID } from './client-error.js'
import { serveConsole } from './console.js'
import { dataStreamRoutes } from './data-streams.route.js'
import { deliveryRoutes } from './deliveries.route.js'
import type { App, HttpDeps, RouteDeps } from './deps.js'
import { installDocs } from './docs.js'
import { domainRoutes } from './domains.route.js'
import { edgeCameraRoutes } from './edge-cameras.route.js'
import { answerError, installErrors } from './errors.js'
import { eventFeedRoutes } from './event-feed.route.js'
import { eventRetentionRoutes } from './event-retention.route.js'
import { eventRuleRoutes } from './event-rules.route.js'
import { eventSubscriptionRoutes } from './event-subscriptions.route.js'
import { eventRoutes } from './events.route.js'
import { discoverAtRoot, identityVersionRoutes } from './identity-version.route.js'
import { legacyJobRoutes } from './jobs-legacy.route.js'
import { jobRoutesV1 } from './jobs-v1.route.js'
import { jobRoutesV2 } from './jobs-v2.route.js'
import { liveRoutes } from './live.route.js'
import { metricsRoute } from './metrics.route.js'
import { objectStoreRoutes } from './object-stores.route.js'
import { objectRoutes } from './objects.route.js'
import { onvifRoutes } from './onvif.route.js'
import { orderRoutes } from './orders.route.js'
import { packageRoutes } from './packages.route.js'
import { projectLimitRoutes } from './project-limits.route.js'
import { projectRoutes } from './projects.route.js'
import { pushedStreamRoutes } from './pushed-streams.route.js'
import { quotaRoutes } from './quotas.route.js'
import { resultRoutes } from './results.route.js'
import { roleRoutes } from './roles.route.js'
import { sentPictureRoutes } from './sent-pictures.route.js'
import { seriesRoutes } from './series.route.js'
import { signInRoutes } from './sign-in.route.js'
import { takeEitherName } from './stream-answers.js'
import { streamAppRoutes } from './stream-apps.route.js'
import { streamRecordRoutes } from './stream-records.route.js'
import { tokenRoutes } from './tokens.route.js'
import { userRoutes } from './users.route.js'
import { compileValidator } from './validators.js'
import { videoGroupRoutes } from './video-groups.route.js'
import { videoSourceRoutes } from './video-sources.route.js'
import { webhookRoutes } from './webhooks.route.js'

/** A client that has not sent its whole request by then is cut off. */
const REQUEST_TIMEOUT_MS = 30_000
const TIMEOUT_CHECK_MS = 5_000
/** Longer path parameters find no route; shorter ones that are too long are refused by name. */
const LONGEST_PARAMETER = 4_096

export async function buildHttp(deps: HttpDeps): Promise<App> {
  const app = Fastify({
    ...(deps.logger ? { loggerInstance: deps.logger } : { logger: false }),
    // A line per request would drown a job's way; failures are logged by the error handler.
    logController: new LogController({ disableRequestLogging: true }),
    bodyLimit: BODY_LIMIT,
    requestTimeout: REQUEST_TIMEOUT_MS,
    // Node swaps the two time-outs when that for headers, 60 s by itself, is the longer one, and looks every 30 s.
    http: {
      maxHeaderSize: HEADER_LIMIT,
      headersTimeout: REQUEST_TIMEOUT_MS,
      connectionsCheckingInterval: TIMEOUT_CHECK_MS,
    },
    clientErrorHandler: answerClientError,
    genReqId: () => randomUUID(),
    // A path that cannot be read meets no hook.
    frameworkErrors: (error, request, reply) => {
      nameRequest(request, reply)
      return answerError(error, request, reply)
    },
    routerOptions: { maxParamLength: LONGEST_PARAMETER, ignoreTrailingSlash: true },
  }).withTypeProvider<TypeBoxTypeProvider>() as App
  const keys = new AccessKeys(deps.identity, deps.clock)
  const tokens = new Tokens(deps.identity, deps.clock)
  const full: RouteDeps = {
    ...deps,
    tokens,
    keys,
    signed: new SignedRequests(keys, deps.clock),
    auditLog: new AuditLog(deps.audit, deps.clock),
    signInLimit: new SignInLimit(deps.identity, deps.clock),
    forgetSignedIn: () => {
      tokens.forgetAll()
      keys.forgetAll()
    },
  }

  app.decorateRequest('signedIn', null)
  app.decorateRequest('prove', null)
  installAudit(app, full.auditLog)
  app.addHook('onRequest', (request, reply, done) => {
    nameRequest(request, reply)
    try {
      checkQuery(request.url)
    } catch (error) {
      return done(error as Error)
    }
    done()
  })
  discoverAtRoot(app)
  app.setValidatorCompiler(compileValidator)
  installBodyParser(app)
  app.addSchema(ErrorResponse).addSchema(GatewayError).addSchema(IdentityError).addSchema(StreamErrorResponse)
  await installDocs(app)
  installErrors(app, await serveConsole(app, deps.consoleDir))

  app.get('/healthz', { schema: { hide: true } }, async () => ({ status: 'ok' }))
  metricsRoute(app, full)
  identityVersionRoutes(app)
  signInRoutes(app, full)
  sentPictureRoutes(app, full)
  await app.register(async (identity) => {
    requireSignIn(identity as App, full, 'user')
    tokenRoutes(identity as App, full)
    domainRoutes(identity as App, full)
    projectRoutes(identity as App, full)
    projectLimitRoutes(identity as App, full)
    userRoutes(identity as App, full)
    roleRoutes(identity as App, full)
    accessKeyRoutes(identity as App, full)
    domainAuditRoutes(identity as App, full)
  })
  await app.register(async (platform) => {
    requireSignIn(platform as App, full, 'project')
    jobRoutesV1(platform as App, full)
    jobRoutesV2(platform as App, full)
    legacyJobRoutes(platform as App, full)
    batchRoutes(platform as App, full)
    resultRoutes(platform as App, full)
    deliveryRoutes(platform as App, full)
    webhookRoutes(platform as App, full)
    seriesRoutes(platform as App, full)
    eventFeedRoutes(platform as App, full)
    eventRetentionRoutes(platform as App, full)
    liveRoutes(platform as App, full)
    eventRoutes(platform as App, full)
    eventRuleRoutes(platform as App, full)
    eventSubscriptionRoutes(platform as App, full)
    algorithmCentreRoutes(platform as App, full)
    packageRoutes(platform as App, full)
    orderRoutes(platform as App, full)
    objectStoreRoutes(platform as App, full)
    objectRoutes(platform as App, full)
    videoSourceRoutes(platform as App, full)
    videoGroupRoutes(platform as App, full)
    pushedStreamRoutes(platform as App, full)
    edgeCameraRoutes(platform as App, full)
    onvifRoutes(platform as App, full)
    auditRoutes(platform as App, full)
    quotaRoutes(platform as App, full)
    await platform.register(async (streams) => {
      takeEitherName(streams as App)
      dataStreamRoutes(streams as App, full)
      streamRecordRoutes(streams as App, full)
      streamAppRoutes(streams as App, full)
    })
  })
  return app
}

function nameRequest(request: Pick<FastifyRequest, 'id'>, reply: Pick<FastifyReply, 'header'>): void {
  void reply.header(REQUEST_ID, request.id)
  void reply.header('x-content-type-options', 'nosniff')
}
