import assert from 'node:assert/strict'
import { test } from 'node:test'
import { EXAMPLES } from './examples.js'
import { openFixture } from './fixture.js'
import { validator } from './json-schema.js'
import { untouched } from './mutations.js'
import { operationsOf } from './operations.js'
import { requestOf } from './requests.js'
import { send } from './send.js'

const fits = validator()

test('every operation has an example that is accepted', async () => {
  const seen: string[] = []
  for (let i = 0; i === 0 || i < seen.length; i++) {
    const own = await openFixture()
    try {
      const operations = operationsOf(own.test.app.swagger())
      if (i === 0) seen.push(...operations.map(({ id }) => id))
      const op = operations[i]!
      const make = EXAMPLES[op.id]
      assert.ok(make, `operation ${op.id} has no example in examples.ts`)
      const answer = await send(own.test.app, requestOf(op, make(own), op.open ? null : own.test.token))
      assert.ok(answer.statusCode < 300, `${op.id}: ${answer.statusCode} ${answer.body}`)
      assert.ok(op.statuses.includes(answer.statusCode), `${op.id} does not document ${answer.statusCode}`)
    } finally {
      await own.test.close()
    }
  }
  assert.deepEqual(Object.keys(EXAMPLES).sort(), seen.sort(), 'examples of operations that are no more')
})

test('examples hold every member and parameter, and fit the schema', async () => {
  const f = await openFixture()
  try {
    for (const op of operationsOf(f.test.app.swagger())) {
      const example = EXAMPLES[op.id]?.(f) ?? {}
      const given = { ...example.path, ...example.query, ...example.headers }
      const parameters = op.parameters.map(({ name }) => name).filter((name) => !(name in given))
      assert.deepEqual(parameters, [], `${op.id}: parameters without an example`)
      if (!op.body) continue
      const bodies = [example.body, ...(example.alsoValid ?? [])]
      for (const body of bodies) assert.ok(fits(op.body, body), `${op.id}: an example breaks the schema`)
      assert.deepEqual(untouched(op.body, bodies), [], `${op.id}: members without an example`)
    }
  } finally {
    await f.test.close()
  }
})
