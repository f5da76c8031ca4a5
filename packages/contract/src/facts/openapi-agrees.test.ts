import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { test } from 'node:test'
import { compare, compareMembers, type Disagreement, type Schema } from './compare.js'
import { DEPARTURES, isOf } from './departures.js'
import { LEGACY_OPERATIONS } from './legacy.js'
import type { Fact, OperationFact } from './notation.js'
import { errorResponse, FAILURES, OPERATIONS } from './operations.js'

interface Described {
  security?: unknown[]
  parameters?: { name: string; in: string; required: boolean; schema: Schema }[]
  requestBody?: { required?: boolean; content: Content }
  responses: Record<string, { content?: Content }>
}
type Content = Record<string, { schema: Schema & { $ref?: string } }>

const openapi: {
  paths: Record<string, Record<string, Described>>
  security: unknown
  components: {
    securitySchemes: Record<string, { in?: string; name?: string }>
    schemas: Record<string, Schema>
  }
} = JSON.parse(readFileSync(new URL('../../../../openapi.json', import.meta.url), 'utf8'))

const described = ({ path, method }: OperationFact) => openapi.paths[path]?.[method]
const json = (content: Content | undefined): Schema => content?.['application/json']?.schema ?? {}
/** The older family is compared as soon as it is there. */
const compared = [...OPERATIONS, ...LEGACY_OPERATIONS.filter((fact) => described(fact))]

function parametersOf({ parameters = [] }: Described, place: string): Schema {
  const here = parameters.filter((parameter) => parameter.in === place)
  return {
    properties: Object.fromEntries(here.map(({ name, schema }) => [name, schema])),
    required: here.filter(({ required }) => required).map(({ name }) => name),
  }
}

function disagreementsOf(fact: OperationFact): Disagreement[] {
  const there = described(fact)
  if (!there)
    return [{ place: fact.name, aspect: 'missing', told: `there is no ${fact.method} ${fact.path}` }]
  const members = (given: Fact['members'], place: 'path' | 'query') =>
    compareMembers(
      { is: 'object', members: given ?? {} },
      parametersOf(there, place),
      `${fact.name} ${place}`,
      'sent',
    )
  return [
    ...members(fact.pathParameters, 'path'),
    ...members(fact.query, 'query'),
    ...(fact.body ? compare(fact.body, json(there.requestBody?.content), `${fact.name} body`, 'sent') : []),
    ...(fact.answer
      ? compare(fact.answer, json(there.responses[fact.success]?.content), `${fact.name} answer`, 'answered')
      : []),
  ]
}

const all = () => [
  ...compared.flatMap(disagreementsOf),
  ...compare(
    errorResponse,
    openapi.components.schemas.ErrorResponse ?? {},
    '0 ErrorResponse answer',
    'answered',
  ),
]

test('openapi.json says what is published, but for the departures', () => {
  const unexplained = all().filter((found) => !DEPARTURES.some((departure) => isOf(departure, found)))
  assert.equal(
    unexplained.length,
    0,
    unexplained.map(({ place, aspect, told }) => `${place} (${aspect}): ${told}`).join('\n'),
  )
})

test('every departure is there and tells why', () => {
  const found = all()
  for (const departure of DEPARTURES) {
    assert.ok(departure.why.length > 20, departure.at)
    const isThere = found.some((disagreement) => isOf(departure, disagreement))
    assert.ok(isThere, `${departure.at} (${departure.aspect}) departs no more`)
  }
})

test('operations succeed and fail with the published statuses and bodies, and ask for the token', () => {
  for (const fact of compared) {
    const there = described(fact)
    assert.ok(there, fact.name)
    const { responses, security = openapi.security } = there
    const successes = Object.keys(responses).filter((status) => status.startsWith('2'))
    assert.deepEqual(successes, [String(fact.success)], fact.name)
    for (const status of FAILURES) {
      const { $ref } = responses[status]?.content?.['application/json']?.schema ?? {}
      assert.equal($ref, '#/components/schemas/ErrorResponse', `${fact.name} ${status}`)
    }
    assert.ok(JSON.stringify(security).includes('token'), fact.name)
  }
  const { token } = openapi.components.securitySchemes
  assert.deepEqual([token?.in, token?.name], ['header', 'X-Auth-Token'])
})

function* factsBelow(fact: Fact): Generator<Fact> {
  yield fact
  if (fact.items) yield* factsBelow(fact.items)
  for (const member of Object.values(fact.members ?? {})) yield* factsBelow(member)
}

test('the samples of a pattern are what the pattern as published says', () => {
  for (const { pathParameters, query = {}, body, answer } of [...OPERATIONS, ...LEGACY_OPERATIONS]) {
    const members = { ...pathParameters, ...query, ...(body ? { body } : {}), ...(answer ? { answer } : {}) }
    for (const { pattern, accepts = [], refuses = [], most = Infinity } of factsBelow({
      is: 'object',
      members,
    })) {
      if (pattern === undefined) continue
      const isTaken = (sample: string) => new RegExp(pattern).test(sample) && sample.length <= most
      for (const sample of accepts) assert.ok(isTaken(sample), `${pattern} refuses ${sample}`)
      for (const sample of refuses) assert.ok(!isTaken(sample), `${pattern} accepts ${sample}`)
    }
  }
})
