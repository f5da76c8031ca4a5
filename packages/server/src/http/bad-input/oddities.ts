/** Requests that no schema forbids and that servers trip over: they may be accepted or refused, but properly. */
import type { Example } from './examples.js'
import type { Fits } from './json-schema.js'
import { type Operation, takesBody } from './operations.js'
import { type Attempt, type Instead, queryOf, requestOf } from './requests.js'

const TEXTS = [
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

export function oddRequests(op: Operation, example: Example, token: string, fits: Fits): Attempt[] {
  const attempt = (what: string, rule: string, instead: Instead): Attempt => ({
    ...requestOf(op, example, token, instead),
    what,
    rule,
  })
  const inQuery = op.parameters
    .filter((parameter) => parameter.in === 'query')
    .flatMap(({ name }) =>
      [...TEXTS, ...NUMBERS].map((value) =>
        attempt(`${name}=${value}`, name, { query: queryOf({ ...example.query, [name]: value }) }),
      ),
    )
  const { body: schema } = op
  const bodies = schema && example.body !== undefined ? [example.body, ...(example.alsoValid ?? [])] : []
  const inBody = bodies
    .map((body) => JSON.stringify(body))
    .flatMap((text) => [...oddStrings(text), ...oddMembers(text)])
    .filter(({ text }) => schema && fits(schema, JSON.parse(text)))
    .map(({ odd, place, text }) => attempt(`${place}${odd}`, place, { payload: text }))
  const types = takesBody(op) ? TYPES : []
  return [
    ...inQuery,
    attempt('foreign parameters', 'query', {
      query: `${queryOf(example.query ?? {})}&foreign=1&__proto__=1&a[b]=1&&=&`,
    }),
    ...inBody,
    ...bodies.map((body) => attempt('a mark', 'JSON', { payload: `\ufeff${JSON.stringify(body)}` })),
    ...types.map((type) => attempt(type, 'type', { headers: { 'content-type': type } })),
  ]
}

const TYPES = ['application/json;charset=gbk', 'APPLICATION/JSON', 'application/json; charset="utf-8"', '']

interface OddText {
  odd: string
  /** Roughly: the text before. */
  place: string
  text: string
}
const insert = (text: string, from: number, to: number, odd: string): OddText => ({
  odd,
  place: text.slice(Math.max(0, from - 30), from),
  text: text.slice(0, from) + odd + text.slice(to),
})

/** Every string of the text in turn, names of members left alone. */
const oddStrings = (text: string): OddText[] =>
  [...text.matchAll(/"(?:[^"\\]|\\.)*"/g)]
    .map(({ index, 0: found }) => ({ from: index, to: index + found.length }))
    .filter(({ to }) => text[to] !== ':')
    .flatMap(({ from, to }) => TEXTS.map((odd) => insert(text, from, to, JSON.stringify(odd))))

/** A member that nobody knows in every object. */
const oddMembers = (text: string): OddText[] =>
  [...text.matchAll(/\{/g)].flatMap(({ index }) =>
    ['toString', '', 'hasOwnProperty', 'x'.repeat(10_000)].map((name) =>
      insert(text, index + 1, index + 1, `${JSON.stringify(name)}:"1",`),
    ),
  )
