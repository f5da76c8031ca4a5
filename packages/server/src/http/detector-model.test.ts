import assert from 'node:assert/strict'
import { test } from 'node:test'
import { createBody, SERVICE, testApp } from './test-app.js'

test('a job, and a change of it, may name a model that was added while the server runs, and none that is gone', async (t) => {
  const known = ['efficientdet-lite0']
  const app = await testApp({
    deps: {
      models: {
        standard: 'efficientdet-lite0',
        known: async () => known.map((name) => ({ name, labels: ['person'] })),
      },
    },
  })
  t.after(() => app.close())
  const tasks = `/v2/${app.projectId}/services/${SERVICE}/tasks`
  const config = { common: { detector_model: 'my-helmets' } }
  const early = await app.call('POST', tasks, createBody({ config }))
  assert.equal(early.status, 400)
  assert.match(early.body.detail, /there is no model my-helmets here; there are efficientdet-lite0/)

  known.push('my-helmets')
  const made = await app.call('POST', tasks, createBody({ config }))
  assert.equal(made.status, 200, JSON.stringify(made.body))
  const id = made.body.tasks[0].id

  known.pop()
  const changed = await app.call('PUT', `${tasks}/${id}`, { config })
  assert.equal(changed.status, 400)
  assert.match(changed.body.detail, /^config\.common\.detector_model: there is no model/)
})
