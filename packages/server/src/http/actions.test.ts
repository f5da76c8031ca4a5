import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { JOB_STATES, nextState } from '@vigia/core'
import { createJob, putState, type TestApp, testApp } from './test-app.js'

let t: TestApp
before(async () => {
  t = await testApp()
})
after(() => t.close())

const act = (id: string, action: string, base = `/v2/${t.projectId}/tasks`) =>
  action === 'delete' ? t.call('DELETE', `${base}/${id}`) : t.call('PUT', `${base}/${id}/action/${action}`)

test('start, stop and delete follow the state machine in every state', async () => {
  for (const action of ['start', 'stop', 'delete'] as const) {
    for (const state of JOB_STATES) {
      const id = await createJob(t, { name: `${action}-${state}` })
      await putState(t, id, state, 'before')
      const { status, body } = await act(id, action)
      const job = (await t.stores.jobs.find(id))!
      const next = nextState(state, action)
      if (next === undefined) {
        assert.deepEqual(
          [status, body.error_code, job.state],
          [500, 'VIAS.00010012', state],
          `${action} ${state}`,
        )
        assert.match(body.detail, new RegExp(`^${action}: the job is ${state}; ${action} is allowed in `))
      } else {
        assert.deepEqual([status, job.state], [200, next], `${action} ${state}`)
        assert.equal(job.desired, { start: 'run', stop: 'stop', delete: 'delete' }[action])
        assert.equal(job.status, undefined)
      }
    }
  }
})

test('the answer to an action names the job, in both editions, and the engine is woken', async () => {
  for (const base of [`/v2/${t.projectId}/tasks`, `/v1/${t.projectId}/infer/tasks`]) {
    const id = await createJob(t, { name: `answer-${base.slice(1, 3)}` })
    const wakes = t.wakes()
    assert.deepEqual((await act(id, 'stop', base)).body, { id, status_code: 200, status_msg: 'success' })
    assert.equal(t.wakes(), wakes + 1)
    assert.deepEqual((await act(id, 'delete', base)).body, {})
    assert.equal((await t.stores.jobs.find(id))?.state, 'DELETING')
  }
})

test('a job whose state moves between look and change is looked at again', async () => {
  let moves = 0
  const moving = await testApp()
  try {
    const { jobs } = moving.stores
    const id = await createJob(moving)
    const change = jobs.change.bind(jobs)
    jobs.change = async (asked) => {
      if (asked.actor !== 'admin' || moves++ > 0) return change(asked)
      await change({ ...asked, state: 'STARTING', cause: 'claimed', actor: 'engine' })
      return change(asked)
    }
    const { status } = await moving.call('PUT', `/v2/${moving.projectId}/tasks/${id}/action/stop`)
    assert.deepEqual([status, (await jobs.find(id))?.state, moves], [200, 'STOPPING', 2])
  } finally {
    await moving.close()
  }
})

test('history tells who did what, and when', async () => {
  const id = await createJob(t, { name: 'history' })
  t.pass(500)
  await act(id, 'stop')
  const { body } = await t.call('GET', `/v2/${t.projectId}/tasks/${id}/history`)
  const stop = body.history.at(-1)
  assert.deepEqual([stop.from, stop.to, stop.cause, stop.actor], ['PENDING', 'STOPPING', 'stop', 'admin'])
  assert.match(stop.at, /^2026-11-24T08:00:00\.500Z$/)
})

test('an unknown job, a malformed id and an unknown command are refused by name', async () => {
  const unknown = await act('0'.repeat(32), 'start')
  assert.deepEqual([unknown.status, unknown.body.error_code], [400, 'VIAS.00010007'])
  const malformed = await act('NOT*AN*ID', 'start')
  assert.match(malformed.body.detail, /^task_id: must match pattern/)
  const long = await t.call('GET', `/v2/${t.projectId}/tasks/${'a'.repeat(300)}`)
  assert.match(long.body.detail, /^task_id: must match pattern/)
  const command = await act(await createJob(t, { name: 'command' }), 'pause')
  assert.match(command.body.detail, /^command: must be equal to one of the allowed values \(start, stop\)/)
})
