import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { createBody, createJob, putState, SERVICE, type TestApp, testApp } from './test-app.js'

let t: TestApp
before(async () => {
  t = await testApp()
})
after(() => t.close())

test('priority is stored as given, normal by default, and shown in every edition', async () => {
  for (const [name, given, priority] of [
    ['plain', {}, 'normal'],
    ['urgent', { priority: 'high' }, 'high'],
    ['patient', { priority: 'low' }, 'low'],
  ] as const) {
    const id = await createJob(t, { name, ...given })
    for (const path of [
      `/v1/${t.projectId}/infer/tasks/${id}`,
      `/v2/${t.projectId}/tasks/${id}`,
      `/v2/${t.projectId}/services/${SERVICE}/tasks/${id}`,
    ])
      assert.equal((await t.call('GET', path)).body.priority, priority)
    assert.equal((await t.stores.jobs.find(id))?.priority, priority)
  }
})

test('an update changes the priority also of a job that runs; without one it stays', async () => {
  const id = await createJob(t, { name: 'changed', priority: 'low' })
  await putState(t, id, 'RUNNING')
  const { service_version: _, ...body } = createBody({ name: 'changed' })
  const update = (change: object) => t.call('PUT', `/v2/${t.projectId}/tasks/${id}`, { ...body, ...change })
  assert.equal((await update({ priority: 'high' })).status, 200)
  assert.equal((await update({})).status, 200)
  assert.equal((await t.stores.jobs.find(id))?.priority, 'high')
})

test('another word is refused', async () => {
  const path = `/v2/${t.projectId}/services/${SERVICE}/tasks`
  const { status, body } = await t.call('POST', path, createBody({ priority: 'urgent' }))
  assert.equal(status, 400)
  assert.match(body.detail, /^priority: must be equal to one of the allowed values \(low, normal, high\)/)
})
