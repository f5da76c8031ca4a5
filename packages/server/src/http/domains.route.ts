/** Domains: looked up by their users, made, changed and deleted by operators of the platform. */
import {
  AuthDomains,
  ChangeDomain,
  CreateDomain,
  DomainAnswer,
  type DomainItem,
  DomainList,
  DomainQuery,
  OneDomainPath,
} from '@vigia/contract'
import type { Domain } from '@vigia/core'
import type { FastifyRequest } from 'fastify'
import {
  changeDomain,
  createDomain,
  deleteDomain,
  visibleDomain,
  visibleDomains,
} from '../use-cases/operators/index.js'
import { type App, actorOf, callingUser, originOf, type RouteDeps } from './deps.js'
import { DONE, refusals } from './operation.js'
import { onlyLinks } from './page-links.js'

const tags = ['domains']

export function domainRoutes(app: App, deps: RouteDeps): void {
  app.get(
    '/v3/auth/domains',
    {
      schema: {
        tags: ['sign-in'],
        operationId: 'listAuthDomains',
        summary: 'Domains a token may be asked for: the own one',
        response: { 200: AuthDomains, ...refusals(400, 401) },
      },
    },
    async (request) => {
      const own = await visibleDomain(deps, actorOf(request), callingUser(request).domainId)
      return { links: onlyLinks(request), domains: [describe(own, request)] }
    },
  )

  app.get(
    '/v3/domains',
    {
      schema: {
        tags,
        operationId: 'listDomains',
        summary: 'The own domain and those on which one has a role; all of them for an admin of the platform',
        querystring: DomainQuery,
        response: { 200: DomainList, ...refusals(400, 401) },
      },
    },
    async (request) => {
      const found = await visibleDomains(deps, actorOf(request), request.query)
      return { links: onlyLinks(request), domains: found.map((domain) => describe(domain, request)) }
    },
  )

  app.get(
    '/v3/domains/:id',
    {
      schema: {
        tags,
        operationId: 'showDomain',
        summary: 'One domain',
        params: OneDomainPath,
        response: { 200: DomainAnswer, ...refusals(400, 401, 404) },
      },
    },
    async (request) => ({
      domain: describe(await visibleDomain(deps, actorOf(request), request.params.id), request),
    }),
  )

  app.post(
    '/v3/domains',
    {
      schema: {
        tags,
        operationId: 'createDomain',
        summary: 'Make a domain',
        body: CreateDomain,
        response: { 201: DomainAnswer, ...refusals(400, 401, 403, 409) },
      },
    },
    async (request, reply) => {
      const domain = await createDomain(deps, actorOf(request), request.body)
      void reply.code(201)
      return { domain: describe(domain, request) }
    },
  )

  app.patch(
    '/v3/domains/:id',
    {
      schema: {
        tags,
        operationId: 'changeDomain',
        summary: 'Rename or describe a domain, or switch it off or on; its jobs go on',
        params: OneDomainPath,
        body: ChangeDomain,
        response: { 200: DomainAnswer, ...refusals(400, 401, 403, 404, 409) },
      },
    },
    async (request) => ({
      domain: describe(await changeDomain(deps, actorOf(request), request.params.id, request.body), request),
    }),
  )

  app.delete(
    '/v3/domains/:id',
    {
      schema: {
        tags,
        operationId: 'deleteDomain',
        summary: 'Delete a domain that holds no users and projects any more',
        params: OneDomainPath,
        response: { 204: DONE, ...refusals(400, 401, 403, 404, 409) },
      },
    },
    async (request, reply) => {
      await deleteDomain(deps, actorOf(request), request.params.id)
      return reply.code(204).send(null)
    },
  )
}

const describe = ({ id, name, description, enabled }: Domain, request: FastifyRequest): DomainItem => ({
  id,
  name,
  description,
  enabled,
  links: { self: `${originOf(request)}/v3/domains/${id}` },
})
