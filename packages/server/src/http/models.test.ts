import assert from 'node:assert/strict'
import { type TestContext, test } from 'node:test'
import type { Algorithm, KnownModel, Release } from '@vigia/core'
import { ALG_IDS, algorithm, createBody, putState, SERVICE, testApp } from './test-app.js'

const labels: Release['labels'] = ({ quality }) => (quality === 20 ? ['fire'] : ['fire', 'Smoke'])
const fires: Algorithm = {
  ...algorithm,
  releases: [{ ...algorithm.releases[0], labels }],
  serviceParameters: { type: 'object' },
}
const standard: KnownModel = { name: 'lite', labels: ['person'] }
const both: KnownModel = { name: 'mine', labels: ['Fire', 'smoke'] }
const fireOnly: KnownModel = { name: 'half', labels: ['fire'] }

async function setUp(t: TestContext, ...models: KnownModel[]) {
  const known = [standard, ...models]
  const app = await testApp({
    deps: {
      algorithms: new Map([[SERVICE, fires]]),
      models: { standard: 'lite', known: async () => known },
    },
  })
  t.after(() => app.close())
  const tasks = `/v2/${app.projectId}/services/${SERVICE}/tasks`
  return {
    app,
    known,
    create: (common: object = {}) =>
      app.call('POST', tasks, createBody({ service_version: '1.0', config: { common } })),
    update: (id: string, common: object) =>
      app.call(
        'PUT',
        `/v2/${app.projectId}/tasks/${id}`,
        createBody({ service_version: undefined, config: { common } }),
      ),
    start: (id: string) => app.call('POST', `${tasks}/${id}/start`),
    deploy: () =>
      app.call('POST', `/v2/${app.projectId}/algorithm/${ALG_IDS['1.0']}/deploy`, { stream_count: 1 }),
  }
}

const REMEDY = /no installed model knows the labels? .*: add one .*vigia models add.*docs\/models\.md/

test('a job whose labels nobody knows is refused, naming them and the remedy; with the model it is created', async (t) => {
  const { create, known } = await setUp(t)
  const refused = await create()
  assert.deepEqual([refused.status, refused.body.error_code], [500, 'VIAS.00010012'])
  assert.match(refused.body.detail, /^create: .*labels fire, Smoke:/)
  assert.match(refused.body.detail, REMEDY)
  known.push(both)
  const created = await create()
  assert.equal(created.status, 200, JSON.stringify(created.body))
})

test('only what the switches ask for must be known', async (t) => {
  const { create } = await setUp(t, fireOnly)
  assert.match((await create()).body.detail, /^create: .*label Smoke:/)
  assert.equal((await create({ quality: 20 })).status, 200)
})

test('a job is not started or changed into what nobody knows any more', async (t) => {
  const { app, create, update, start, known } = await setUp(t, fireOnly)
  const [{ id }] = (await create({ quality: 20 })).body.tasks
  await putState(app, id, 'STOPPED')
  assert.match((await update(id, { quality: 30 })).body.detail, /^update: .*label Smoke:/)
  known.pop()
  assert.match((await start(id)).body.detail, /^start: .*label fire:/)
})

test('a service is deployed as soon as something is known that it needs beyond the default model', async (t) => {
  const { deploy, known } = await setUp(t)
  const refused = await deploy()
  assert.equal(refused.body.error_code, 'VIAS.00010012')
  assert.match(refused.body.detail, /^deploy: .*labels fire, Smoke:/)
  known.push(fireOnly)
  assert.equal((await deploy()).status, 200)
})

test('a detector that there is not is refused by name', async (t) => {
  const { create } = await setUp(t, both)
  const refused = await create({ detector_model: 'best' })
  assert.equal(refused.body.error_code, 'VIAS.00010001')
  assert.match(
    refused.body.detail,
    /^config\.common\.detector_model: there is no model best here; there are lite, mine/,
  )
  assert.equal((await create({ detector_model: 'mine' })).status, 200)
})
