import assert from 'node:assert/strict'
import { test } from 'node:test'
import { algorithm, createBody, SERVICE, testApp } from './test-app.js'
import { createSource } from './video.testing.js'

const STREAMS_ONLY = { ...algorithm, inputs: ['vis', 'vcn'] as const }

test('an algorithm that takes some kinds of input only says so, and refuses the others by name', async (t) => {
  const app = await testApp({ deps: { algorithms: new Map([[SERVICE, STREAMS_ONLY]]) } })
  t.after(() => app.close())
  const tasks = `/v2/${app.projectId}/services/${SERVICE}/tasks`
  const refused = await app.call('POST', tasks, createBody())
  assert.deepEqual(
    [refused.status, refused.body.detail],
    [400, `input.type: ${SERVICE} does not work on url; it takes vis, vcn`],
  )

  const source = await createSource(app)
  const input = { type: 'video_source', data: [{ video_source_id: source }] }
  const registered = await app.call('POST', tasks, createBody({ input }))
  assert.equal(registered.status, 400)
  assert.match(registered.body.detail, /^input\.data\[0\]\.video_source_id: .* does not work on url/)

  const shown = await app.call('GET', `/v2/${app.projectId}/algorithm/services/${algorithm.serviceId}`)
  assert.deepEqual(shown.body.deployment_constraints.input_types, ['VCN'])
})
