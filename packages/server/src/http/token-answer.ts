/** A token as Keystone describes it, with the catalog by which clients find the job operations. */
import type { TokenAnswer } from '@vigia/contract'
import { type Project, roleIn, roleInDomain } from '@vigia/core'
import type { KnownToken } from '../identity/index.js'

/** @param origin address of this server for the catalog; undefined leaves the catalog empty */
export function describeToken(known: KnownToken, origin: string | undefined): TokenAnswer {
  const { row, user, grants, project } = known
  const domain = { id: user.domainId, name: user.domainName }
  const role = project ? roleIn(grants, project) : roleInDomain(grants, user.domainId)
  return {
    token: {
      methods: ['password'],
      issued_at: microseconds(row.issuedAt),
      expires_at: microseconds(row.expiresAt),
      user: { id: user.id, name: user.name, domain, password_expires_at: '' },
      ...(project
        ? {
            project: {
              id: project.id,
              name: project.name,
              domain: { id: project.domainId, name: project.domainName },
            },
          }
        : { domain }),
      roles: role === undefined ? [] : [{ id: role, name: role }],
      catalog: origin === undefined ? [] : catalog(origin, project),
    },
  }
}

/** The job endpoint carries the project id: a client adds `/infer/tasks` and is there. */
function catalog(origin: string, project: Project | undefined): TokenAnswer['token']['catalog'] {
  return [
    service('keystone', 'identity', `${origin}/v3`),
    ...(project ? [service('vias', 'vias', `${origin}/v1/${project.id}`)] : []),
  ]
}

function service(name: string, type: string, url: string): TokenAnswer['token']['catalog'][number] {
  const endpoint = { id: `${name}-public`, interface: 'public', region: 'default', region_id: 'default', url }
  return { id: name, name, type, endpoints: [endpoint] }
}

/** `2026-11-24T08:00:00.000000Z`: Keystone writes microseconds. */
export const microseconds = (ms: number): string => new Date(ms).toISOString().replace('Z', '000Z')
