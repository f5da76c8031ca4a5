/** Sign-in of platform calls: a valid X-Auth-Token whose project is the one in the path. */
import { ApiError } from '@vigia/contract'
import type { FastifyRequest } from 'fastify'
import type { SignedIn, Tokens } from '../identity/index.js'

/** Length the newest pages give the header. */
const LONGEST_TOKEN = 32_768

export function authenticate(tokens: Tokens): (request: FastifyRequest) => Promise<void> {
  return async (request) => {
    const signedIn = await signedInBy(tokens, request)
    const { project_id } = request.params as { project_id?: string }
    // One answer for "not yours" and "not there": a tenant learns nothing of another.
    if (!signedIn.project || signedIn.project.id !== project_id || !signedIn.project.enabled) {
      throw new ApiError(
        'VIAS.00010005',
        `project_id: the token does not belong to project ${project_id}; ask for a token with this project as its scope`,
      )
    }
    request.signedIn = signedIn
  }
}

/** @throws ApiError VIAS.00010005 */
export async function signedInBy(tokens: Tokens, request: FastifyRequest): Promise<SignedIn> {
  const token = request.headers['x-auth-token']
  if (typeof token !== 'string' || token === '')
    throw new ApiError('VIAS.00010005', 'X-Auth-Token: the header is missing')
  const signedIn = token.length > LONGEST_TOKEN ? undefined : await tokens.check(token)
  if (!signedIn) throw new ApiError('VIAS.00010005', 'X-Auth-Token: the token is unknown or its time is over')
  return signedIn
}
