/** Requests with one wrong parameter in path or query. */
import type { Example } from './examples.js'
import type { Fits, JsonSchema } from './json-schema.js'
import type { Operation, Parameter } from './operations.js'
import { type BadRequest, queryOf, requestOf } from './requests.js'
import { wrongStrings } from './wrong-values.js'

/** Longer than the server lets a part of a path be. */
const OVERLONG = 5_000
/** Escapes that stand for no text: an unknown one, a cut one, bytes that are not UTF-8. */
const UNDECODABLE = ['%zz', '%', '%e', '%ff', '%e0%a4%a', '%c0%af'].map((text) => ({ what: text, text }))
/** Cannot be percent-encoded. */
const HALF_A_PAIR = /\p{Surrogate}/u
/** Ways to write a number that are no decimal digits, each of which some language reads as one. */
const NO_DIGITS = ['x', '1.5', '1e1', '0x10', ' 7', '7 ', '+7', 'NaN', 'Infinity', '1_0', '1,0', '\uff11']

export function badPaths(op: Operation, example: Example, token: string, fits: Fits): BadRequest[] {
  return parametersIn(op, 'path').flatMap(({ name, schema }) => {
    const wrong = [...wrongTexts(schema, example.path?.[name] ?? ''), { what: 'a slash', value: 'a/../b' }]
    return [
      ...wrong
        .filter(({ value }) => value !== '' && !fits(schema, value))
        .map(({ what, value }) => ({ what, text: encodeURIComponent(value) })),
      ...UNDECODABLE,
    ].map(({ what, text }) => ({
      ...requestOf(op, example, token, { path: { [name]: text } }),
      what: `${name} in the path: ${what}`,
      // What is wrong with the path as such is found before its parameters have names.
      names: [name, 'path'],
    }))
  })
}

export function badQueries(op: Operation, example: Example, token: string, fits: Fits): BadRequest[] {
  return parametersIn(op, 'query').flatMap(({ name, schema, required }) => {
    const { [name]: valid = '', ...others } = example.query ?? {}
    const pair = queryOf({ [name]: valid })
    const wrong = [...wrongTexts(schema, valid), ...NO_DIGITS.map((value) => ({ what: value, value }))]
    return [
      ...wrong
        .filter(({ value }) => !fits(schema, meant(schema, value)))
        .map(({ what, value }) => ({ what, text: queryOf({ [name]: value }) })),
      ...UNDECODABLE.map(({ what, text }) => ({ what, text: `${name}=${text}` })),
      { what: 'sent twice', text: `${pair}&${pair}` },
      ...(required ? [{ what: 'left out', text: '' }] : []),
    ].map(({ what, text }) => ({
      ...requestOf(op, example, token, { query: [text, queryOf(others)].filter(Boolean).join('&') }),
      what: `${name} in the query: ${what}`,
      names: [name, 'query'],
    }))
  })
}

const parametersIn = (op: Operation, place: Parameter['in']): Parameter[] =>
  op.parameters.filter((parameter) => parameter.in === place)

function wrongTexts(schema: JsonSchema, valid: string): { what: string; value: string }[] {
  const { minimum, maximum } = schema
  return [
    ...wrongStrings(schema, valid),
    ...(minimum === undefined ? [] : [{ what: 'below the minimum', value: String(minimum - 1) }]),
    ...(maximum === undefined ? [] : [{ what: 'above the maximum', value: String(maximum + 1) }]),
    { what: 'an overlong string', value: 'a'.repeat(OVERLONG) },
  ].filter(({ value }) => !HALF_A_PAIR.test(value))
}

/** A query is text: what the schema makes of it. */
function meant({ type }: JsonSchema, text: string): unknown {
  if ((type === 'integer' || type === 'number') && /^-?\d+$/.test(text)) return Number(text)
  if (type === 'boolean' && /^(true|false)$/.test(text)) return text === 'true'
  return text
}
