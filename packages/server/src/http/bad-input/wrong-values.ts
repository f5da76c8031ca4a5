/**
 * Values that may break a schema on their own, without a look below them. What breaks nothing is for the caller to drop,
 * but for text that no schema forbids and no request may hold.
 */
import type { JsonSchema } from './json-schema.js'

/** What the rule that a value breaks is about. */
export type Rule = 'type' | 'form' | 'least' | 'most' | 'storable' | 'unique' | 'required' | 'members'

export interface WrongValue<T = unknown> {
  what: string
  value: T
  rule: Rule
}

export const wrong = <T>(rule: Rule, what: string, value: T): WrongValue<T> => ({ rule, what, value })

const ONE_OF_EACH_TYPE = [
  wrong('type', 'a string', 'text'),
  wrong('type', 'a number', 7),
  wrong('type', 'a fraction', 0.5),
  wrong('type', 'true', true),
  wrong('type', 'null', null),
  wrong('type', 'an array', []),
  wrong('type', 'an object', {}),
]

/** @param valid a value that fits; the wrong ones stay close to it */
export function wrongValues(schema: JsonSchema, valid: unknown): WrongValue[] {
  return [
    ...ONE_OF_EACH_TYPE.filter(({ value }) => typeOf(value) !== typeOf(valid)),
    ...(typeof valid === 'string' ? [...wrongStrings(schema, valid), ...notStorable(valid)] : []),
    ...(typeof valid === 'number' ? wrongNumbers(schema, valid) : []),
    ...(Array.isArray(valid) ? wrongArrays(schema, valid) : []),
  ]
}

const typeOf = (value: unknown): string =>
  value === null ? 'null' : Array.isArray(value) ? 'array' : typeof value

/** Also for parameters of a path or a query, which are text whatever they mean. */
export function wrongStrings(schema: JsonSchema, valid: string): WrongValue<string>[] {
  return [
    wrong('least', 'an empty string', ''),
    ...lengthsOf(schema).flatMap((length) => [
      wrong('least', `a string of ${length - 1}`, ofLength(valid, length - 1)),
      wrong('most', `a string of ${length + 1}`, ofLength(valid, length + 1)),
    ]),
    wrong('form', 'a foreign word', 'foreign'),
    wrong('form', 'a space before', ` ${valid}`),
    wrong('form', 'a space behind', `${valid} `),
    wrong('form', 'a line break behind', `${valid}\n`),
    wrong('form', 'a picture character', `${valid}\u{1f4f7}`),
    wrong('form', 'a full-width digit', `${valid}\uff11`),
    wrong('form', 'the other case', otherCase(valid)),
  ]
}

/** Refused whatever the schema says. */
const notStorable = (valid: string): WrongValue<string>[] => [
  wrong('storable', 'NUL behind', `${valid}\u0000`),
  wrong('storable', 'half a surrogate pair', `${valid}\ud83d`),
]

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
    wrong('type', 'half more', valid + 0.5),
    wrong('type', 'its digits as text', String(valid)),
    ...(minimum === undefined ? [] : [wrong('least', 'below the minimum', minimum - 1)]),
    ...(maximum === undefined ? [] : [wrong('most', 'above the maximum', maximum + 1)]),
    wrong('least', 'a huge negative number', -1e300),
    wrong('most', 'a huge number', 1e300),
  ]
}

function wrongArrays({ minItems, maxItems }: JsonSchema, valid: unknown[]): WrongValue[] {
  const first = valid.slice(0, 1)
  const more = Array.from({ length: (maxItems ?? 0) + 1 }, () => first[0])
  return [
    ...(minItems ? [wrong('least', 'too few items', valid.slice(0, minItems - 1))] : []),
    ...(maxItems === undefined || first.length === 0 ? [] : [wrong('most', 'too many items', more)]),
    wrong('unique', 'an item twice', [...first, ...first]),
  ]
}
