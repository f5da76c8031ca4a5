/** What is deleted while others are about to work with it: nothing outlives its project, and nobody sees the server fail. */
import assert from 'node:assert/strict'
import { type TestContext, test } from 'node:test'
import { BUILT_IN_PACKAGE_ID } from '@vigia/core'
import { person } from './people.testing.js'
import { createBody, DAY_MS, SERVICE, secondProject, type TestApp, testApp } from './test-app.js'

async function opened(t: TestContext): Promise<TestApp> {
  const app = await testApp()
  t.after(() => app.close())
  return app
}

const MAKING: [what: string, path: string, body: (now: number) => object][] = [
  ['job', `services/${SERVICE}/tasks`, () => createBody()],
  ['order', 'orders', (now) => ({ package_id: BUILT_IN_PACKAGE_ID, streams: 1, until: now + DAY_MS })],
  [
    'source',
    'source',
    () => ({
      video_source_name: 'gate',
      access_type: 'cloud',
      type: 'url',
      type_config: '<config><URL_ADDRESS>rtsp://10.0.0.9/ch1</URL_ADDRESS></config>',
    }),
  ],
  ['group', 'video-group', () => ({ video_group_name: 'yard', access_type: 'cloud' })],
]
for (const [what, path, body] of MAKING) {
  test(`the project of a new ${what} is deleted at the same moment: it was there first, or is refused as in a project that never was`, async (t) => {
    const app = await opened(t)
    const { projectId, token } = await secondProject(app)
    const [made, deleted] = await Promise.all([
      app.call('POST', `/v2/${projectId}/${path}`, body(app.now()), token),
      app.call('DELETE', `/v3/projects/${projectId}`),
    ])
    if (made.status === 200) assert.equal(deleted.status, 409)
    else {
      const never = await app.call('POST', `/v2/${projectId}/${path}`, body(app.now()))
      assert.deepEqual([deleted.status, made.status, made.body], [204, never.status, never.body])
    }
  })
}

test('a user who is deleted while he makes an access key gets none, and is told so', async (t) => {
  const app = await opened(t)
  const { id, token } = await person(app, 'ada')
  const [made, deleted] = await Promise.all([
    app.call('POST', '/v3.0/OS-CREDENTIAL/credentials', { credential: {} }, token),
    app.call('DELETE', `/v3/users/${id}`),
  ])
  assert.deepEqual([deleted.status, await app.stores.identity.keys.ofUser(id)], [204, []])
  assert.ok([201, 400, 401].includes(made.status), JSON.stringify(made.body))
})

test('a role on a domain that is deleted at the same moment is refused, or goes with it', async (t) => {
  const app = await opened(t)
  const made = await app.call('POST', '/v3/domains', { domain: { name: 'acme' } })
  const { id } = (await app.stores.identity.userByName('admin', { name: 'vigia' }))!
  const before = await app.stores.identity.roles.ofUser(id)
  const domain = `/v3/domains/${made.body.domain.id}`
  const [granted, deleted] = await Promise.all([
    app.call('PUT', `${domain}/users/${id}/roles/admin`),
    app.call('DELETE', domain),
  ])
  assert.equal(deleted.status, 204)
  assert.ok([204, 400, 404].includes(granted.status), JSON.stringify(granted.body))
  assert.deepEqual(await app.stores.identity.roles.ofUser(id), before)
})
