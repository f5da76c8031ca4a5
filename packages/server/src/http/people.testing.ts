/** Users with roles, signed in, for tests. */
import { createHash } from 'node:crypto'
import type { Role, RoleAssignment } from '@vigia/core'
import { hashPassword } from '../identity/index.js'
import { PASSWORD, type TestApp } from './test-app.js'

export interface Person {
  id: string
  token: string
}

export interface Described {
  /** Id of the domain; that of the platform when left out. */
  domain?: string
  /** What he is, and where. */
  roles?: [role: Role, scope: RoleAssignment['scope'], scopeId: string][]
  /** Id of the project that the token is for; none when left out. */
  project?: string
}

const passwordHash = hashPassword(PASSWORD)

export async function person(t: TestApp, name: string, described: Described = {}): Promise<Person> {
  const { identity } = t.stores
  const { domain = (await identity.domain({ name: 'vigia' }))!.id, roles = [], project } = described
  const id = createHash('sha256').update(`${domain}/${name}`).digest('hex').slice(0, 32)
  const { name: domainName } = (await identity.domain({ id: domain }))!
  await identity.createUser(
    { id, name, domainId: domain, domainName, passwordHash: await passwordHash },
    roles.map(([role, scope, scopeId]) => ({ role, scope, scopeId })),
  )
  return { id, token: await tokenOf(t, id, project) }
}

/** @throws Error with the answer when the user may not sign in so */
export async function tokenOf(
  t: TestApp,
  id: string,
  project?: string,
  password = PASSWORD,
): Promise<string> {
  const answer = await signInAs(t, id, project, password)
  if (answer.status !== 201) throw new Error(`sign-in: ${JSON.stringify(answer.body)}`)
  return String(answer.headers['x-subject-token'])
}

export const signInAs = (t: TestApp, id: string, project?: string, password = PASSWORD) =>
  t.call(
    'POST',
    '/v3/auth/tokens',
    {
      auth: {
        identity: { methods: ['password'], password: { user: { id, password } } },
        ...(project === undefined ? {} : { scope: { project: { id: project } } }),
      },
    },
    null,
  )

/** Another domain with a project, and its admin. */
export async function otherDomain(
  t: TestApp,
  name = 'other',
): Promise<{ domain: string; project: string; admin: Person }> {
  const { identity } = t.stores
  const [domain, project] = [`${name}-domain`, `${name}-project`]
  await identity.createDomain(domain, name)
  await identity.createProject({
    id: project,
    name: 'default',
    description: '',
    domainId: domain,
    domainName: name,
    enabled: true,
  })
  const admin = await person(t, 'admin', { domain, roles: [['admin', 'domain', domain]], project })
  return { domain, project, admin }
}
