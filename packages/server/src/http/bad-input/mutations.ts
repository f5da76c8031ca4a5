/** Every way to break one rule of a schema within a valid JSON value, and the field that the break is in. */
import { branchesOf, type Fits, isObject, type JsonSchema } from './json-schema.js'
import { type Rule, wrongValues } from './wrong-values.js'

export interface Mutation {
  /** Where, as a refusal is to write it: `input.data[0].url`; empty for the value as a whole. */
  field: string
  what: string
  rule: Rule
  /** The whole value, broken. */
  value: unknown
}

type Step = string | number
interface Change {
  path: Step[]
  what: string
  rule: Rule
  to: unknown
}
/** In place of a value: leave the member out. */
const NOTHING = Symbol('nothing')

/** What fits the schema after all, such as null where it is allowed, is left out. */
export function mutationsOf(schema: JsonSchema, valid: unknown, fits: Fits): Mutation[] {
  return [...changes(schema, valid, fits, [])]
    .map(({ path, what, rule, to }) => ({
      field: fieldOf(path),
      what,
      rule,
      value: replaced(valid, path, to),
    }))
    .filter(({ rule, value }) => rule === 'storable' || !fits(schema, value))
}

function* changes(schema: JsonSchema, value: unknown, fits: Fits, path: Step[]): Generator<Change> {
  for (const { value: to, ...wrong } of wrongValues(schema, value)) yield { path, ...wrong, to }
  if (isObject(value)) yield* inObject(schema, value, fits, path)
  const item: unknown = Array.isArray(value) ? value[0] : undefined
  if (schema.items && item !== undefined) yield* changes(schema.items, item, fits, [...path, 0])
  for (const branch of branchesOf(schema)) {
    if (fits(branch, value)) yield* changes(branch, value, fits, path)
  }
}

function* inObject(
  schema: JsonSchema,
  value: Record<string, unknown>,
  fits: Fits,
  path: Step[],
): Generator<Change> {
  for (const name of schema.required ?? []) {
    yield { path: [...path, name], what: 'left out', rule: 'required', to: NOTHING }
  }
  const { minProperties: least, maxProperties: most, additionalProperties: others } = schema
  const members = Object.entries(value)
  if (least) {
    const fewer = Object.fromEntries(members.slice(0, least - 1))
    yield { path, what: 'too few members', rule: 'least', to: fewer }
  }
  if (most !== undefined) {
    const more = Array.from({ length: most + 1 }, (_, i) => [`member-${i}`, members[0]?.[1] ?? 'text'])
    yield { path, what: 'too many members', rule: 'most', to: Object.fromEntries(more) }
  }
  if (others === false) {
    yield { path: [...path, 'foreign'], what: 'a foreign member', rule: 'members', to: 'text' }
  }
  for (const [name, member] of members) {
    const known = schema.properties?.[name] ?? (isObject(others) ? (others as JsonSchema) : undefined)
    if (known) yield* changes(known, member, fits, [...path, name])
  }
}

function replaced(root: unknown, [step, ...rest]: Step[], to: unknown): unknown {
  if (step === undefined) return to
  if (Array.isArray(root)) return root.map((item, i) => (i === step ? replaced(item, rest, to) : item))
  if (!isObject(root)) throw new Error(`nothing lies at ${step}`)
  const copy = { ...root }
  if (rest.length === 0 && to === NOTHING) delete copy[step]
  else copy[step] = replaced(root[step], rest, to)
  return copy
}

const fieldOf = (path: Step[]): string =>
  path
    .map((step) => (typeof step === 'number' ? `[${step}]` : `.${step}`))
    .join('')
    .replace(/^\./, '')

/** Fields of a schema that could be broken and are in none of the values: nothing is known of their checks. */
export function untouched(schema: JsonSchema, values: unknown[], path: Step[] = []): string[] {
  if (Object.keys(schema).every((key) => key === 'description')) return []
  if (values.length === 0) return [fieldOf(path)]
  const members = Object.entries(schema.properties ?? {}).flatMap(([name, member]) => {
    const given = values.filter(isObject).flatMap((value) => (name in value ? [value[name]] : []))
    return untouched(member, given, [...path, name])
  })
  const items = schema.items
    ? untouched(
        schema.items,
        values.filter(Array.isArray).flatMap((value) => value.slice(0, 1)),
        [...path, 0],
      )
    : []
  return [...members, ...items]
}
