/** A job's object storage is looked at when the job is made. */
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { ObjectStoreError } from '@vigia/core'
import { createBody, putObject, SERVICE, type TestApp, testApp } from './test-app.js'

let t: TestApp
before(async () => {
  t = await testApp()
  await putObject(t, 'results', 'there')
})
after(() => t.close())

const create = (obs: object, app = t) =>
  app.call('POST', `/v2/${app.projectId}/services/${SERVICE}/tasks`, createBody({ output: { obs } }))

test('a bucket that is there is taken, and shown as it was given', async () => {
  const made = await create({ bucket: 'results', path: 'gate/north' })
  assert.equal(made.status, 200)
  const [{ id }] = made.body.tasks
  const { body } = await t.call('GET', `/v2/${t.projectId}/tasks/${id}`)
  assert.deepEqual(body.output.obs, { bucket: 'results', path: 'gate/north' })
  assert.deepEqual((await t.stores.jobs.find(id))?.spec.output.obs, { bucket: 'results', path: 'gate/north' })
})

test('a bucket that is not there is refused and named', async () => {
  const { status, body } = await create({ bucket: 'no-such-bucket', path: 'gate' })
  assert.deepEqual([status, body.error_code], [400, 'VIAS.0010045'])
  assert.match(body.detail, /^output\.obs\.bucket: there is no bucket no-such-bucket/)
})

test('a store that is away stops nobody', async () => {
  const openStore = () => {
    throw new ObjectStoreError('away', 'the object store refuses the connection')
  }
  const app = await testApp({ deps: { openStore } })
  assert.equal((await create({ bucket: 'no-such-bucket', path: 'gate' }, app)).status, 200)
  await app.close()
})
