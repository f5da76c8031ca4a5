/** Jobs below their service, as programs older than VIAS ask for them. */
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { createBody, createJob, putState, SERVICE, secondProject, type TestApp, testApp } from './test-app.js'

let t: TestApp
const ids: Record<string, string> = {}
before(async () => {
  t = await testApp()
  for (const name of ['gate-b', 'gate-a', 'Yard']) {
    ids[name] = await createJob(t, {
      name,
      service_version: name === 'Yard' ? '2.0' : '1.0',
      input: { type: 'url', data: [{ url: `rtsp://viewer:s3cret@10.0.0.9/${name}` }] },
    })
    t.pass(1_000)
  }
  await t.call('POST', `/v2/${t.projectId}/services/c-other-cloud/tasks`, createBody({ name: 'other' }))
})
after(() => t.close())

const path = (rest = '', service = SERVICE) => `/v2/${t.projectId}/services/${service}/tasks${rest}`
const list = async (query: string) => (await t.call('GET', path(query))).body
const names = async (query: string) =>
  (await list(query)).tasks.map((row: { name: string }) => row.name).join()

test("a list holds this service's jobs only; count tells all that match, on whatever page", async () => {
  const { count, tasks } = await list('?limit=1&offset=1')
  assert.equal(count, 3)
  assert.deepEqual(tasks, [
    {
      id: ids['gate-a'],
      name: 'gate-a',
      service_name: SERVICE,
      service_version: '1.0',
      state: 'PENDING',
      status: 'Waiting for a free analysis slot.',
      video_source_name: '10.0.0.9/gate-a',
      created_at: '2026-11-24T08:00:01.000Z',
      updated_at: '2026-11-24T08:00:01.000Z',
    },
  ])
})

test('filters and orders of the older lists', async () => {
  const since = Date.UTC(2026, 10, 24, 8, 0, 1)
  const expected: Record<string, string> = {
    '': 'Yard,gate-a,gate-b',
    '?order=name:ASC': 'Yard,gate-a,gate-b',
    '?order=name:DESC': 'gate-b,gate-a,Yard',
    '?order=created_at:ASC': 'gate-b,gate-a,Yard',
    '?order=updated_at:ASC': 'gate-b,gate-a,Yard',
    '?name_like=gate': 'gate-a,gate-b',
    '?name_like=yard': '',
    [`?id_like=${ids.Yard?.slice(-6)}`]: 'Yard',
    '?service_version=2.0': 'Yard',
    [`?created_since=${since}`]: 'Yard,gate-a',
    [`?created_until=${since}`]: 'gate-a,gate-b',
    [`?created_since=${since}&created_until=${since}`]: 'gate-a',
    '?state=RUNNING': '',
    '?state=PENDING&limit=2': 'Yard,gate-a',
  }
  for (const [query, wanted] of Object.entries(expected)) assert.equal(await names(query), wanted, query)
})

for (const [query, field] of [
  ['limit=0', 'limit'],
  ['limit=1001', 'limit'],
  ['offset=-1', 'offset'],
  ['offset=100001', 'offset'],
  ['order=name', 'order'],
  ['order=id:ASC', 'order'],
  ['state=SCHEDULING', 'state'],
  ['name_like=a%20b', 'name_like'],
  ['id_like=ABC', 'id_like'],
  ['created_since=-1', 'created_since'],
  ['created_until=x', 'created_until'],
] as const) {
  test(`${query} is refused by name`, async () => {
    const { status, body } = await t.call('GET', path(`?${query}`))
    assert.deepEqual([status, body.error_code], [400, 'VIAS.00010001'])
    assert.ok(body.detail.startsWith(`${field}: `), body.detail)
  })
}

test('details carry service, version and config under its older name, and no secret', async () => {
  const { body } = await t.call('GET', path(`/${ids.Yard}`))
  assert.deepEqual(
    [body.service_name, body.service_version, body.service_config, body.config],
    [SERVICE, '2.0', { common: {} }, { common: {} }],
  )
  assert.equal(body.input.data[0].url, 'rtsp://viewer:******@10.0.0.9/Yard')
  assert.ok(!('service_id' in body))
})

test('states newer than the older services are shown under the names these knew, and found by them', async () => {
  const id = await createJob(t, { name: 'short' })
  await putState(t, id, 'LACK_OF_RESOURCES')
  assert.equal((await t.call('GET', path(`/${id}`))).body.state, 'PENDING')
  assert.ok((await names('?state=PENDING')).includes('short'))
  await t.call('DELETE', path(`/${id}`))
  await t.stores.jobs.remove(id)
})

test('an update may hold one member; the answer is the job as it is then', async () => {
  const id = ids['gate-b'] ?? ''
  const { status, body } = await t.call('PUT', path(`/${id}`), { description: 'north gate' })
  assert.equal(status, 200, JSON.stringify(body))
  assert.deepEqual([body.name, body.description, body.state], ['gate-b', 'north gate', 'PENDING'])
  const refused = await t.call('PUT', path(`/${id}`), { service_config: { common: { quality: 50 } } })
  assert.equal(refused.body.error_code, 'VIAS.00010012')
  await putState(t, id, 'STOPPED')
  const changed = await t.call('PUT', path(`/${id}`), { service_config: { common: { quality: 50 } } })
  assert.deepEqual(changed.body.service_config, { common: { quality: 50 } })
  assert.equal(changed.body.input.data[0].url, 'rtsp://viewer:******@10.0.0.9/gate-b')
})

test('start, stop and delete are accepted with 202 and no body', async () => {
  const id = await createJob(t, { name: 'act' })
  await putState(t, id, 'STOPPED')
  for (const [method, rest, state] of [
    ['POST', '/start', 'PENDING'],
    ['POST', '/stop', 'STOPPING'],
    ['DELETE', '', 'DELETING'],
  ] as const) {
    const { status, body } = await t.call(method, path(`/${id}${rest}`))
    assert.deepEqual([status, body], [202, ''])
    assert.equal((await t.stores.jobs.find(id))?.state, state)
  }
})

test('below another service, or in another project, a job does not exist', async () => {
  const other = await secondProject(t)
  for (const [method, rest] of [
    ['GET', ''],
    ['PUT', ''],
    ['POST', '/start'],
    ['POST', '/stop'],
    ['DELETE', ''],
  ] as const) {
    const body = method === 'PUT' ? {} : undefined
    const answers = [
      await t.call(method, path(`/${ids.Yard}${rest}`, 'c-other-cloud'), body),
      await t.call(
        method,
        `/v2/${other.projectId}/services/${SERVICE}/tasks/${ids.Yard}${rest}`,
        body,
        other.token,
      ),
    ]
    for (const answer of answers)
      assert.deepEqual([answer.status, answer.body.error_code], [400, 'VIAS.00010007'], `${method} ${rest}`)
  }
})

test('a list of a service that is not there says which there are', async () => {
  const { status, body } = await t.call('GET', path('', 'c-none-cloud'))
  assert.deepEqual([status, body.error_code], [400, 'VIAS.00010002'])
  assert.match(body.detail, /^service_name: there is no service c-none-cloud; available: /)
})
