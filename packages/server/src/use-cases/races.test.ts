/** Two users at the same moment: what either was told is done is done. */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { createBody, createJob, putState, type TestApp, testApp } from '../http/test-app.js'

/** Somebody else acts between the first look at the job and what follows from it. */
async function between(t: TestApp, meanwhile: () => Promise<unknown>): Promise<void> {
  const { jobs } = t.stores
  const get = jobs.get.bind(jobs)
  jobs.get = async (...args) => {
    const seen = await get(...args)
    jobs.get = get
    await meanwhile()
    return seen
  }
}

const setUp = async (t: { after(fn: () => Promise<void>): void }, change = {}) => {
  const app = await testApp()
  t.after(() => app.close())
  const id = await createJob(app, change)
  await app.call('PUT', `/v2/${app.projectId}/tasks/${id}/action/stop`)
  await putState(app, id, 'STOPPED')
  const put = (body: object) => app.call('PUT', `/v2/${app.projectId}/tasks/${id}`, body)
  return { app, id, put }
}

/** Every day from 18:00 to 20:00; the test's clock stands at 08:00. */
const evening = {
  type: 'weekly',
  timezone: '+00:00',
  days_of_week: [1, 2, 3, 4, 5, 6, 7],
  periods: Array.from({ length: 7 }, () => [{ begin_at: '18:00:00', end_at: '20:00:00' }]),
}

test('a start follows the schedule that an update gave the job at the same moment', async (t) => {
  const { app, id, put } = await setUp(t)
  const { service_version: _, ...body } = createBody()
  await between(app, async () => assert.equal((await put({ ...body, schedule: evening })).status, 200))
  assert.equal((await app.call('PUT', `/v2/${app.projectId}/tasks/${id}/action/start`)).status, 200)
  const job = await app.stores.jobs.find(id)
  assert.deepEqual([job?.desired, job?.nextAt], ['rest', Date.UTC(2026, 10, 24, 18)])
})

test('two updates at once are both kept', async (t) => {
  const { app, id, put } = await setUp(t)
  const { service_version: _, ...body } = createBody()
  const first = { ...body, config: { common: { quality: 50 } } }
  await between(app, async () => assert.equal((await put(first)).status, 200))
  assert.equal((await put({ ...body, description: 'renewed' })).status, 200)
  const job = await app.stores.jobs.find(id)
  assert.deepEqual([job?.description, job?.spec.common, job?.generation], ['renewed', { quality: 50 }, 3])
})
