/** Reads of the audit log: of a project below `/v2`, of a domain below `/v3`. */
import { Readable } from 'node:stream'
import {
  AuditExportQuery,
  AuditLine,
  AuditList,
  AuditQuery,
  AuditVerdict,
  AuditVerifyQuery,
  DomainAuditPath,
  ProjectPath,
} from '@vigia/contract'
import { domainChain, projectChain } from '@vigia/core'
import type { FastifyReply, FastifyRequest } from 'fastify'
import type { TSchema } from 'typebox'
import { exportAudit, listAudit, verifyAudit } from '../use-cases/index.js'
import { type App, callerOf, callingUser, type RouteDeps } from './deps.js'
import { KeystoneError } from './keystone-error.js'
import { answers, refusals } from './operation.js'

interface Log {
  path: string
  params: TSchema
  /** Put behind the names of operations. */
  suffix: '' | 'Domain'
  whose: string
  failures: object
  /** @throws KeystoneError 404 for a domain that is not the caller's */
  chainOf(request: FastifyRequest): string
}

export function auditRoutes(app: App, deps: RouteDeps): void {
  const { 200: _, ...failures } = answers(AuditList)
  routes(app, deps, {
    path: '/v2/:project_id/audit',
    params: ProjectPath,
    suffix: '',
    whose: 'project',
    failures,
    chainOf: (request) => projectChain(callerOf(request).projectId),
  })
}

export function domainAuditRoutes(app: App, deps: RouteDeps): void {
  routes(app, deps, {
    path: '/v3/domains/:id/audit',
    params: DomainAuditPath,
    suffix: 'Domain',
    whose: 'domain: sign-ins, and changes outside its projects',
    failures: refusals(400, 401, 404),
    chainOf: (request) => {
      const { domainId } = callingUser(request)
      const { id } = request.params as { id: string }
      if (id !== domainId) throw new KeystoneError(404, `id: there is no domain ${id} that is yours`)
      return domainChain(id)
    },
  })
}

function routes(
  app: App,
  { audit }: RouteDeps,
  { path, params, suffix, whose, failures, chainOf }: Log,
): void {
  const tags = ['audit']
  app.get(
    path,
    {
      schema: {
        tags,
        operationId: `list${suffix}Audit`,
        summary: `Who changed what from where, newest first, in the ${whose}`,
        params,
        querystring: AuditQuery,
        response: { 200: AuditList, ...failures },
      },
    },
    (request) => listAudit(audit, chainOf(request), request.query),
  )

  app.get(
    `${path}/export`,
    {
      schema: {
        tags,
        operationId: `export${suffix}Audit`,
        summary: `Audit log of the ${whose}: one JSON object a line, oldest first`,
        params,
        querystring: AuditExportQuery,
        response: {
          200: { description: 'Lines', content: { 'application/x-ndjson': { schema: AuditLine } } },
          ...failures,
        },
      },
    },
    async (request, reply) => {
      void (reply as unknown as FastifyReply)
        .header('content-type', 'application/x-ndjson')
        .header('cache-control', 'private, no-store')
      return reply.send(Readable.from(texts(exportAudit(audit, chainOf(request), request.query))) as never)
    },
  )

  app.get(
    `${path}/verify`,
    {
      schema: {
        tags,
        operationId: `verify${suffix}Audit`,
        summary: `Whether the audit log is as it was written, in the ${whose}`,
        params,
        querystring: AuditVerifyQuery,
        response: { 200: AuditVerdict, ...failures },
      },
    },
    async (request) => {
      const { brokenAt, ...verdict } = await verifyAudit(audit, chainOf(request), request.query.head)
      return { ...verdict, ...(brokenAt === undefined ? {} : { broken_at: brokenAt }) }
    },
  )
}

async function* texts(lines: AsyncIterable<object>): AsyncGenerator<string> {
  for await (const line of lines) yield `${JSON.stringify(line)}\n`
}
