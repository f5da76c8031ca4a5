/** Requests that no schema forbids and that servers trip over: they may be accepted or refused, but properly. */
import type { Example } from './examples.js'
import type { Fits } from './json-schema.js'
import { type Operation, takesBody } from './operations.js'
import { queryOf, type Request, requestOf } from './requests.js'

const TEXTS = [
  '\u0000',
  '\ud800',
  '\uffff',
  '\u202e\u200b',
  '\u{1f468}\u200d\u{1f469}',
  'e\u0301',
  "' or 1=1 --",
  '%_\\',
  '{{x}}',
  '<script>',
  '..\\../',
  'toString',
  '',
]
const NUMBERS = ['-0', '0', '9007199254740993', '9'.repeat(400), '00001', '-1']

export function oddRequests(op: Operation, example: Example, token: string, fits: Fits): Request[] {
  const inQuery = op.parameters
    .filter((parameter) => parameter.in === 'query')
    .flatMap(({ name }) => [...TEXTS, ...NUMBERS].map((value) => ({ ...example.query, [name]: value })))
  const { body: schema } = op
  const texts =
    schema && example.body !== undefined
      ? [example.body, ...(example.alsoValid ?? [])].map((body) => JSON.stringify(body))
      : []
  const payloads = texts
    .flatMap((text) => [...oddStrings(text), ...oddMembers(text), `\ufeff${text}`])
    .filter((text) => schema && fits(schema, JSON.parse(text.replace(/^\ufeff/, ''))))
  return [
    ...inQuery.map((query) => requestOf(op, example, token, { query: queryOf(wellFormed(query)) })),
    requestOf(op, example, token, {
      query: `${queryOf(example.query ?? {})}&foreign=1&__proto__=1&a[b]=1&&=&`,
    }),
    ...payloads.map((payload) => requestOf(op, example, token, { payload })),
    ...(takesBody(op)
      ? TYPES.map((type) => requestOf(op, example, token, { headers: { 'content-type': type } }))
      : []),
  ]
}

const TYPES = ['application/json;charset=gbk', 'APPLICATION/JSON', 'application/json; charset="utf-8"', '']

/** Every string of the text in turn, names of members left alone. */
const oddStrings = (text: string): string[] =>
  [...text.matchAll(/"(?:[^"\\]|\\.)*"/g)]
    .map(({ index, 0: found }) => ({
      before: text.slice(0, index),
      behind: text.slice(index + found.length),
    }))
    .filter(({ behind }) => !behind.startsWith(':'))
    .flatMap(({ before, behind }) => TEXTS.map((odd) => before + JSON.stringify(odd) + behind))

/** A member that nobody knows in every object. */
const oddMembers = (text: string): string[] =>
  [...text.matchAll(/\{/g)].flatMap(({ index }) =>
    ['toString', '', '\u0000', 'hasOwnProperty', 'x'.repeat(10_000)].map(
      (name) => `${text.slice(0, index + 1)}${JSON.stringify(name)}:"1",${text.slice(index + 1)}`,
    ),
  )

const wellFormed = (query: Record<string, string>): Record<string, string> =>
  Object.fromEntries(
    Object.entries(query).map(([name, value]) => [name, value.replaceAll(/\p{Surrogate}/gu, '?')]),
  )
