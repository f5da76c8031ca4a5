/** Quotas as operators set them and as the project meets them. */
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { createBody, SERVICE, type TestApp, testApp } from './test-app.js'

let t: TestApp
before(async () => {
  t = await testApp()
})
after(() => t.close())

const create = (change: Record<string, unknown>) =>
  t.call('POST', `/v2/${t.projectId}/services/${SERVICE}/tasks`, createBody(change))
const set = (quotas: object, id = t.projectId) => t.call('PUT', `/v3/projects/${id}/quotas`, { quotas })

test('quotas are shown with what is used and the default, to the project and to the platform alike', async () => {
  const { body } = await t.call('GET', `/v2/${t.projectId}/quotas`)
  assert.deepEqual(body, {
    quotas: {
      jobs: { used: 0, limit: 5000, default: 5000 },
      sources: { used: 0, limit: 5000, default: 5000 },
      groups: { used: 0, limit: 200, default: 200 },
      streams: { used: 0, limit: 200, default: 200 },
      cameras: { used: 0, limit: 5000, default: 5000 },
      data_streams: { used: 0, limit: 50, default: 50 },
    },
  })
  assert.deepEqual((await t.call('GET', `/v3/projects/${t.projectId}/quotas`)).body, body)
  const changed = await set({ groups: 3 })
  assert.deepEqual(changed.body.quotas.groups, { used: 0, limit: 3, default: 200 })
  assert.equal((await set({ jobs: 1 }, 'e'.repeat(32))).status, 404)
})

test('creates at the same moment do not pass the quota together, and the refusal tells the numbers', async () => {
  assert.equal((await set({ jobs: 2 })).body.quotas.jobs.limit, 2)
  const answers = await Promise.all(['a', 'b', 'c', 'd'].map((name) => create({ name })))
  assert.deepEqual(answers.map(({ status }) => status).sort(), [200, 200, 400, 400])
  const { body } = answers.find(({ status }) => status === 400)!
  assert.deepEqual(
    [body.error_code, body.detail],
    ['VIAS.0010048', 'the project has 2 jobs, 1 more would pass the limit of 2'],
  )
  await set({ jobs: 1 })
  const { body: shown } = await t.call('GET', `/v2/${t.projectId}/quotas`)
  assert.deepEqual([shown.quotas.jobs.used, shown.quotas.jobs.limit], [2, 1], 'nothing is taken away')
  await set({ jobs: 3 })
  assert.equal((await create({ name: 'e' })).status, 200)
})
