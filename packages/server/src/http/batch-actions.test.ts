import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { JobState } from '@vigia/core'
import { finishBatches } from '../use-cases/index.js'
import { addGroup, batchCalls, groupOf, inputOf } from './batches.testing.js'
import { placeOrder, putState, SERVICE, type TestApp, testApp } from './test-app.js'

async function setUp(t: { after(fn: () => Promise<void>): void }, states: JobState[] = []) {
  const app = await testApp()
  t.after(() => app.close())
  await addGroup(app, 1, [1, 2, 3])
  const calls = batchCalls(app)
  const { id } = (await calls.create()).body as { id: string }
  const jobs = (await calls.members(id)).map((job) => job.id)
  for (const [i, state] of states.entries()) await putState(app, jobs[i]!, state)
  const statesNow = async () => (await calls.members(id)).map(({ state }) => state)
  return { app, id, jobs, statesNow, ...calls }
}
const clock = { now: () => 0 }
const finish = ({ stores }: TestApp) => finishBatches({ ...stores, clock })

test('start and stop act on all jobs, and tell those whose state does not allow it', async (t) => {
  const { app, id, act, jobs, statesNow } = await setUp(t, ['STOPPED', 'RUNNING', 'FAILED'])
  const wakes = app.wakes()
  const { status, body } = await act(id, 'start')
  assert.equal(status, 200)
  const line = `job "yard-2" (${jobs[1]}): start: the job is RUNNING; start is allowed in `
  assert.ok(body.error_list[0].startsWith(line), body.error_list[0])
  const counts = { id, total_count: 3, failed_count: 1, succeed_count: 2 }
  assert.deepEqual({ ...body, error_list: undefined }, { ...counts, error_list: undefined })
  assert.deepEqual(await statesNow(), ['PENDING', 'RUNNING', 'PENDING'])
  assert.ok(app.wakes() > wakes)

  const stop = await act(id, 'stop')
  assert.deepEqual([stop.body.succeed_count, stop.body.error_list], [3, []])
  assert.deepEqual(await statesNow(), ['STOPPING', 'STOPPING', 'STOPPING'])
  const history = await app.stores.jobs.history(jobs[0]!)
  assert.deepEqual(history.at(-1), {
    ...history.at(-1),
    from: 'PENDING',
    to: 'STOPPING',
    cause: 'stop',
    actor: 'admin',
  })
})

test('a job that changes at the same moment is looked at again', async (t) => {
  const { app, id, act, jobs, statesNow } = await setUp(t, ['RUNNING', 'RUNNING', 'RUNNING'])
  const { changeAll } = app.stores.jobs
  app.stores.jobs.changeAll = async (changes) => {
    await putState(app, jobs[0]!, 'ABNORMAL')
    await putState(app, jobs[1]!, 'STOPPED')
    return changeAll.call(app.stores.jobs, changes)
  }
  const { body } = await act(id, 'stop')
  assert.deepEqual([body.succeed_count, body.failed_count], [2, 1])
  assert.match(body.error_list[0], /^job "yard-2" .*: stop: the job is STOPPED/)
  assert.deepEqual(await statesNow(), ['STOPPING', 'STOPPED', 'STOPPING'])
})

test('a deleted batch is shown until its last job is gone', async (t) => {
  const { app, id, jobs, remove, list, create, update, statesNow } = await setUp(t)
  const { status, body } = await remove(id)
  assert.deepEqual([status, body.succeed_count], [200, 3])
  assert.deepEqual(await statesNow(), ['DELETING', 'DELETING', 'DELETING'])
  const [row] = (await list()).batch_task_list
  assert.deepEqual([row.num_task, row.batch_task_status_info], [3, { deleting: 3 }])
  assert.equal((await create()).body.error_code, 'VIAS.00010011', 'its name is still taken')
  assert.equal((await update(id, { name: 'late' })).body.error_code, 'VIAS.00010012')
  assert.equal((await remove(id)).body.succeed_count, 3, 'once more')

  for (const job of jobs) {
    await finish(app)
    assert.equal((await list()).count, 1)
    await app.stores.jobs.remove(job)
  }
  await finish(app)
  assert.equal((await list()).count, 0)
  assert.equal((await remove(id)).body.error_code, 'VIAS.00010008')
  assert.equal((await create()).status, 200)
})

