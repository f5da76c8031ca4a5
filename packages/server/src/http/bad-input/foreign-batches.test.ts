/** Batches of another project, and its groups and sources, answer exactly as such that never were. */
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { batchBody, groupOf, inputOf } from '../batches.testing.js'
import { exampleOf } from './examples.js'
import { type Fixture, openFixture } from './fixture.js'
import { requestOf } from './requests.js'
import { send } from './send.js'

const NEVER = { id: 'e'.repeat(32), uuid: '00000000-0000-4000-8000-0000000fffff' }
let f: Fixture
before(async () => {
  f = await openFixture()
})
after(() => f.test.close())

async function answersAlike(
  answerTo: (id: string) => Promise<[number, string]>,
  foreign: string,
  never: string,
) {
  const before = await f.changes()
  const [status, there] = await answerTo(foreign)
  assert.equal(status, 400)
  assert.equal(there.replaceAll(foreign, 'ID'), (await answerTo(never))[1].replaceAll(never, 'ID'))
  assert.equal(await f.changes(), before)
}

test('in the path', async () => {
  const ops = f.operations.filter(({ path }) => path.includes('/batch-tasks/{id}'))
  assert.equal(ops.length, 3)
  for (const op of ops)
    await answersAlike(
      async (id) => {
        const request = requestOf(op, exampleOf(op, f), f.test.token, { path: { id } })
        const { statusCode, body } = await send(f.test.app, request)
        assert.match(body, /VIAS\.00010008/)
        return [statusCode, body]
      },
      f.other.batch.id,
      NEVER.id,
    )
})

test('in the body', async () => {
  const inputs: [keyof Omit<Fixture['video'], 'camera'>, (id: string) => object][] = [
    ['group', (id) => inputOf(groupOf(id))],
    ['source', (id) => inputOf(groupOf(f.batch.group, id))],
  ]
  const batches = `/v2/${f.project}/batch-tasks`
  const calls = [
    ['POST', batches, batchBody({ name: 'new' })],
    ['PUT', `${batches}/${f.batch.id}`, {}],
  ] as const
  for (const [kind, input] of inputs)
    for (const [method, path, body] of calls)
      await answersAlike(
        async (id) => {
          const answer = await f.test.call(method, path, { ...body, ...input(id) })
          return [answer.status, JSON.stringify(answer.body)]
        },
        f.other.batch[kind],
        NEVER.uuid,
      )
})
