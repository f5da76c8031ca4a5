import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { EXAMPLES, exampleOf } from './examples.js'
import { type Fixture, inNewProject, openFixture } from './fixture.js'
import { type JsonSchema, validator } from './json-schema.js'
import { untouched } from './mutations.js'
import { requestOf } from './requests.js'
import { send } from './send.js'

const fits = validator()
let f: Fixture
before(async () => {
  f = await openFixture()
})
after(() => f.test.close())

test('every operation has an example, and no other has', () => {
  const ids = f.operations.map(({ id }) => id)
  assert.equal(new Set(ids).size, ids.length)
  assert.deepEqual(Object.keys(EXAMPLES).sort(), ids.sort(), 'add to or take from examples.ts')
})

test('every example is accepted', async () => {
  for (const op of f.operations) {
    const own = op.path.includes('{project_id}') ? await inNewProject(f, op.id) : f
    const example = exampleOf(op, own)
    const token = op.open ? null : (example.as ?? own.test.token)
    const answer = await send(own.test.app, requestOf(op, example, token))
    assert.ok(answer.statusCode < 300, `${op.id}: ${answer.statusCode} ${answer.body}`)
    assert.ok(op.statuses.includes(answer.statusCode), `${op.id} does not document ${answer.statusCode}`)
  }
})

test('every number that is sent has bounds', () => {
  const unbound = (schema: JsonSchema, at: string): string[] => [
    ...(['integer', 'number'].includes(String(schema.type)) &&
    (schema.minimum === undefined || schema.maximum === undefined)
      ? [at]
      : []),
    ...Object.entries(schema.properties ?? {}).flatMap(([name, member]) => unbound(member, `${at}.${name}`)),
    ...(schema.items ? unbound(schema.items, `${at}[]`) : []),
  ]
  const found = f.operations.flatMap(({ id, parameters, body }) => [
    ...parameters.flatMap(({ name, schema }) => unbound(schema, `${id} ${name}`)),
    ...(body ? unbound(body, `${id} body`) : []),
  ])
  assert.deepEqual(found, [])
})

test('examples hold every member and parameter, and fit the schema', () => {
  for (const op of f.operations) {
    const example = exampleOf(op, f)
    const given = { ...example.path, ...example.query, ...example.headers }
    const parameters = op.parameters
      .map(({ name, in: place }) => (place === 'header' ? name.toLowerCase() : name))
      .filter((name) => !(name in given))
    assert.deepEqual(parameters, [], `${op.id}: parameters without an example`)
    if (!op.body) continue
    const bodies = [example.body, ...(example.alsoValid ?? [])]
    for (const body of bodies) assert.ok(fits(op.body, body), `${op.id}: an example breaks the schema`)
    assert.deepEqual(untouched(op.body, bodies), [], `${op.id}: members without an example`)
  }
})