test('a deletion that a crash cut short is carried on', async (t) => {
  const { app, id, jobs, statesNow } = await setUp(t, ['RUNNING', 'STOPPED', 'FROZEN'])
  await app.stores.batches.markForDeletion(app.projectId, id)
  assert.deepEqual(await statesNow(), ['RUNNING', 'STOPPED', 'FROZEN'])
  await finish(app)
  assert.deepEqual(await statesNow(), ['DELETING', 'DELETING', 'DELETING'])
  assert.equal((await app.stores.jobs.find(jobs[0]!))?.desired, 'delete')
})

test('a batch whose jobs were deleted one by one is still there, empty, and can be deleted', async (t) => {
  const { app, id, jobs, act, list, remove } = await setUp(t)
  for (const job of jobs) await app.stores.jobs.remove(job)
  const [row] = (await list()).batch_task_list
  assert.deepEqual(
    [row.num_task, row.video_source_name, row.batch_task_status_info, row.video_group_name],
    [0, '', {}, 'group-1'],
  )
  const nothing = { id, total_count: 0, failed_count: 0, succeed_count: 0, error_list: [] }
  assert.deepEqual((await act(id, 'start')).body, nothing)
  assert.deepEqual((await remove(id)).body, nothing)
  assert.equal((await list()).count, 0)
})

test('jobs that fail are told up to a hundred, then how many more', async (t) => {
  const { app, act, create } = await setUp(t)
  await addGroup(
    app,
    2,
    Array.from({ length: 103 }, (_, i) => 1000 + i),
  )
  const { id } = (await create({ name: 'many', ...inputOf(groupOf(2)) })).body
  const { body } = await act(id, 'start')
  assert.deepEqual([body.failed_count, body.error_list.length], [103, 101])
  assert.equal(body.error_list.at(-1), '… and 3 more')
})

test('a job that did not follow its batch to an order for a service that is sold is not started with it', async (t) => {
  const { app, id, act, jobs, update, statesNow } = await setUp(t, ['STOPPED', 'RUNNING', 'STOPPED'])
  const sold = { name: 'sold', service_names: [SERVICE] }
  const { body: pack } = await app.call('POST', `/v2/${app.projectId}/packages`, sold)
  const order = await placeOrder(app, { package_id: pack.id })
  assert.equal((await update(id, { resource_order_id: order })).body.failed_count, 1)
  await putState(app, jobs[1]!, 'STOPPED')
  const { body } = await act(id, 'start')
  assert.deepEqual([body.succeed_count, body.failed_count], [2, 1])
  assert.match(body.error_list[0], /^job "yard-2" .*: start: resource_order_id: is required/)
  assert.deepEqual(await statesNow(), ['PENDING', 'STOPPED', 'PENDING'])
})

test('a batch is not started on an order that is over, and its jobs stay as they are', async (t) => {
  const { app, act, create, members } = await setUp(t)
  const order = await placeOrder(app)
  const { id } = (await create({ name: 'ordered', resource_order_id: order })).body
  for (const job of await members(id)) await putState(app, job.id, 'STOPPED')
  await app.call('PUT', `/v2/${app.projectId}/orders/${order}/cancel`)
  const { body } = await act(id, 'start')
  assert.equal(body.error_code, 'VIAS.00010012')
  assert.match(body.detail, /is cancelled; name another one/)
  assert.deepEqual(new Set((await members(id)).map(({ state }) => state)), new Set(['STOPPED']))
})

test('a job that goes at the same moment is deleted, but not started', async (t) => {
  const { app, id, act, remove, jobs } = await setUp(t, ['STOPPED', 'STOPPED', 'STOPPED'])
  const changeAll = app.stores.jobs.changeAll.bind(app.stores.jobs)
  const going = (job: string) => {
    app.stores.jobs.changeAll = async (changes) => {
      app.stores.jobs.changeAll = changeAll
      await app.stores.jobs.remove(job)
      return changeAll(changes)
    }
  }
  going(jobs[0]!)
  const started = (await act(id, 'start')).body
  assert.deepEqual([started.succeed_count, started.failed_count], [2, 1])
  assert.match(started.error_list[0], /^job "yard-1" .*there is no/i)
  going(jobs[1]!)
  const deleted = (await remove(id)).body
  assert.deepEqual([deleted.succeed_count, deleted.failed_count], [2, 0])
})
