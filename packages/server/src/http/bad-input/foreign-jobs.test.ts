/** What belongs to another project answers exactly as what is not there. */
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { exampleOf } from './examples.js'
import { type Fixture, openFixture } from './fixture.js'
import type { Operation } from './operations.js'
import { requestOf } from './requests.js'
import { send } from './send.js'

const NEVER = 'e'.repeat(32)
let f: Fixture
before(async () => {
  f = await openFixture()
})
after(() => f.test.close())

/** The whole answer, with the ids that were asked for and that of the request taken out. */
async function answerTo(op: Operation, token: string, path: Record<string, string>): Promise<string> {
  const { statusCode, headers, body } = await send(
    f.test.app,
    requestOf(op, exampleOf(op, f), token, { path }),
  )
  const { 'x-request-id': request, date: _, ...rest } = headers
  const ids = [...Object.values(path), String(request)]
  return ids.reduce(
    (text, id) => text.replaceAll(id, 'ID'),
    `${op.id} ${statusCode} ${JSON.stringify(rest)} ${body}`,
  )
}

/** Sends each operation the two paths; the answers must be one, and no job of either project may change. */
async function sameAnswers(
  ops: Operation[],
  token: string,
  there: Record<string, string>,
  never: Record<string, string>,
): Promise<void> {
  const before = await f.changes()
  assert.ok(ops.length > 0)
  for (const op of ops) {
    const answer = await answerTo(op, token, there)
    assert.equal(answer, await answerTo(op, token, never))
    assert.match(answer, / 40[0-9] /, 'is refused')
  }
  assert.equal(await f.changes(), before)
}
const inProjects = () => f.operations.filter(({ path }) => path.includes('{project_id}'))
const ofJobs = () => f.operations.filter(({ path }) => path.includes('{task_id}'))

test('a job of another project, asked for in the own one', () =>
  sameAnswers(ofJobs(), f.test.token, { task_id: f.other.job }, { task_id: NEVER }))

test('a job of another project, asked for there', () => {
  const project_id = f.other.projectId
  return sameAnswers(
    ofJobs(),
    f.test.token,
    { project_id, task_id: f.other.job },
    { project_id, task_id: NEVER },
  )
})

test('a job of the own project, asked for with a token of another', () =>
  sameAnswers(ofJobs(), f.other.token, { task_id: f.jobs.running }, { task_id: NEVER }))

test('an order of another project, asked for in the own one, and one named by a job', async () => {
  const ofOrders = f.operations.filter(({ path }) => path.includes('{order_id}'))
  await sameAnswers(ofOrders, f.test.token, { order_id: f.other.order }, { order_id: NEVER })
  const create = f.operations.find(({ id }) => id === 'createTask')!
  const answers = [f.other.order, NEVER].map(async (resource_order_id) => {
    const { body } = exampleOf(create, f)
    const payload = JSON.stringify({ ...(body as object), resource_order_id })
    const { statusCode, body: answer } = await send(
      f.test.app,
      requestOf(create, exampleOf(create, f), f.test.token, { payload }),
    )
    return `${statusCode} ${answer.replaceAll(resource_order_id, 'ID')}`
  })
  assert.equal(await answers[0], await answers[1])
  assert.match((await answers[0])!, /^400 .*VIAS.00010002.*resource_order_id/)
})

test('another project and one that never was', () =>
  sameAnswers(inProjects(), f.test.token, { project_id: f.other.projectId }, { project_id: NEVER }))
