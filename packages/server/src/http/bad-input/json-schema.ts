/** The part of JSON Schema that the wire shapes use, and a validator of it that is not the server's own. */
import { isIPv4 } from 'node:net'
import { Ajv } from 'ajv'

export interface JsonSchema {
  type?: string | string[]
  enum?: unknown[]
  const?: unknown
  properties?: Record<string, JsonSchema>
  required?: string[]
  additionalProperties?: JsonSchema | boolean
  items?: JsonSchema
  anyOf?: JsonSchema[]
  oneOf?: JsonSchema[]
  allOf?: JsonSchema[]
  minLength?: number
  maxLength?: number
  pattern?: string
  format?: string
  minimum?: number
  maximum?: number
  minItems?: number
  maxItems?: number
  uniqueItems?: boolean
  minProperties?: number
  maxProperties?: number
  default?: unknown
  description?: string
}

/** Whether a value fits a schema. */
export type Fits = (schema: JsonSchema, value: unknown) => boolean

/** Compiles each schema once; values are neither coerced nor given defaults. */
export function validator(): Fits {
  const ajv = new Ajv({ strict: false, logger: false, formats: { ipv4: isIPv4 } })
  return (schema, value) => ajv.validate(schema, value)
}

/** Members of a schema that are choices between, or sums of, other schemas. */
export const branchesOf = (schema: JsonSchema): JsonSchema[] => [
  ...(schema.anyOf ?? []),
  ...(schema.oneOf ?? []),
  ...(schema.allOf ?? []),
]

export const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value)
