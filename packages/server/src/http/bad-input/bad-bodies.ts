/** Requests with a body that breaks the schema, cannot be read, or is none. */
import type { Example } from './examples.js'
import type { Fits } from './json-schema.js'
import { mutationsOf } from './mutations.js'
import { type Operation, takesBody } from './operations.js'
import { type BadRequest, requestOf } from './requests.js'

const LIMIT = 1_048_576
const DEEP = 10_000
const JSON_TYPE = 'application/json'

/** One break each. */
export function badMembers(op: Operation, example: Example, token: string, fits: Fits): BadRequest[] {
  const { body: schema } = op
  if (!schema) return []
  const valid = [example.body, ...(example.alsoValid ?? [])]
  return valid
    .flatMap((body) => mutationsOf(schema, body, fits))
    .map(({ field, what, rule, value }) => ({
      ...requestOf(op, example, token, { payload: JSON.stringify(value) }),
      what: `${field || 'body'}: ${what}`,
      rule: `${field}: ${rule}`,
      names: [field || 'body'],
    }))
}

/** Bodies that no schema is asked about. */
export function unreadableBodies(op: Operation, example: Example, token: string): BadRequest[] {
  if (!takesBody(op)) return []
  const valid = JSON.stringify(example.body ?? {})
  const bad = (what: string, rule: string, payload: string | Buffer, type: string | undefined) => ({
    ...requestOf(op, example, token, { payload, headers: { 'content-type': type } }),
    what,
    rule,
    names: [rule === 'Content-Type' ? rule : 'body'],
  })
  return [
    ...BROKEN(valid).map(([what, payload]) => bad(what, 'JSON', payload, JSON_TYPE)),
    ...TYPES.map((type) => bad(`Content-Type ${type}`, 'Content-Type', valid, type)),
    bad('UTF-16, and said so', 'JSON', Buffer.from(valid, 'utf16le'), 'application/json; charset=utf-16'),
    ...withForeignKeys(valid).map(([what, payload]) => bad(what, 'prototype', payload, JSON_TYPE)),
    bad('NUL in a name', 'name', `{"\\u0000":1,${valid.slice(1)}`.replace(',}', '}'), JSON_TYPE),
  ]
}

/** The cheapest first: it is what all operations are tried with. */
const BROKEN = (valid: string): [string, string | Buffer][] => [
  ['cut short', valid.slice(0, -1)],
  ['one byte over the limit', `${' '.repeat(LIMIT)}1`],
  ['deep arrays', `${'['.repeat(DEEP)}${']'.repeat(DEEP)}`],
  ['deep objects', `${'{"a":'.repeat(DEEP)}1${'}'.repeat(DEEP)}`],
  ['deep arrays that never end', '['.repeat(DEEP)],
  ['something behind', `${valid}x`],
  ['two values', `${valid}${valid}`],
  ['a comma too many', valid.replace(/\}$/, ',}')],
  ['a comment', `/* */${valid}`],
  ['single quotes', valid.replaceAll('"', "'").replace('{}', "{'a':1}")],
  ['NaN', '{"a":NaN}'],
  ['a raw line break in a string', '{"a":"\n"}'],
  ['NUL behind', `${valid}\u0000`],
  ['blanks only', '  '],
  ['an XML document', '<a/>'],
  ['bytes that are not UTF-8', Buffer.from('{"a":"\xff"}', 'latin1')],
  ['a surrogate in UTF-8', Buffer.from('7b2261223a22eda0bd227d', 'hex')],
  ['UTF-16 with a mark', Buffer.from(`\ufeff${valid}`, 'utf16le')],
]

/** Undefined: none at all. */
const TYPES = [
  undefined,
  'text/plain',
  'text/json',
  'application/x-www-form-urlencoded',
  'multipart/form-data; boundary=a',
  'application/xml',
  'application/octet-stream',
  'application/jsonp',
  'application/json5',
  'application/merge-patch+json',
  'application',
  'json',
  ';',
]

/** Members that reach into prototypes, in every object of the body. */
function withForeignKeys(valid: string): [what: string, payload: string][] {
  const places = [...valid.matchAll(/\{/g)].map(({ index }) => index + 1)
  return ['"__proto__":{"a":1}', '"__proto__":null', '"constructor":{"prototype":{"a":1}}'].flatMap(
    (member) =>
      places.map((at, i): [string, string] => [
        `${member} in object ${i}`,
        `${valid.slice(0, at)}${member}${valid[at] === '}' ? '' : ','}${valid.slice(at)}`,
      ]),
  )
}
