/** Says in the log what a user asked of a job, once it was done: a search for the job's id finds its requests. */
import type { FastifyRequest } from 'fastify'

export type Asked = 'create' | 'update' | 'start' | 'stop' | 'delete'

/** The line also carries `reqId`, the answer's X-Request-Id. */
export function logAsked(request: FastifyRequest, what: Asked, ...jobIds: string[]): void {
  for (const job of jobIds) request.log.info({ job, user: request.signedIn?.user.name }, `asked: ${what}`)
}
