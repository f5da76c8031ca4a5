/**
 * Sign-in of calls: a token in X-Auth-Token or a signature by an access key, and for platform calls the project of the
 * path. A signature is checked before the body is read as far as it can be, and wholly before the body is parsed:
 * nobody without credentials, or without the role that the operation takes, learns what validation would say.
 */
import { ApiError } from '@vigia/contract'
import { type Project, roleIn } from '@vigia/core'
import type { FastifyRequest } from 'fastify'
import { isOn, isSigned, type KnownToken, type SignedIn, type Unproven } from '../identity/index.js'
import { unparsedBody } from './body-parser.js'
import type { App, RouteDeps } from './deps.js'
import { notForProject } from './not-for-project.js'
import { checkPolicy } from './policy.js'

/** Methods of what a frozen project does not take. */
const CHANGES = ['POST', 'PUT', 'PATCH']
/** Length the newest pages give the header. */
const LONGEST_TOKEN = 32_768

/**
 * Every route of the scope needs a caller; `signedIn` is set when its handler runs.
 * @param as `project`: acting in the project that the path names; `user`: whoever is signed in
 */
export function requireSignIn(scope: App, deps: RouteDeps, as: 'user' | 'project'): void {
  const admit = (by: SignedIn, request: FastifyRequest): SignedIn => {
    request.caller = by
    if (as === 'project') checkProject(by, request)
    checkPolicy(by, request)
    if (as === 'project') checkThaw(by, request)
    return by
  }

  // Nearly all calls come with a token that is remembered: these wait for nothing.
  scope.addHook('onRequest', (request, _, done) => {
    const { authorization } = request.headers
    const known = isSigned(authorization)
      ? undefined
      : deps.tokens.remembered(request.headers['x-auth-token'])
    if (!known) return void identify(request, authorization).then(() => done(), done)
    try {
      request.signedIn = admit(known, request)
    } catch (error) {
      return done(error as Error)
    }
    done()
  })
  async function identify(request: FastifyRequest, authorization: string | undefined): Promise<void> {
    if (!isSigned(authorization)) {
      request.signedIn = admit(await knownToken(deps, request), request)
      return
    }
    const unproven = await deps.signed.accept(authorization, request)
    request.prove = async (body) => {
      request.prove = null
      unproven.prove(body)
      const { prove: _, ...signer } = unproven
      request.caller = { ...signer, project: undefined }
      request.signedIn = admit({ ...signer, project: await projectOf(deps, signer, request) }, request)
    }
  }
  // The body parser has done this already where it read a body.
  scope.addHook('preValidation', (request, _, done) => {
    const { prove } = request
    if (!prove) return done()
    void unparsedBody(request)
      .then(prove)
      .then(() => done(), done)
  })
}

/**
 * Whether the caller of a request would still be let through: for answers that go on for hours. A signature is good
 * for one request, whose beginning it was; its key has to stay active.
 */
export async function stillAdmitted(deps: RouteDeps, request: FastifyRequest): Promise<boolean> {
  const by = await callerNow(deps, request)
  if (!by) return false
  try {
    checkProject(by, request)
    checkPolicy(by, request)
    return true
  } catch {
    return false
  }
}

async function callerNow(deps: RouteDeps, request: FastifyRequest): Promise<SignedIn | undefined> {
  const { authorization, 'x-auth-token': token } = request.headers
  if (!isSigned(authorization)) return typeof token === 'string' ? deps.tokens.check(token) : undefined
  const access = request.caller?.accessKey
  const known = access === undefined ? undefined : await deps.keys.known(access)
  if (!known?.key.active || !isOn(known.user)) return undefined
  return { ...known, project: await projectOf(deps, known, request) }
}

/** @throws ApiError APIG.0301, or APIG.0307 for a token that was good once */
async function knownToken({ tokens }: RouteDeps, request: FastifyRequest): Promise<KnownToken> {
  const token = request.headers['x-auth-token']
  if (typeof token !== 'string' || token === '') {
    throw new ApiError(
      'APIG.0301',
      'X-Auth-Token: the header is missing; send a token, or sign the request with an access key',
    )
  }
  const known = token.length > LONGEST_TOKEN ? undefined : await tokens.check(token)
  if (known) return known
  if (await tokens.hasEnded(token)) {
    throw new ApiError(
      'APIG.0307',
      'X-Auth-Token: the time of the token is over; get another one with POST /v3/auth/tokens',
    )
  }
  throw new ApiError('APIG.0301', 'X-Auth-Token: the token is unknown; get one with POST /v3/auth/tokens')
}

/** A key acts in each project of its owner, as a token with this project as its scope would. */
async function projectOf(
  { keys }: RouteDeps,
  { grants }: Pick<Unproven, 'grants'>,
  request: FastifyRequest,
): Promise<Project | undefined> {
  const { project_id } = request.params as { project_id?: string }
  const named = request.headers['x-project-id']
  if (named !== undefined && project_id !== undefined && named !== project_id) {
    throw new ApiError('VIAS.00010005', 'X-Project-Id: is not the project of the path; make them the same')
  }
  return project_id === undefined ? undefined : keys.projectOf(grants, project_id)
}

/** @throws ApiError VIAS.00010005, or VIAS.00010021 for a project that is switched off */
function checkProject({ project, grants }: SignedIn, request: FastifyRequest): void {
  const { project_id } = request.params as { project_id?: string }
  if (!project || project.id !== project_id || !roleIn(grants, project)) throw notForProject(project_id)
  if (!project.enabled || !project.domainEnabled) {
    throw new ApiError('VIAS.00010021', `project_id: the project ${project_id} is switched off`)
  }
}

/** What reads and what deletes goes on in a frozen project. @throws ApiError VIAS.00010021 */
function checkThaw({ project }: SignedIn, { method }: FastifyRequest): void {
  if (!project?.frozen || !CHANGES.includes(method)) return
  const { id, frozen, frozenReason } = project
  const why = frozenReason === '' ? '' : ` (${frozenReason})`
  const until = frozen === 2 ? 'is being thawed; try again in a moment' : `is frozen${why}; ask for a thaw`
  throw new ApiError('VIAS.00010021', `project_id: the project ${id} ${until}`)
}
