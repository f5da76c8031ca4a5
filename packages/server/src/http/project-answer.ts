/** A project and a page of projects as Keystone describes them. */
import type { ProjectItem, ProjectQuery } from '@vigia/contract'
import type { Project } from '@vigia/core'
import type { FastifyRequest } from 'fastify'
import { originOf } from './deps.js'
import { pageLinks } from './page-links.js'

const STATES = { 0: 'open', 1: 'frozen', 2: 'thawing' } as const

export function describeProject(p: Project, origin: string): ProjectItem {
  return {
    id: p.id,
    name: p.name,
    description: p.description,
    domain_id: p.domainId,
    parent_id: p.domainId,
    enabled: p.enabled,
    is_domain: false,
    state: STATES[p.frozen],
    frozen_reason: p.frozenReason,
    links: { self: `${origin}/v3/projects/${p.id}` },
  }
}

/** @param projects all that the caller has */
export function describePage(request: FastifyRequest, projects: Project[], query: ProjectQuery) {
  const { page, per_page } = query
  const matching = projects.filter((project) => matches(project, query))
  const origin = originOf(request)
  return {
    links: pageLinks(request, query, matching.length),
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
