/** Requests with one wrong parameter in path, query or headers. */
import type { Example } from './examples.js'
import type { Fits, JsonSchema } from './json-schema.js'
import type { Operation, Parameter } from './operations.js'
import { type BadRequest, queryOf, requestOf } from './requests.js'
import { type WrongValue, wrong, wrongStrings } from './wrong-values.js'

/** Longer than the server lets a part of a path be. */
const OVERLONG = 5_000
/** Escapes that stand for no text: an unknown one, a cut one, bytes that are not UTF-8. */
const UNDECODABLE = ['%zz', '%', '%e', '%ff', '%e0%a4%a', '%c0%af']
/** Ways to write a number that are no decimal digits, each of which some language reads as one. */
const NO_DIGITS = ['x', '1.5', '1e1', '0x10', ' 7', '7 ', '+7', 'NaN', 'Infinity', '1_0', '1,0', '\uff11']

export function badPaths(op: Operation, example: Example, token: string, fits: Fits): BadRequest[] {
  return parametersIn(op, 'path').flatMap(({ name, schema }) => {
    const valid = example.path?.[name] ?? ''
    const values = [
      ...wrongTexts(schema, valid),
      wrong('form', 'a slash', 'a/../b'),
      wrong('form', 'NUL behind', `${valid}\u0000`),
    ]
    return [
      ...values
        .filter(({ value }) => value !== '' && !fits(schema, value))
        .map(({ value, ...rest }) => ({ ...rest, text: encodeURIComponent(value) })),
      ...UNDECODABLE.map((text) => ({ what: text, text, rule: 'encoding' })),
    ].map(({ what, text, rule }) => ({
      ...requestOf(op, example, token, { path: { [name]: text } }),
      what: `${name} in the path: ${what}`,
      rule: `${name} in the path: ${rule}`,
      // What is wrong with the path as such is found before its parameters have names.
      names: [name, 'path'],
    }))
  })
}

export function badQueries(op: Operation, example: Example, token: string, fits: Fits): BadRequest[] {
  // A parameter that nobody knows is tolerated, but has to be text.
  const foreign: Parameter = { name: 'foreign', in: 'query', required: false, schema: {} }
  return [...parametersIn(op, 'query'), foreign].flatMap(({ name, schema, required }) => {
    const { [name]: valid = '', ...others } = example.query ?? {}
    const pair = queryOf({ [name]: valid })
    const values = [...wrongTexts(schema, valid), ...NO_DIGITS.map((value) => wrong('type', value, value))]
    return [
      ...values
        .filter(({ value }) => !fits(schema, meant(schema, value)))
        .map(({ value, ...rest }) => ({ ...rest, text: queryOf({ [name]: value }) })),
      ...UNDECODABLE.map((text) => ({ what: text, text: `${name}=${text}`, rule: 'encoding' })),
      { what: 'NUL behind', text: `${pair}%00`, rule: 'storable' },
      ...(name === foreign.name || schema.type === 'array'
        ? []
        : [{ what: 'sent twice', text: `${pair}&${pair}`, rule: 'once' }]),
      ...(required ? [{ what: 'left out', text: '', rule: 'required' }] : []),
    ].map(({ what, text, rule }) => ({
      ...requestOf(op, example, token, { query: [text, queryOf(others)].filter(Boolean).join('&') }),
      what: `${name} in the query: ${what}`,
      rule: `${name} in the query: ${rule}`,
      names: [name, ...(schema.type === 'array' ? [`${name}[0]`] : []), 'query'],
    }))
  })
}

export function badHeaders(op: Operation, example: Example, token: string): BadRequest[] {
  return parametersIn(op, 'header').flatMap(({ name }) =>
    [undefined, ''].map((value) => ({
      ...requestOf(op, example, token, { headers: { [name.toLowerCase()]: value } }),
      what: `${name}: ${value ?? 'left out'}`,
      rule: name,
      names: [name],
    })),
  )
}

const parametersIn = (op: Operation, place: Parameter['in']): Parameter[] =>
  op.parameters.filter((parameter) => parameter.in === place)

function wrongTexts(schema: JsonSchema, valid: string): WrongValue<string>[] {
  const { minimum, maximum } = schema
  const isNumber = minimum !== undefined || maximum !== undefined
  return [
    ...wrongStrings(schema, valid),
    ...(minimum === undefined ? [] : [wrong('least', 'below the minimum', String(minimum - 1))]),
    ...(maximum === undefined ? [] : [wrong('most', 'above the maximum', String(maximum + 1))]),
    ...(isNumber ? [wrong('most', '300 digits', '9'.repeat(300))] : []),
    wrong('most', 'an overlong string', 'a'.repeat(OVERLONG)),
  ]
}

/** A query is text: what the schema makes of it. */
function meant({ type }: JsonSchema, text: string): unknown {
  if ((type === 'integer' || type === 'number') && /^-?\d+$/.test(text)) return Number(text)
  if (type === 'array') return text.split(',')
  if (type === 'boolean' && /^(true|false)$/.test(text)) return text === 'true'
  return text
}
