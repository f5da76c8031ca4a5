import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { FastifyError } from 'fastify'
import { validationDetail } from './validation-detail.js'
import { compileValidator } from './validators.js'

const windows = { type: 'array', items: { type: 'integer', maximum: 7 } }
const plan = { type: 'object', required: ['zone'], properties: { zone: { type: 'string' }, days: windows } }
const validate = compileValidator({
  schema: {
    type: 'object',
    properties: {
      plan: { anyOf: [plan, { type: 'null' }] },
      on: { anyOf: [{ type: 'boolean' }, { enum: [1] }] },
    },
  },
})
function detailOf(value: unknown): string {
  assert.equal(validate(value), false)
  return validationDetail({ validation: validate.errors } as FastifyError)
}

test('what is wrong inside a value that may be one of several kinds is told by its own field', () => {
  assert.equal(detailOf({ plan: { zone: 'a', days: [1, 8] } }), 'plan.days[1]: must be <= 7')
  assert.equal(detailOf({ plan: { zone: 5 } }), 'plan.zone: must be string')
  assert.equal(detailOf({ plan: {} }), 'plan.zone: is required')
})

test('a value of no allowed kind is told as such', () => {
  assert.equal(detailOf({ plan: 'x' }), 'plan: is none of the kinds of value that are allowed here')
  assert.equal(detailOf({ on: 2 }), 'on: is none of the kinds of value that are allowed here')
})
