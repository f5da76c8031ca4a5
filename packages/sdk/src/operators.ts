/** What operators do: domains, projects, users, roles, quotas, freezing. Every call throws VigiaError when it fails. */
import type {
  AssignmentItem,
  ChangeUser,
  CreateDomain,
  CreateProject,
  CreateUser,
  DomainItem,
  ProjectItem,
  QuotasAnswer,
  UserItem,
} from '@vigia/contract'
import { VigiaError } from './errors.js'
import { Http, type HttpRequest } from './http.js'
import { type Credentials, requestPlainToken } from './identity.js'

export interface OperatorsOptions {
  /** Address of the server, e.g. `http://127.0.0.1:8080`. */
  baseUrl: string
  /** A token got elsewhere. It cannot be renewed. */
  token?: string
  /** The first call signs in with them, and a later one again when the token has ended. */
  credentials?: Omit<Credentials, 'project'>
  /** For each request, until the last byte of its answer; 30 s when left out. */
  timeoutMs?: number
}

/** A domain or a project, by id. */
export interface RoleScope {
  scope: 'domain' | 'project'
  id: string
}

const part = encodeURIComponent
const project = (id: string): string => `/v3/projects/${part(id)}`
const user = (id: string): string => `/v3/users/${part(id)}`

export class Operators {
  private readonly http: Http
  private token: string | undefined
  private readonly credentials: Omit<Credentials, 'project'> | undefined

  /** @throws TypeError when `baseUrl` cannot be used */
  constructor({ baseUrl, token, credentials, timeoutMs }: OperatorsOptions) {
    this.http = new Http(baseUrl, timeoutMs)
    this.token = token
    this.credentials = credentials
  }

  /** All for an admin of the platform; else the own one, and those on which the user has a role. */
  domains(): Promise<DomainItem[]> {
    return this.get('domains', '/v3/domains')
  }

  createDomain(domain: CreateDomain['domain']): Promise<DomainItem> {
    return this.send('POST', 'domain', '/v3/domains', { domain })
  }

  /** All for an admin of the platform; else those in which the user has a role. */
  projects(): Promise<ProjectItem[]> {
    return this.get('projects', '/v3/projects')
  }

  createProject(made: CreateProject['project']): Promise<ProjectItem> {
    return this.send('POST', 'project', '/v3/projects', { project: made })
  }

  /** It must hold no jobs, batches, sources and groups any more. */
  async deleteProject(id: string): Promise<void> {
    await this.call({ method: 'DELETE', path: project(id) })
  }

  /** Its jobs become FROZEN; nothing is made or changed in it. */
  freeze(id: string, reason?: string): Promise<ProjectItem> {
    const body = reason === undefined ? {} : { reason }
    return this.send('POST', 'project', `${project(id)}/freeze`, body)
  }

  /** Its jobs go back to what they were. */
  thaw(id: string): Promise<ProjectItem> {
    return this.send('POST', 'project', `${project(id)}/thaw`)
  }

  quotas(projectId: string): Promise<QuotasAnswer['quotas']> {
    return this.get('quotas', `${project(projectId)}/quotas`)
  }

  /** What is left out stays. */
  setQuotas(
    projectId: string,
    quotas: { jobs?: number; sources?: number; groups?: number; cameras?: number; data_streams?: number },
  ): Promise<QuotasAnswer['quotas']> {
    return this.send('PUT', 'quotas', `${project(projectId)}/quotas`, { quotas })
  }

  /** Of the domains that the user administers. */
  users(filter: { name?: string; domain_id?: string } = {}): Promise<UserItem[]> {
    return this.get('users', '/v3/users', filter)
  }

  createUser(made: CreateUser['user']): Promise<UserItem> {
    return this.send('POST', 'user', '/v3/users', { user: made })
  }

  /** What is left out stays; a password ends the user's tokens. */
  changeUser(id: string, to: ChangeUser['user']): Promise<UserItem> {
    return this.send('PATCH', 'user', user(id), { user: to })
  }

  async deleteUser(id: string): Promise<void> {
    await this.call({ method: 'DELETE', path: user(id) })
  }

  /** The own ones, and those in domains that the user administers; with names. */
  roleAssignments(filter: { userId?: string } = {}): Promise<AssignmentItem[]> {
    const query = { include_names: '1', 'user.id': filter.userId }
    return this.get('role_assignments', '/v3/role_assignments', query)
  }

  async grantRole(on: RoleScope, userId: string, role: string): Promise<void> {
    await this.call({ method: 'PUT', path: assignment(on, userId, role) })
  }

  async revokeRole(on: RoleScope, userId: string, role: string): Promise<void> {
    await this.call({ method: 'DELETE', path: assignment(on, userId, role) })
  }

  /** The member of the answer that holds what was asked for. */
  private async get<T>(member: string, path: string, query: HttpRequest['query'] = {}): Promise<T> {
    return memberOf(member, await this.call({ method: 'GET', path, query }))
  }

  private async send<T>(
    method: HttpRequest['method'],
    member: string,
    path: string,
    body?: unknown,
  ): Promise<T> {
    return memberOf(member, await this.call({ method, path, ...(body === undefined ? {} : { body }) }))
  }

  private async call(request: HttpRequest): Promise<unknown> {
    this.token ??= await this.signIn()
    const sent = (token: string) =>
      this.http.json({ ...request, headers: { ...request.headers, 'x-auth-token': token } })
    try {
      return (await sent(this.token)).json
    } catch (error) {
      if (!(error instanceof VigiaError) || error.status !== 401 || !this.credentials) throw error
      this.token = await this.signIn()
      return (await sent(this.token)).json
    }
  }

  private signIn(): Promise<string> {
    if (this.credentials) return requestPlainToken(this.http, this.credentials)
    throw new TypeError('give the client a token, or a user and a password')
  }
}

const assignment = ({ scope, id }: RoleScope, userId: string, role: string): string =>
  `/v3/${scope}s/${part(id)}/users/${part(userId)}/roles/${part(role)}`

const memberOf = <T>(member: string, answer: unknown): T => (answer as Record<string, T>)[member]!
