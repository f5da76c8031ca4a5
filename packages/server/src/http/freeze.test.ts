/** A frozen project, as its users meet it. */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { createBody, createJob, putState, SERVICE, testApp } from './test-app.js'

test('frozen: what makes or changes is refused with the reason, reading and deleting go on, until it is open', async (t) => {
  const app = await testApp()
  t.after(() => app.close())
  const { projectId: id, stores } = app
  const job = await createJob(app)
  await putState(app, job, 'STOPPED')
  const to = async (action: string, body?: object) => {
    const { status, body: answer } = await app.call('POST', `/v3/projects/${id}/${action}`, body)
    return [status, answer.project.state, answer.project.frozen_reason]
  }
  const create = () => app.call('POST', `/v2/${id}/services/${SERVICE}/tasks`, createBody({ name: 'more' }))

  assert.deepEqual(await to('thaw'), [200, 'open', ''], 'an open project stays so')
  const wakes = app.wakes()
  assert.deepEqual(await to('freeze', { reason: 'not paid' }), [200, 'frozen', 'not paid'])
  assert.deepEqual(await to('freeze', { reason: 'not paid' }), [200, 'frozen', 'not paid'])
  assert.ok(app.wakes() > wakes, 'the engine is told')
  assert.deepEqual(await stores.identity.frozenProjects(), [{ id, frozen: 1 }])
  for (const { status, body } of [
    await create(),
    await app.call('PUT', `/v2/${id}/tasks/${job}/action/start`),
  ]) {
    assert.deepEqual([status, body.error_code], [401, 'VIAS.00010021'])
    assert.match(body.detail, /^project_id: the project \w+ is frozen \(not paid\); ask for a thaw$/)
  }
  assert.equal((await app.call('GET', `/v2/${id}/tasks/${job}`)).status, 200)

  assert.deepEqual(await to('thaw'), [200, 'thawing', 'not paid'])
  assert.match((await create()).body.detail, /is being thawed; try again in a moment$/)
  assert.deepEqual(await to('freeze', {}), [200, 'frozen', ''], 'frozen again while being thawed')
  await stores.identity.thawed(id)
  assert.deepEqual(await stores.identity.frozenProjects(), [{ id, frozen: 1 }], 'the engine does not open it')
  assert.equal((await app.call('DELETE', `/v2/${id}/tasks/${job}`)).status, 200)
  await to('thaw')
  await stores.identity.thawed(id)
  app.pass(5_000)
  assert.equal((await create()).status, 200)
  assert.deepEqual(await stores.identity.frozenProjects(), [])
})
