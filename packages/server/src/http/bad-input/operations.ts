/** The operations that an OpenAPI document describes, references resolved. */
import type { JsonSchema } from './json-schema.js'

export interface Parameter {
  name: string
  in: 'path' | 'query' | 'header'
  required: boolean
  schema: JsonSchema
}
export interface Operation {
  id: string
  method: string
  /** `/v2/{project_id}/tasks` */
  path: string
  parameters: Parameter[]
  body?: JsonSchema
  /** Documented ones. */
  statuses: number[]
  /** Takes bytes of any kind, and none of them for wrong. */
  anyBody: boolean
  /** Needs no sign-in. */
  open: boolean
}

interface Described {
  operationId: string
  security?: unknown[]
  parameters?: Parameter[]
  requestBody?: { content: Record<string, { schema: JsonSchema }> }
  responses: Record<string, unknown>
}

export function operationsOf(document: unknown): Operation[] {
  const { paths } = resolved(document, document) as { paths: Record<string, Record<string, Described>> }
  return Object.entries(paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, described]) => {
      const body = described.requestBody?.content['application/json']?.schema
      return {
        id: described.operationId,
        method: method.toUpperCase(),
        path,
        parameters: described.parameters ?? [],
        ...(body ? { body } : {}),
        statuses: Object.keys(described.responses).map(Number),
        anyBody: 'application/octet-stream' in (described.requestBody?.content ?? {}),
        open: described.security?.length === 0,
      }
    }),
  )
}

/** A copy with what a `$ref` points to in its place; our schemas never point to themselves. */
function resolved(node: unknown, document: unknown): unknown {
  if (Array.isArray(node)) return node.map((item) => resolved(item, document))
  if (typeof node !== 'object' || node === null) return node
  if ('$ref' in node && typeof node.$ref === 'string') return resolved(at(document, node.$ref), document)
  return Object.fromEntries(Object.entries(node).map(([key, value]) => [key, resolved(value, document)]))
}

function at(document: unknown, reference: string): unknown {
  const steps = reference.replace(/^#\//, '').split('/')
  return steps.reduce((node, step) => (node as Record<string, unknown>)[step], document)
}

/** Whether callers can send this operation a body that the server reads. */
export const takesBody = ({ method, anyBody }: Operation): boolean => method !== 'GET' && !anyBody
