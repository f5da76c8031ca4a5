import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { makeKey, type Signing, sdkDate, signedCall, type TestKey } from './signed-call.testing.js'
import {
  createBody,
  PASSWORD,
  SERVICE,
  secondProject,
  signInBody,
  type TestApp,
  testApp,
} from './test-app.js'

const NOW = Date.UTC(2026, 10, 24, 8)
const MINUTE = 60_000

let t: TestApp
let key: TestKey
let tasks: string
let create: string
before(async () => {
  t = await testApp()
  key = await makeKey(t)
  tasks = `/v1/${t.projectId}/infer/tasks`
  create = `/v2/${t.projectId}/services/${SERVICE}/tasks`
})
after(() => t.close())

const send = (signing: Partial<Signing> = {}, as = key) =>
  signedCall(t, as, { path: tasks, at: NOW, ...signing })

async function refused(signing: Partial<Signing>, message: RegExp, as = key): Promise<void> {
  const { status, body } = await send(signing, as)
  assert.deepEqual([status, body.error_code, Object.keys(body).length], [401, 'APIG.0301', 3], body.error_msg)
  assert.match(body.error_msg, message)
}

test('a signed request does what the same request with a token does, on every API', async () => {
  assert.equal((await send()).status, 200)
  const made = await send({
    method: 'POST',
    path: create,
    body: JSON.stringify(createBody({ name: 'signed' })),
  })
  assert.equal(made.status, 200, JSON.stringify(made.body))
  const job = `/v2/${t.projectId}/tasks/${made.body.tasks[0].id}`
  const shown = await send({ path: job })
  assert.deepEqual([shown.status, shown.body.creator], [200, 'admin'])
  const listed = await send({ path: `${tasks}?task_name=signed&page_size=5&page=1` })
  assert.equal(listed.body.tasks.length, 1)
  assert.equal((await send({ method: 'DELETE', path: job })).status, 200)
  for (const path of ['/v3/projects?name=default', '/v3/auth/projects', '/v3/auth/domains'])
    assert.equal((await send({ path })).status, 200, path)
  const named = await send({
    method: 'POST',
    path: '/v3/projects',
    body: JSON.stringify({ project: { name: 'made-by-key' } }),
  })
  assert.equal(named.status, 201)
})

test('tokens are got, looked at and revoked by signed requests', async () => {
  const body = JSON.stringify(signInBody({ project: { id: t.projectId } }))
  const got = await send({ method: 'POST', path: '/v3/auth/tokens', body })
  assert.equal(got.status, 201)
  // Nobody needs a key to sign in: what a client signs here with a key of elsewhere does no harm.
  const stranger = { access: 'ELSEWHERE', secret: 's' }
  assert.equal((await send({ method: 'POST', path: '/v3/auth/tokens', body }, stranger)).status, 201)
  const { headers } = await t.call(
    'POST',
    '/v3/auth/tokens',
    signInBody({ project: { id: t.projectId } }),
    null,
  )
  const token = String(headers['x-subject-token'])
  const subject = { 'x-subject-token': token }
  const seen = await send({ path: '/v3/auth/tokens', headers: subject })
  assert.deepEqual([seen.status, seen.body.token.project.id], [200, t.projectId])
  assert.equal((await send({ method: 'DELETE', path: '/v3/auth/tokens', headers: subject })).status, 204)
  assert.equal((await t.call('GET', tasks, undefined, token)).status, 401)
})

test('whatever is changed after signing, the request is refused', async () => {
  const post = {
    method: 'POST',
    path: create,
    body: JSON.stringify(createBody({ name: 'changed' })),
  } as const
  const wrong = /the signature by access key \w{20} is not that of this request/
  await refused({ tamper: (sent) => (sent.url += '?page=2') }, wrong)
  await refused({ tamper: (sent) => (sent.url = sent.url.replace('v1', 'v2').replace('infer/', '')) }, wrong)
  await refused({ tamper: (sent) => (sent.headers['x-sdk-date'] = sdkDate(NOW + 1000)) }, wrong)
  await refused({ tamper: (sent) => (sent.headers.host = 'elsewhere') }, wrong)
  await refused({ headers: { 'x-own': 'a' }, tamper: (sent) => (sent.headers['x-own'] = 'b') }, wrong)
  await refused(
    { ...post, tamper: (sent) => (sent.payload = sent.payload!.replace('changed', 'other')) },
    wrong,
  )
  await refused({ ...post, tamper: (sent) => (sent.payload = '') }, wrong)
  await refused(
    {
      tamper: ({ headers }) => {
        headers.authorization = headers.authorization!.replace(/\w$/, (digit) => (digit === '0' ? '1' : '0'))
      },
    },
    wrong,
  )
  await refused({}, wrong, { ...key, secret: `${key.secret}x` })
  const list = await t.call('GET', `${tasks}?task_name=changed`)
  assert.equal(list.body.total, 0)
})

