/** A project and a page of projects as Keystone describes them. */
import type { ProjectQuery } from '@vigia/contract'
import type { Project } from '@vigia/core'
import type { FastifyRequest } from 'fastify'
import { originOf } from './deps.js'

export function describeProject(p: Project, origin: string) {
  return {
    id: p.id,
    name: p.name,
    description: p.description,
    domain_id: p.domainId,
    parent_id: p.domainId,
    enabled: p.enabled,
    is_domain: false,
    links: { self: `${origin}/v3/projects/${p.id}` },
  }
}

/** @param projects all that the caller has */
export function describePage(request: FastifyRequest, projects: Project[], query: ProjectQuery) {
  const { page, per_page } = query
  const matching = projects.filter((project) => matches(project, query))
  const origin = originOf(request)
  const here = new URL(request.url, origin)
  const link = (to: number): string => {
    const there = new URL(here)
    there.searchParams.set('page', String(to))
    return there.href
  }
  return {
    links: {
      self: here.href,
      next: page * per_page < matching.length ? link(page + 1) : null,
      previous: page > 1 ? link(page - 1) : null,
    },
    projects: matching
      .slice((page - 1) * per_page, page * per_page)
      .map((project) => describeProject(project, origin)),
  }
}

/** A project stands directly below its domain; no project is a domain itself. */
function matches(p: Project, { name, domain_id, parent_id, enabled, is_domain }: ProjectQuery): boolean {
  return (
    (name === undefined || p.name === name) &&
    (domain_id === undefined || p.domainId === domain_id) &&
    (parent_id === undefined || p.domainId === parent_id) &&
    (enabled === undefined || p.enabled === enabled) &&
    is_domain !== true
  )
}
