/** Values that may break a schema on their own, without a look below them. What breaks nothing is for the caller to drop. */
import type { JsonSchema } from './json-schema.js'

export interface WrongValue {
  what: string
  value: unknown
}

const ONE_OF_EACH_TYPE: WrongValue[] = [
  { what: 'a string', value: 'text' },
  { what: 'a number', value: 7 },
  { what: 'a fraction', value: 0.5 },
  { what: 'true', value: true },
  { what: 'null', value: null },
  { what: 'an array', value: [] },
  { what: 'an object', value: {} },
]

/** @param valid a value that fits; the wrong ones stay close to it */
export function wrongValues(schema: JsonSchema, valid: unknown): WrongValue[] {
  return [
    ...ONE_OF_EACH_TYPE.filter(({ value }) => typeOf(value) !== typeOf(valid)),
    ...(typeof valid === 'string' ? wrongStrings(schema, valid) : []),
    ...(typeof valid === 'number' ? wrongNumbers(schema, valid) : []),
    ...(Array.isArray(valid) ? wrongArrays(schema, valid) : []),
  ]
}

const typeOf = (value: unknown): string =>
  value === null ? 'null' : Array.isArray(value) ? 'array' : typeof value

/** Also for parameters of a path or a query, which are text whatever they mean. */
export function wrongStrings(schema: JsonSchema, valid: string): { what: string; value: string }[] {
  const lengths = lengthsOf(schema)
  return [
    { what: 'an empty string', value: '' },
    ...lengths.flatMap((length) => [
      { what: `a string of ${length - 1}`, value: ofLength(valid, length - 1) },
      { what: `a string of ${length + 1}`, value: ofLength(valid, length + 1) },
    ]),
    { what: 'a space before', value: ` ${valid}` },
    { what: 'a space behind', value: `${valid} ` },
    { what: 'a line break behind', value: `${valid}\n` },
    { what: 'NUL behind', value: `${valid}\u0000` },
    { what: 'half a surrogate pair', value: `${valid}\ud83d` },
    { what: 'a picture character', value: `${valid}\u{1f4f7}` },
    { what: 'a full-width digit', value: `${valid}\uff11` },
    { what: 'the other case', value: otherCase(valid) },
    { what: 'a foreign word', value: 'foreign' },
  ]
}

/** The bounds that the schema names, those inside its pattern included. */
function lengthsOf({ minLength, maxLength, pattern = '' }: JsonSchema): number[] {
  const inPattern = [...pattern.matchAll(/\{(\d+)(?:,(\d+))?\}/g)].flatMap(([, least, most]) => [least, most])
  const all = [minLength, maxLength, ...inPattern.filter((digits) => digits !== undefined).map(Number)]
  return [...new Set(all.filter((length) => length !== undefined))].filter((length) => length > 0)
}

/** The valid string cut or stretched in its last character, so that only its length is wrong. */
const ofLength = (valid: string, length: number): string =>
  valid.slice(0, length).padEnd(length, valid.slice(-1) || 'a')

const otherCase = (text: string): string =>
  text === text.toUpperCase() ? text.toLowerCase() : text.toUpperCase()

function wrongNumbers({ minimum, maximum }: JsonSchema, valid: number): WrongValue[] {
  return [
    { what: 'half more', value: valid + 0.5 },
    ...(minimum === undefined ? [] : [{ what: 'below the minimum', value: minimum - 1 }]),
    ...(maximum === undefined ? [] : [{ what: 'above the maximum', value: maximum + 1 }]),
    { what: 'a huge negative number', value: -1e300 },
    { what: 'a huge number', value: 1e300 },
    { what: 'its digits as text', value: String(valid) },
  ]
}

function wrongArrays({ minItems, maxItems }: JsonSchema, valid: unknown[]): WrongValue[] {
  const first = valid.slice(0, 1)
  return [
    ...(minItems ? [{ what: 'too few items', value: valid.slice(0, minItems - 1) }] : []),
    ...(maxItems === undefined || first.length === 0
      ? []
      : [{ what: 'too many items', value: Array.from({ length: maxItems + 1 }, () => first[0]) }]),
    { what: 'an item twice', value: [...first, ...first] },
  ]
}
