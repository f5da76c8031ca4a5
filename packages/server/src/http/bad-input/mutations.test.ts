import assert from 'node:assert/strict'
import { test } from 'node:test'
import { type JsonSchema, validator } from './json-schema.js'
import { mutationsOf, untouched } from './mutations.js'

const fits = validator()
const told = (schema: JsonSchema, valid: unknown) =>
  mutationsOf(schema, valid, fits).map(({ field, what }) => `${field}: ${what}`)
const valuesOf = (schema: JsonSchema, valid: unknown) =>
  mutationsOf(schema, valid, fits).map(({ value }) => value)

test('a member is left out, and is of every wrong type', () => {
  const schema = { type: 'object', required: ['a'], properties: { a: { type: 'boolean' } } }
  assert.deepEqual(valuesOf(schema, { a: false }), [
    ...['text', 7, 0.5, true, null, []],
    {},
    ...['text', 7, 0.5, null, [], {}].map((a) => ({ a })),
  ])
})

test('what the schema allows is no mutation', () => {
  const nullable = { anyOf: [{ type: 'string', minLength: 1 }, { type: 'null' }] }
  const wrong = valuesOf(nullable, 'x')
  assert.ok(!wrong.includes(null))
  assert.ok(wrong.includes('') && wrong.includes(7))
  assert.deepEqual(valuesOf({}, 7), [])
})

test('what cannot be stored is a mutation even where the schema allows it', () => {
  assert.deepEqual(valuesOf({}, 'a'), ['a\u0000', 'a\ud83d'])
})

test('strings just outside their bounds, those of the pattern too', () => {
  assert.ok(valuesOf({ type: 'string', minLength: 3 }, 'abc').includes('ab'))
  assert.ok(valuesOf({ type: 'string', maxLength: 3 }, 'abc').includes('abcc'))
  const inPattern = valuesOf({ type: 'string', pattern: '^[a-z]{2,4}$' }, 'abc')
  for (const wrong of ['a', 'abccc', 'abc\n', 'abc\u0000', 'ABC', '']) assert.ok(inPattern.includes(wrong))
})

test('numbers outside their bounds and fractions', () => {
  const wrong = valuesOf({ type: 'integer', minimum: 1, maximum: 9 }, 5)
  for (const value of [0, 10, 5.5, '5', -1e300, 1e300]) assert.ok(wrong.includes(value), String(value))
})

test('arrays and objects outside their bounds, and what is in them', () => {
  const items = { type: 'array', items: { enum: ['a'] }, minItems: 1, maxItems: 2, uniqueItems: true }
  const inArray = told(items, ['a'])
  for (const what of [': too few items', ': too many items', ': an item twice', '[0]: a foreign word']) {
    assert.ok(inArray.includes(what), what)
  }
  const record: JsonSchema = {
    type: 'object',
    minProperties: 1,
    maxProperties: 2,
    additionalProperties: { type: 'string' },
  }
  const inRecord = told(record, { k: 'v' })
  for (const what of [': too few members', ': too many members', 'k: null'])
    assert.ok(inRecord.includes(what), what)
})

test('fields are named as refusals name them', () => {
  const schema: JsonSchema = {
    type: 'object',
    properties: {
      a: { type: 'array', items: { anyOf: [{ type: 'object', required: ['b'] }, { type: 'null' }] } },
    },
  }
  const left = mutationsOf(schema, { a: [{ b: 1 }] }, fits).find(({ what }) => what === 'left out')
  assert.deepEqual(left, { field: 'a[0].b', what: 'left out', rule: 'required', value: { a: [{}] } })
})

test('the valid value itself stays whole', () => {
  const valid = { a: [{ b: 'x' }] }
  const item = { type: 'object', required: ['b'], properties: { b: { type: 'string' } } }
  mutationsOf({ type: 'object', properties: { a: { type: 'array', items: item } } }, valid, fits)
  assert.deepEqual(valid, { a: [{ b: 'x' }] })
})

test('a field without an example is told', () => {
  const schema: JsonSchema = {
    type: 'object',
    properties: {
      a: { type: 'string' },
      b: { type: 'array', items: { type: 'string' } },
      free: { description: 'x' },
    },
  }
  assert.deepEqual(untouched(schema, [{ a: 'x' }, { b: [] }]), ['b[0]'])
  assert.deepEqual(untouched(schema, [{}]), ['a', 'b'])
})