test('a GET may carry a signed body, as the SDK sends {} when it looks up a project', async () => {
  const lookUp = { path: '/v3/projects?name=default', body: '{}' }
  assert.equal((await send(lookUp)).status, 200)
  const changed = await send({ ...lookUp, tamper: (sent) => (sent.payload = '[]') })
  assert.match(changed.body.error.message, /the signature/)
  const huge = await send({ path: tasks, body: 'x'.repeat(1_048_577) })
  assert.deepEqual([huge.status, huge.body.error_code], [400, 'VIAS.00010004'])
})

test('what is not among the signed headers may change, as proxies change it', async () => {
  const signing = { headers: { 'x-trace': '1' }, unsigned: ['x-trace'] }
  assert.equal((await send({ ...signing, tamper: (sent) => (sent.headers['x-trace'] = '2') })).status, 200)
})

test('host and date must be signed, and every header that is said to be signed must be there', async () => {
  await refused({ unsigned: ['host'] }, /Authorization: host must be one of the signed headers/)
  await refused({ unsigned: ['x-sdk-date'] }, /x-sdk-date must be one of the signed headers/)
  const gone = {
    headers: { 'x-own': 'a' },
    tamper: (sent: { headers: Record<string, string> }) => delete sent.headers['x-own'],
  }
  await refused(gone as Partial<Signing>, /x-own: the header is said to be signed, but was not sent/)
})

test('the date may be 15 minutes off either way, by the clock of the server', async () => {
  for (const at of [NOW - 15 * MINUTE, NOW + 15 * MINUTE]) assert.equal((await send({ at })).status, 200)
  for (const at of [NOW - 15 * MINUTE - 1000, NOW + 15 * MINUTE + 1000])
    await refused({ at }, /X-Sdk-Date: must be like 20261124T080000Z, and within 15 minutes of it/)
  await refused({ headers: { 'x-sdk-date': 'yesterday' } }, /X-Sdk-Date: /)
  await refused({ headers: { 'x-sdk-date': '2026-11-24T08:00:00Z' } }, /X-Sdk-Date: /)
})

test('X-Sdk-Content-Sha256 counts: a hash must be that of the body, UNSIGNED-PAYLOAD leaves it out', async () => {
  const body = JSON.stringify(createBody({ name: 'hash' }))
  const post = { method: 'POST', path: create, body } as const
  const unsigned = { 'x-sdk-content-sha256': 'UNSIGNED-PAYLOAD' }
  const streamed = await send({
    ...post,
    headers: unsigned,
    tamper: (sent) => (sent.payload = body.replace('hash', 'streamed')),
  })
  assert.equal(streamed.status, 200)
  await refused(
    { ...post, headers: { 'x-sdk-content-sha256': 'a'.repeat(64) } },
    /X-Sdk-Content-Sha256: is not/,
  )
  // The header alone, put on by somebody on the way, frees no body.
  await refused({ ...post, tamper: (sent) => Object.assign(sent.headers, unsigned) }, /the signature/)
})

test('other algorithms and broken headers are named', async () => {
  const as = (authorization: string): Partial<Signing> => ({
    tamper: (sent) => (sent.headers.authorization = authorization),
  })
  for (const algorithm of ['SDK-HMAC-SM3', 'SDK-ECDSA-P256-SHA256', 'SDK-SM2-SM3', 'SDK-HMAC-SHA256X'])
    await refused(
      as(`${algorithm} Access=a, SignedHeaders=host;x-sdk-date, Signature=${'0'.repeat(64)}`),
      new RegExp(`the algorithm ${algorithm} is not spoken here; sign with SDK-HMAC-SHA256`),
    )
  await refused(as('SDK-HMAC-SHA256'), /Authorization: must read SDK-HMAC-SHA256 Access=/)
  await refused(as(`SDK-HMAC-SHA256 Access=${key.access}`), /Authorization: must read/)
  await refused(as('Basic YTpi'), /X-Auth-Token: the header is missing/)
  await refused({}, /there is no access key NOSUCHKEY/, { access: 'NOSUCHKEY', secret: 's' })
})

test('a signature counts, not the token beside it', async () => {
  await refused({ headers: { 'x-auth-token': t.token } }, /the signature/, { ...key, secret: 'wrong' })
})

test('nobody without the secret learns what validation or the body parser would say', async () => {
  const stranger = { ...key, secret: 'guessed' }
  await refused({ path: `${tasks}?page=-1` }, /the signature/, stranger)
  const keystone = await send({ path: '/v3/projects?per_page=0' }, stranger)
  assert.deepEqual([keystone.status, keystone.body.error.title], [401, 'Unauthorized'])
  assert.match(keystone.body.error.message, /the signature/)
  await refused({ method: 'POST', path: create, body: '{}' }, /the signature/, stranger)
  await refused({ method: 'POST', path: create, body: 'no JSON' }, /the signature/, stranger)
  await refused(
    { method: 'POST', path: create, body: 'a=b', headers: { 'content-type': 'x/y' } },
    /./,
    stranger,
  )
  await refused({ path: `/v1/${'f'.repeat(32)}/infer/tasks` }, /the signature/, stranger)
  const projects = await t.call('GET', '/v3/projects?per_page=0', undefined, null)
  assert.equal(projects.status, 401, 'the same without any credentials')
})

