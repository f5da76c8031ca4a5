/** What is left of a batch when the making of its jobs is cut short: by a crash, a full disk, a deletion. */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { BatchStore } from '@vigia/core'
import { StoreFull } from '../store/index.js'
import { addGroups, batchCalls, groupOf, inputOf } from './batches.testing.js'
import { testApp } from './test-app.js'

const SOURCES = 450

/** The third of the transactions that make jobs, and all after it, do something else. */
async function setUp(t: { after(fn: () => Promise<void>): void }, then: (id: string) => Promise<unknown>) {
  const app = await testApp()
  t.after(() => app.close())
  await addGroups(app, 1, SOURCES)
  const { batches } = app.stores
  const { addMembers } = batches
  let turn = 0
  batches.addMembers = async (batch, ...rest): ReturnType<BatchStore['addMembers']> => {
    if (++turn > 2) await then(batch.id)
    return addMembers.call(batches, batch, ...rest)
  }
  return { app, ...batchCalls(app) }
}

test('a crash leaves a batch that can be listed, filled, started and deleted', async (t) => {
  let isCrashing = true
  const { create, list, act, update, remove } = await setUp(t, async () => {
    if (isCrashing) throw new Error('crash')
  })
  assert.equal((await create()).status, 500)
  isCrashing = false
  const [{ id, num_task }] = (await list()).batch_task_list
  assert.equal(num_task, 400)
  assert.equal((await act(id, 'stop')).body.succeed_count, 400)
  assert.equal((await update(id, inputOf(groupOf(1)))).body.succeed_count, SOURCES)
  assert.equal((await list()).batch_task_list[0].num_task, SOURCES)
  assert.equal((await remove(id)).body.succeed_count, SOURCES)
})

test('what a full disk keeps from being stored is told', async (t) => {
  const { create, list } = await setUp(t, () => Promise.reject(new StoreFull(undefined)))
  const { status, body } = await create()
  assert.deepEqual([status, body.succeed_count, body.failed_count], [200, 400, 50])
  assert.match(body.error_list[0], /^source "camera-401" .*the disk of the data folder is full/)
  assert.equal((await list()).batch_task_list[0].num_task, 400)
})

test('a batch that is deleted while it is made gets no more jobs', async (t) => {
  const { app, create, members } = await setUp(t, (id) =>
    app.stores.batches.markForDeletion(app.projectId, id),
  )
  const { body } = await create()
  assert.deepEqual([body.succeed_count, body.failed_count], [400, 50])
  assert.match(body.error_list[0], /^source "camera-401" .*the batch is being deleted/)
  assert.equal((await members(body.id)).length, 400)
})
