/**
 * Writes every changing request of a known caller into the audit log: that it was asked for, before its handler runs,
 * and how it was answered, before the answer leaves. What cannot be written down is not carried out.
 */
import {
  type AuditAsked,
  type BodySchema,
  describeChanges,
  domainChain,
  idsIn,
  projectChain,
} from '@vigia/core'
import type { FastifyReply, FastifyRequest, RouteOptions } from 'fastify'
import type { AuditLog } from '../audit/index.js'
import type { SignedIn } from '../identity/index.js'
import type { App } from './deps.js'

/** Who showed good credentials, whether or not they are good for this request: a token, unless it is said. */
export interface KnownCaller extends Pick<SignedIn, 'user' | 'project'> {
  /** Name of the access key that signed. */
  accessKey?: string
  byPassword?: true
}

/** The entry that was written when the request was asked. */
interface Asked {
  chain: string
  seq: number
  targets: string[]
}

declare module 'fastify' {
  interface FastifyRequest {
    /** Null until credentials were found good. */
    caller: KnownCaller | null
    asked: Asked | null
    /** Ids of what its handler made. */
    made: string[] | null
    /** Code of the catalogue. */
    refusedWith: string | null
  }
}

const READS = ['GET', 'HEAD']
/** What flows through data streams all the time: data, and how far it was read. It would drown what was changed. */
export const UNAUDITED = ['putStreamRecords', 'saveStreamCheckpoint']
const LONGEST_PATH = 300
const LONGEST_TARGET = 64
/** Parts of paths that name nothing that is changed: whose it is, and what is done. */
const NO_TARGETS = ['project_id', 'command']

export function installAudit(app: App, log: AuditLog): void {
  for (const name of ['caller', 'asked', 'made', 'refusedWith']) app.decorateRequest(name, null)
  // Reads carry none of these and pay nothing.
  app.addHook('onRoute', (route) => {
    const operation = operationOf(route.schema)
    if (READS.includes(String(route.method)) || operation === undefined || UNAUDITED.includes(operation))
      return
    const { preHandler, preSerialization, onSend } = route
    route.preHandler = [
      // Its body was found to fit its schema, or the request would not be here.
      async (request) => writeAsked(log, request, describeBody(request)),
      ...listed(preHandler),
    ]
    route.preSerialization = [
      async (request, { statusCode }, answer) => {
        const isMade = request.method === 'POST' && statusCode < 300 && !request.caller?.byPassword
        if (isMade) request.made = idsIn(answer)
        return answer
      },
      ...listed(preSerialization),
    ]
    route.onSend = [async (request, reply) => writeAnswered(log, request, reply), ...listed(onSend)]
  })
}

/**
 * For sign-in, whose caller is known only when its handler has looked.
 * @throws what the store throws; nobody is to be signed in then
 */
export async function auditSignIn(
  log: AuditLog,
  request: FastifyRequest,
  caller: KnownCaller,
): Promise<void> {
  request.caller = caller
  await writeAsked(log, request, describeBody(request))
}

async function writeAsked(log: AuditLog, request: FastifyRequest, changes: unknown): Promise<void> {
  const { caller } = request
  if (!caller) return
  const isInProject = Object.hasOwn(request.params as object, 'project_id') && caller.project
  const chain = isInProject ? projectChain(isInProject.id) : domainChain(caller.user.domainId)
  const record = askedRecord(request, caller, changes)
  const seq = await log.append(chain, record)
  request.asked = { chain, seq, targets: record.targets }
}

async function writeAnswered(log: AuditLog, request: FastifyRequest, reply: FastifyReply): Promise<void> {
  if (!request.caller) return
  try {
    // Refused before its handler, so that nothing was changed: both are written now, the body untold.
    if (!request.asked) await writeAsked(log, request, undefined)
    const { chain, seq, targets } = request.asked!
    const made = request.made?.filter((id) => !targets.includes(id)) ?? []
    await log.append(chain, {
      kind: 'answered',
      request: request.id,
      asked: seq,
      status: reply.statusCode,
      ...(request.refusedWith === null ? {} : { error_code: request.refusedWith }),
      ...(made.length === 0 ? {} : { made }),
    })
  } catch (error) {
    // Done or refused it is already, and its caller is to know.
    request.log.error({ err: error, request: request.id }, 'the audit log lacks an answer')
  }
}

function askedRecord(request: FastifyRequest, caller: KnownCaller, changes: unknown): AuditAsked {
  const { user, accessKey, byPassword } = caller
  return {
    kind: 'asked',
    request: request.id,
    user: { id: user.id, name: user.name },
    by: byPassword ? 'password' : accessKey === undefined ? 'token' : 'access_key',
    ...(accessKey === undefined ? {} : { access_key: accessKey }),
    from: request.ip,
    operation: operationOf(request.routeOptions.schema) ?? '',
    method: request.method,
    path: (request.url.split('?')[0] ?? '').slice(0, LONGEST_PATH),
    targets: [
      ...new Set([
        ...targetsOf(request.params as object),
        ...(changes === undefined ? [] : idsIn(request.body, bodySchemaOf(request))),
      ]),
    ],
    ...(changes === undefined ? {} : { changes }),
  }
}

const targetsOf = (params: object): string[] =>
  Object.entries(params).flatMap(([name, value]) =>
    NO_TARGETS.includes(name) || String(value).length > LONGEST_TARGET ? [] : String(value),
  )

function describeBody(request: FastifyRequest): unknown {
  const schema = bodySchemaOf(request)
  return request.body === undefined || schema === undefined
    ? undefined
    : describeChanges(request.body, schema)
}

const bodySchemaOf = ({ routeOptions }: FastifyRequest): BodySchema | undefined =>
  routeOptions.schema?.body as BodySchema | undefined

const operationOf = (schema: RouteOptions['schema']): string | undefined =>
  (schema as { operationId?: string } | undefined)?.operationId

const listed = <T>(hooks: T | T[] | undefined): T[] => (hooks === undefined ? [] : ([hooks].flat() as T[]))
