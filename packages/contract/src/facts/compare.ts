/** Where a schema of openapi.json says something else than a fact does. */
import { type Fact, readName } from './notation.js'

export interface Schema {
  type?: string | string[]
  enum?: unknown[]
  const?: unknown
  anyOf?: Schema[]
  properties?: Record<string, Schema>
  required?: string[]
  items?: Schema
  pattern?: string
  format?: string
  minLength?: number
  maxLength?: number
  minimum?: number
  maximum?: number
  minItems?: number
  maxItems?: number
  minProperties?: number
  maxProperties?: number
  uniqueItems?: boolean
  default?: unknown
}

/** In what they disagree; wider and narrower are sets of values. */
export type Aspect =
  | 'missing'
  | 'required'
  | 'type'
  | 'wider'
  | 'narrower'
  | 'null'
  | 'pattern'
  | 'format'
  | 'least'
  | 'most'
  | 'unique'
  | 'default'

export interface Disagreement {
  /** `6 UpdateTask body.input.data[].url` */
  place: string
  aspect: Aspect
  told: string
}

/** What is sent must not be asked for more strictly than published; in an answer more may be promised. */
export type Direction = 'sent' | 'answered'

const LIMITS = {
  string: ['minLength', 'maxLength'],
  integer: ['minimum', 'maximum'],
  array: ['minItems', 'maxItems'],
  object: ['minProperties', 'maxProperties'],
} as const

export function compare(fact: Fact, schema: Schema, place: string, direction: Direction): Disagreement[] {
  const branches = schema.anyOf ?? (Array.isArray(schema.type) ? schema.type : undefined)
  if (branches) {
    const { default: value } = schema
    const each = branches.map((branch) =>
      typeof branch === 'string' ? { ...schema, type: branch } : { ...branch, default: value },
    )
    return compareChoice(fact, each, place, direction)
  }
  const disagree = (aspect: Aspect, there: unknown, published: unknown): Disagreement => ({
    place,
    aspect,
    told: `${text(there)}, published is ${text(published)}`,
  })
  const type = schema.type ?? typeof (schema.enum?.[0] ?? schema.const)
  if (type !== fact.is) return [disagree('type', type, fact.is)]
  const found: Disagreement[] = []
  const check = (aspect: Aspect, there: unknown, published: unknown) => {
    if (text(there) !== text(published)) found.push(disagree(aspect, there, published))
  }
  found.push(...compareValues(fact, schema, place))
  check('format', schema.format, fact.format)
  check('unique', schema.uniqueItems ?? false, fact.unique ?? false)
  // Only who sends leaves something out and means the default by that.
  if (direction === 'sent') check('default', schema.default, fact.default)
  if (fact.accepts) found.push(...bySamples(fact, schema, place))
  else {
    check('pattern', schema.pattern, fact.pattern)
    const [least, most] = fact.is === 'boolean' ? [] : LIMITS[fact.is]
    if (least) check('least', schema[least] ?? zeroOf(fact), fact.least ?? zeroOf(fact))
    if (most) check('most', schema[most], fact.most)
  }
  if (fact.items) found.push(...compare(fact.items, schema.items ?? {}, `${place}[]`, direction))
  return [...found, ...compareMembers(fact, schema, place, direction)]
}

/** No bound is the same as zero, except where values may be negative. */
const zeroOf = ({ is }: Fact): number | undefined => (is === 'integer' ? undefined : 0)

export function compareMembers(
  fact: Fact,
  schema: Schema,
  place: string,
  direction: Direction,
): Disagreement[] {
  const required = schema.required ?? []
  return Object.entries(fact.members ?? {}).flatMap(([marked, member]) => {
    const { name, isRequired } = readName(marked)
    const there = schema.properties?.[name]
    const at = `${place}.${name}`
    if (!there) return [{ place: at, aspect: 'missing', told: 'is not there' } as const]
    const isDemanded = required.includes(name)
    const isWrong = direction === 'sent' ? isDemanded !== isRequired : isRequired && !isDemanded
    const told = isDemanded ? 'is required, published is optional' : 'is optional, published is required'
    return [
      ...(isWrong ? [{ place: at, aspect: 'required', told } as const] : []),
      ...compare(member, there, at, direction),
    ]
  })
}

/** One branch is the published one; what the others take besides is told of each. */
function compareChoice(fact: Fact, branches: Schema[], place: string, direction: Direction): Disagreement[] {
  const found = branches.map((branch) => compare(fact, branch, place, direction))
  const best = found.reduce((least, next) => (weightOf(next, place) < weightOf(least, place) ? next : least))
  const others = branches.filter((_, i) => found[i] !== best)
  return [
    ...best,
    ...others.map((branch) => ({
      place,
      aspect: branch.type === 'null' ? ('null' as const) : ('wider' as const),
      told: `also takes ${text(branch)}`,
    })),
  ]
}

/** A branch of another type is no candidate, however little there is to say of it. */
const weightOf = (found: Disagreement[], place: string): number =>
  found.some((one) => one.aspect === 'type' && one.place === place) ? Infinity : found.length

function compareValues({ oneOf }: Fact, schema: Schema, place: string): Disagreement[] {
  if (!oneOf && !schema.enum) return []
  const more = schema.enum?.filter((value) => !oneOf?.includes(String(value))) ?? ['any value']
  const fewer = oneOf?.filter((value) => schema.enum && !schema.enum.includes(value)) ?? ['any value']
  return [
    ...(more.length > 0 ? [{ place, aspect: 'wider', told: `also has ${more}` } as const] : []),
    ...(fewer.length > 0 ? [{ place, aspect: 'narrower', told: `lacks ${fewer}` } as const] : []),
  ]
}

/** For patterns that are written in another way. */
function bySamples(fact: Fact, schema: Schema, place: string): Disagreement[] {
  const { accepts = [], refuses = [] } = fact
  const wrong = [
    ...accepts.filter((sample) => !takes(schema, sample)).map((sample) => `refuses ${text(sample)}`),
    ...refuses.filter((sample) => takes(schema, sample)).map((sample) => `accepts ${text(sample)}`),
  ]
  return wrong.length === 0 ? [] : [{ place, aspect: 'pattern', told: wrong.join(', ') }]
}

const takes = ({ pattern = '', maxLength = Infinity, minLength = 0 }: Schema, sample: string): boolean =>
  new RegExp(pattern, 'u').test(sample) && sample.length <= maxLength && sample.length >= minLength

const text = (value: unknown): string => JSON.stringify(value) ?? 'none'
