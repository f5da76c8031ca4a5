/** What the operations on data streams share: their answers in the API reference, and how clients write queries. */

import type { FastifyRequest } from 'fastify'
import type { TSchema } from 'typebox'
import type { App } from './deps.js'
import { DONE, streamFailures } from './operation.js'

export const tags = ['data streams']

/** The body of an answer that has none: null would be written as JSON, which clients of DIS do not expect. */
export const NOTHING = undefined as unknown as null

export const streamAnswers = <T extends TSchema>(ok: T) => ({ 200: ok, ...streamFailures() })
export const streamMade = () => ({ 201: DONE, ...streamFailures() })
export const streamDone = () => ({ 204: DONE, ...streamFailures() })

/**
 * DIS writes some names of queries with hyphens and others with underscores, and its clients not always the same ones:
 * both are taken for what the schema knows.
 */
export function takeEitherName(app: App): void {
  app.addHook('preValidation', (request: FastifyRequest, _, done) => {
    const query = request.query as Record<string, unknown>
    const { properties = {} } = (request.routeOptions.schema?.querystring ?? {}) as { properties?: object }
    for (const name of Object.keys(query)) {
      if (name in properties) continue
      const other = [name.replaceAll('_', '-'), name.replaceAll('-', '_')].find((one) => one in properties)
      if (other === undefined || Object.hasOwn(query, other)) continue
      query[other] = query[name]
      delete query[name]
    }
    done()
  })
}
