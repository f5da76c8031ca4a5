/** Domains, projects and users for operators to change and to delete. */
import { PASSWORD, type TestApp } from '../test-app.js'

export interface Operated {
  /** Not the platform's; what follows is in it. */
  domain: string
  project: string
  /** Empty, to be deleted. */
  leavingProject: string
  /** A user with the role viewer on domain and project. */
  user: string
  leavingUser: string
  /** Empty, to be deleted. */
  leavingDomain: string
  /** Who changes the own password. */
  self: { id: string; token: string }
}

export async function makeOperated(test: TestApp): Promise<Operated> {
  const made = async (path: string, kind: string, body: object): Promise<string> => {
    const answer = await test.call('POST', path, { [kind]: body })
    if (answer.status !== 201) throw new Error(`${kind}: ${JSON.stringify(answer.body)}`)
    return answer.body[kind].id
  }
  const domain = await made('/v3/domains', 'domain', { name: 'operated' })
  const projectOf = (name: string) => made('/v3/projects', 'project', { name, domain_id: domain })
  const userOf = (name: string) => made('/v3/users', 'user', { name, password: PASSWORD, domain_id: domain })
  const [project, user] = [await projectOf('operated'), await userOf('operated')]
  for (const scope of [`domains/${domain}`, `projects/${project}`])
    await test.call('PUT', `/v3/${scope}/users/${user}/roles/viewer`)
  const self = await userOf('self')
  return {
    domain,
    project,
    leavingProject: await projectOf('leaving'),
    user,
    leavingUser: await userOf('leaving'),
    leavingDomain: await made('/v3/domains', 'domain', { name: 'leaving' }),
    self: { id: self, token: await tokenOf(test, self) },
  }
}

async function tokenOf(test: TestApp, id: string): Promise<string> {
  const identity = { methods: ['password'], password: { user: { id, password: PASSWORD } } }
  const { headers } = await test.call('POST', '/v3/auth/tokens', { auth: { identity } }, null)
  return String(headers['x-subject-token'])
}
