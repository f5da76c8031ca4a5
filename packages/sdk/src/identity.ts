/** Sign-in as Keystone v3 does it: a token for one project, and what a token stands for. */
import type { AuthRequest, TokenAnswer } from '@vigia/contract'
import { CLIENT_CODES, VigiaError } from './errors.js'
import type { Http, HttpAnswer } from './http.js'

export interface Credentials {
  username: string
  password: string
  /** Name of the domain; `vigia` when left out. */
  domain?: string
  /** Name or id (32 hex digits) of the project; `default` when left out. */
  project?: string
}

export interface Session {
  token: string
  /** ISO 8601, UTC. */
  expiresAt: string
  projectId: string
  projectName: string
}

const PROJECT_ID = /^[0-9a-f]{32}$/

/** @throws VigiaError with code `SIGN_IN` when user, password, domain or project are refused */
export async function requestToken(
  http: Http,
  { username, password, domain = 'vigia', project = 'default' }: Credentials,
): Promise<Session> {
  const scope = {
    project: PROJECT_ID.test(project) ? { id: project } : { name: project, domain: { name: domain } },
  }
  const answer = await signedIn(http, { username, password, domain }, scope)
  return session(answer, answer.headers.get('x-subject-token'))
}

/** A token for no project. @throws VigiaError with code `SIGN_IN` when user, password or domain are refused */
export async function requestPlainToken(
  http: Http,
  credentials: Omit<Credentials, 'project'>,
): Promise<string> {
  const answer = await signedIn(http, credentials)
  return answer.headers.get('x-subject-token') ?? ''
}

function signedIn(
  http: Http,
  { username, password, domain = 'vigia' }: Omit<Credentials, 'project'>,
  scope?: AuthRequest['auth']['scope'],
): Promise<HttpAnswer> {
  const body: AuthRequest = {
    auth: {
      identity: {
        methods: ['password'],
        password: { user: { name: username, password, domain: { name: domain } } },
      },
      ...(scope === undefined ? {} : { scope }),
    },
  }
  return http.json({ method: 'POST', path: '/v3/auth/tokens', query: { nocatalog: true }, body })
}

/** What the token stands for. @throws VigiaError when the server does not accept it */
export async function describeToken(http: Http, token: string): Promise<Session> {
  const answer = await http.json({
    method: 'GET',
    path: '/v3/auth/tokens',
    headers: { 'x-auth-token': token, 'x-subject-token': token },
  })
  return session(answer, token)
}

function session({ status, json }: HttpAnswer, token: string | null): Session {
  const described = (json as Partial<TokenAnswer> | undefined)?.token
  if (token === null || described?.project === undefined) {
    const missing = token === null ? 'header X-Subject-Token' : 'project the token is for'
    throw new VigiaError({
      status,
      code: CLIENT_CODES.signIn,
      message: 'The token cannot be used.',
      detail: `the answer names no ${missing}`,
      advice: 'Sign in for a project, at the address of a Vigia server.',
    })
  }
  return {
    token,
    expiresAt: described.expires_at,
    projectId: described.project.id,
    projectName: described.project.name,
  }
}
