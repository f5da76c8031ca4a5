/** Create, alike in both editions of the API. */
import type { CreatedTasks, CreateTaskV1 } from '@vigia/contract'
import type { FastifyRequest } from 'fastify'
import type { Static } from 'typebox'
import { createJobs } from '../use-cases/index.js'
import { callerOf, type RouteDeps } from './deps.js'
import { logAsked } from './job-log.js'

export async function createAnswer(
  deps: RouteDeps,
  request: FastifyRequest,
  serviceName: string,
  body: CreateTaskV1,
): Promise<Static<typeof CreatedTasks>> {
  const ids = (await createJobs(deps, callerOf(request), serviceName, body)).map(({ id }) => id)
  logAsked(request, 'create', ...ids)
  return { tasks: ids.map((id) => ({ id })) }
}
