/** A short notation for what the published pages say of a value. A name that ends in `*` is a required member. */

export interface Fact {
  is: 'string' | 'integer' | 'boolean' | 'array' | 'object'
  oneOf?: readonly string[]
  /** As published, for a regular expression without flags. */
  pattern?: string
  format?: string
  /** Tell whether a pattern that is written in another way means the same. */
  accepts?: readonly string[]
  refuses?: readonly string[]
  /** Characters, value, items or members, by what it is. */
  least?: number
  most?: number
  unique?: true
  default?: unknown
  items?: Fact
  members?: Members
}
export type Members = Record<string, Fact>

/** An operation of the catalogue. */
export interface OperationFact {
  /** Row of the catalogue, or what it is called in the family. */
  name: string
  method: 'get' | 'post' | 'put' | 'delete'
  path: string
  success: number
  pathParameters: Members
  query?: Members
  body?: Fact
  answer?: Fact
}

interface Samples {
  accepts: readonly string[]
  refuses: readonly string[]
}
export const text = (most?: number, least?: number): Fact => ({ is: 'string', ...bounds(least, most) })
export const like = (pattern: string, samples?: Samples): Fact => ({ is: 'string', pattern, ...samples })
export const words = (...oneOf: string[]): Fact => ({ is: 'string', oneOf })
export const whole = (least?: number, most?: number): Fact => ({ is: 'integer', ...bounds(least, most) })
export const flag = (): Fact => ({ is: 'boolean' })
export const list = (items: Fact, least?: number, most?: number): Fact => ({
  is: 'array',
  items,
  ...bounds(least, most),
})
export const group = (members: Members): Fact => ({ is: 'object', members })
/** An object of any members. */
export const free = (least?: number, most?: number): Fact => ({ is: 'object', ...bounds(least, most) })
export const or = (fact: Fact, value: unknown): Fact => ({ ...fact, default: value })

const bounds = (least?: number, most?: number) => ({
  ...(least === undefined ? {} : { least }),
  ...(most === undefined ? {} : { most }),
})

/** `name` and whether it is required. */
export const readName = (name: string): { name: string; isRequired: boolean } =>
  name.endsWith('*') ? { name: name.slice(0, -1), isRequired: true } : { name, isRequired: false }