test('a key acts in the projects of its owner, and in no others', async () => {
  const second = await secondProject(t)
  assert.equal((await send({ path: `/v2/${second.projectId}/tasks` })).status, 200)
  await t.stores.identity.createDomain('other-domain', 'other')
  const foreign = 'd'.repeat(32)
  const project = {
    id: foreign,
    name: 'theirs',
    description: '',
    domainId: 'other-domain',
    domainName: 'other',
  }
  await t.stores.identity.createProject({ ...project, enabled: true })
  const answers = []
  for (const id of [foreign, 'e'.repeat(32)]) {
    const { status, body } = await send({ path: `/v2/${id}/tasks` })
    answers.push([status, { ...body, detail: body.detail.replace(id, '') }])
  }
  assert.deepEqual(answers[0], answers[1], 'not yours and not there are told alike')
  assert.deepEqual(
    [answers[0]![0], (answers[0]![1] as { error_code: string }).error_code],
    [401, 'VIAS.00010005'],
  )
  const agreeing = { 'x-project-id': t.projectId }
  assert.equal((await send({ headers: agreeing })).status, 200)
  const { status, body } = await send({ headers: { 'x-project-id': second.projectId } })
  assert.deepEqual([status, body.error_code], [401, 'VIAS.00010005'])
  assert.match(body.detail, /^X-Project-Id: is not the project of the path/)
})

test('a project that is switched off: tokens and keys are told so at once, until it is on again', async () => {
  const { projectId, token } = await offAndOnProject()
  const path = `/v2/${projectId}/tasks`
  const both = async () => [await t.call('GET', path, undefined, token), await send({ path })]
  assert.deepEqual(
    (await both()).map((a) => a.status),
    [200, 200],
  )
  await switchTo(projectId, false)
  for (const { status, body } of await both()) {
    assert.deepEqual([status, body.error_code], [401, 'VIAS.00010021'])
    assert.match(body.detail, /^project_id: the project \w+ is switched off/)
  }
  const again = await t.call('POST', '/v3/auth/tokens', signInBody({ project: { id: projectId } }), null)
  assert.equal(again.status, 401)
  await switchTo(projectId, true)
  assert.deepEqual(
    (await both()).map((a) => a.status),
    [200, 200],
  )
})

async function offAndOnProject(): Promise<{ projectId: string; token: string }> {
  const made = await t.call('POST', '/v3/projects', { project: { name: 'off-and-on' } })
  const projectId: string = made.body.project.id
  const signedIn = await t.call(
    'POST',
    '/v3/auth/tokens',
    signInBody({ project: { id: projectId } }, PASSWORD),
    null,
  )
  return { projectId, token: String(signedIn.headers['x-subject-token']) }
}

async function switchTo(projectId: string, enabled: boolean): Promise<void> {
  const answer = await t.app.inject({
    method: 'PATCH',
    url: `/v3/projects/${projectId}`,
    headers: { 'x-auth-token': t.token },
    payload: { project: { enabled } },
  })
  assert.deepEqual([answer.statusCode, answer.json().project.enabled], [200, enabled])
}

test('keys bound to a day, a region and a service sign as well, for their day only', async () => {
  const day = new Date(NOW).toISOString().slice(0, 10).replaceAll('-', '')
  const forms = (when: string) => [
    { algorithm: 'SDK-HMAC-SHA256', scope: `${when}/eu-1/dis/sdk_request` },
    { algorithm: 'V11-HMAC-SHA256', scope: `${when}/eu-1/vias` },
  ]
  for (const form of forms(day)) {
    assert.equal((await send({ form })).status, 200, form.algorithm)
    await refused({ form }, /is not that of this request/, { ...key, secret: 'wrong'.repeat(8) })
    await refused(
      {
        form,
        tamper: ({ headers }) => {
          headers.authorization = headers.authorization!.replace('/eu-1/', '/eu-2/')
        },
      },
      /is not that of this request/,
    )
  }
  for (const form of forms('20200101')) await refused({ form }, /Authorization: the day of the Credential/)
  const authorization = `V11-HMAC-SHA256 Access=${key.access}, SignedHeaders=host, Signature=${'a'.repeat(64)}`
  await refused(
    {
      tamper: (sent) => {
        sent.headers.authorization = authorization
      },
    },
    /must read V11-HMAC-SHA256 Credential=/,
  )
})
