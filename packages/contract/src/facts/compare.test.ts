import assert from 'node:assert/strict'
import { test } from 'node:test'
import { compare, type Schema } from './compare.js'
import { type Fact, flag, group, like, list, or, text, whole, words } from './notation.js'

const aspects = (fact: Fact, schema: Schema, direction: 'sent' | 'answered' = 'sent') =>
  compare(fact, schema, 'here', direction).map(({ place, aspect }) => `${place} ${aspect}`)

test('what says the same agrees', () => {
  const fact = group({ 'a*': text(5), b: list(whole(1, 3), 1), c: words('x', 'y'), d: or(flag(), false) })
  const schema = {
    type: 'object',
    required: ['a'],
    properties: {
      a: { type: 'string', maxLength: 5 },
      b: { type: 'array', items: { type: 'integer', minimum: 1, maximum: 3 }, minItems: 1 },
      c: { enum: ['y', 'x'] },
      d: { type: 'boolean', default: false },
    },
  }
  assert.deepEqual(aspects(fact, schema), [])
})

test('every aspect of a value is looked at', () => {
  assert.deepEqual(aspects(text(), { type: 'integer' }), ['here type'])
  assert.deepEqual(aspects(text(5), { type: 'string' }), ['here most'])
  assert.deepEqual(aspects(text(), { type: 'string', minLength: 1 }), ['here least'])
  assert.deepEqual(aspects(whole(0), { type: 'integer' }), ['here least'])
  assert.deepEqual(aspects(like('^a$'), { type: 'string', pattern: '^b$' }), ['here pattern'])
  assert.deepEqual(aspects({ is: 'string', format: 'ipv4' }, { type: 'string' }), ['here format'])
  assert.deepEqual(aspects(or(flag(), true), { type: 'boolean' }), ['here default'])
  assert.deepEqual(
    aspects({ ...list(flag()), unique: true }, { type: 'array', items: { type: 'boolean' } }),
    ['here unique'],
  )
  assert.deepEqual(aspects(list(text(1)), { type: 'array', items: { type: 'string' } }), ['here[] most'])
})

test('sets of values may be wider, narrower or both', () => {
  assert.deepEqual(aspects(words('a'), { enum: ['a', 'b'] }), ['here wider'])
  assert.deepEqual(aspects(words('a', 'b'), { enum: ['a'] }), ['here narrower'])
  assert.deepEqual(aspects(words('a'), { enum: ['b'] }), ['here wider', 'here narrower'])
  assert.deepEqual(aspects(words('a'), { type: 'string' }), ['here wider'])
})

test('of a choice one branch is the published one', () => {
  const choice = { anyOf: [{ type: 'number', enum: [1] }, { type: 'boolean' }, { type: 'null' }] }
  assert.deepEqual(aspects(flag(), choice), ['here wider', 'here null'])
  assert.deepEqual(aspects(text(), { type: ['string', 'null'] }), ['here null'])
  const object = { type: 'object', properties: {} }
  assert.deepEqual(aspects(group({ a: text(), b: text() }), { anyOf: [{ type: 'null' }, object] }), [
    'here.a missing',
    'here.b missing',
    'here null',
  ])
})

test('a default stands beside the branches of a choice, and says nothing of an answer', () => {
  const choice = { anyOf: [{ type: 'boolean' }, { type: 'null' }], default: false }
  assert.deepEqual(aspects(or(flag(), false), choice), ['here null'])
  assert.deepEqual(aspects(flag(), choice), ['here default', 'here null'])
  assert.deepEqual(aspects(or(flag(), false), { type: 'boolean' }, 'answered'), [])
})

test('a pattern written in another way is tried with samples', () => {
  const fact = like('^[a-c]{2}$', { accepts: ['ab'], refuses: ['ad', 'abc'] })
  assert.deepEqual(aspects(fact, { type: 'string', pattern: '^[abc]{2}$' }), [])
  assert.deepEqual(aspects(fact, { type: 'string', pattern: '^[abcd]{2}$' }), ['here pattern'])
  assert.deepEqual(aspects(fact, { type: 'string', pattern: '^[ac]{2}$' }), ['here pattern'])
})

test('members that are missing, and that are required or not against the page', () => {
  const optional = { type: 'object', properties: { a: { type: 'string' } } }
  const required = { ...optional, required: ['a'] }
  assert.deepEqual(aspects(group({ 'b*': text() }), optional), ['here.b missing'])
  assert.deepEqual(aspects(group({ 'a*': text() }), optional), ['here.a required'])
  assert.deepEqual(aspects(group({ a: text() }), required), ['here.a required'])
  assert.deepEqual(aspects(group({ a: text() }), required, 'answered'), [], 'an answer may promise more')
  assert.deepEqual(aspects(group({ 'a*': text() }), optional, 'answered'), ['here.a required'])
})
