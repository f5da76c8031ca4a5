import assert from 'node:assert/strict'
import { Writable } from 'node:stream'
import { after, before, test } from 'node:test'
import { pino } from 'pino'
import { otherDomain, person } from './people.testing.js'
import { makeKey, signedCall } from './signed-call.testing.js'
import { type TestApp, testApp } from './test-app.js'

const KEYS = '/v3.0/OS-CREDENTIAL/credentials'
const NOW = Date.UTC(2026, 10, 24, 8)

let t: TestApp
let log = ''
before(async () => {
  const stream = new Writable({
    write(chunk, _encoding, done) {
      log += String(chunk)
      done()
    },
  })
  t = await testApp({ logger: pino({ level: 'trace' }, stream) })
})
after(() => t.close())

const list = async (): Promise<{ access: string }[]> => (await t.call('GET', KEYS)).body.credentials
const empty = async (): Promise<void> => {
  for (const { access } of await list())
    assert.equal((await t.call('DELETE', `${KEYS}/${access}`)).status, 204)
}
const signed = (key: { access: string; secret: string }) =>
  signedCall(t, key, { path: `/v2/${t.projectId}/tasks`, at: NOW })

test('a key is made with a secret that is shown once, listed, changed and deleted', async () => {
  const { body: users } = await t.call('GET', '/v3/auth/tokens', undefined)
  assert.ok(users.error, 'a subject is needed')
  const user = (await t.stores.identity.userByName('admin', { name: 'vigia' }))!
  const made = await t.call('POST', KEYS, { credential: { user_id: user.id, description: 'for the gate' } })
  assert.equal(made.status, 201)
  assert.equal(made.headers['cache-control'], 'no-store')
  const { secret, ...rest } = made.body.credential
  assert.match(secret, /^[A-Za-z0-9]{40}$/)
  assert.match(rest.access, /^[A-Z0-9]{20}$/)
  assert.deepEqual(rest, {
    access: rest.access,
    user_id: user.id,
    status: 'active',
    description: 'for the gate',
    create_time: '2026-11-24T08:00:00.000000Z',
  })
  const one = `${KEYS}/${rest.access}`
  assert.deepEqual((await t.call('GET', one)).body, { credential: rest })
  assert.deepEqual((await t.call('GET', `${KEYS}?user_id=${user.id}`)).body, { credentials: [rest] })
  const off = await t.call('PUT', one, { credential: { status: 'inactive', description: 'off' } })
  assert.deepEqual(off.body, { credential: { ...rest, status: 'inactive', description: 'off' } })
  assert.equal((await t.call('DELETE', one)).status, 204)
  for (const method of ['GET', 'DELETE'] as const) {
    const gone = await t.call(method, one)
    assert.deepEqual([gone.status, gone.body.error.title], [404, 'Not Found'])
  }
  assert.ok(!log.includes(secret))
})

test('a key that is switched off or deleted signs nothing from that moment on', async () => {
  const key = await makeKey(t)
  assert.equal((await signed(key)).status, 200)
  await t.call('PUT', `${KEYS}/${key.access}`, { credential: { status: 'inactive' } })
  const off = await signed(key)
  assert.deepEqual([off.status, off.body.error_code], [401, 'APIG.0301'])
  assert.match(off.body.error_msg, new RegExp(`the access key ${key.access} is switched off`))
  await t.call('PUT', `${KEYS}/${key.access}`, { credential: { status: 'active' } })
  assert.equal((await signed(key)).status, 200)
  await t.call('DELETE', `${KEYS}/${key.access}`)
  assert.equal((await signed(key)).status, 401)
})

test('a user has ten keys at most, and is told to delete one', async () => {
  await empty()
  for (let i = 0; i < 10; i++) await makeKey(t)
  const { status, body } = await t.call('POST', KEYS, { credential: {} })
  assert.equal(status, 400)
  assert.match(body.error.message, /^credential: you have 10 access keys already, .* delete one first/)
  await t.call('DELETE', `${KEYS}/${(await list())[0]!.access}`)
  assert.equal((await t.call('POST', KEYS, { credential: {} })).status, 201)
  await empty()
})

test('keys are their own users’ matter: others see none, change none and delete none', async () => {
  const bob = await person(t, 'bob')
  const key = await makeKey(t)
  const asBob = (method: 'GET' | 'PUT' | 'DELETE' | 'POST', path: string, body?: unknown) =>
    t.call(method, path, body, bob.token)
  const forOthers = await t.call('POST', KEYS, { credential: { user_id: bob.id } })
  assert.deepEqual([forOthers.status, forOthers.body.error.title], [403, 'Forbidden'])
  assert.match(forOthers.body.error.message, /^credential\.user_id: /)
  const { id: adminId } = (await t.stores.identity.userByName('admin', { name: 'vigia' }))!
  assert.equal((await asBob('GET', `${KEYS}?user_id=${adminId}`)).status, 404)
  assert.deepEqual((await asBob('GET', KEYS)).body, { credentials: [] })
  const unknown = await asBob('GET', `${KEYS}/${'X'.repeat(20)}`)
  for (const [method, body] of [
    ['GET'],
    ['PUT', { credential: { status: 'inactive' } }],
    ['DELETE'],
  ] as const) {
    const answer = await asBob(method, `${KEYS}/${key.access}`, body)
    assert.equal(answer.status, 404)
    const words = JSON.stringify(answer.body).replace(key.access, 'X'.repeat(20))
    assert.equal(words, JSON.stringify(unknown.body), 'a key of another is told like none')
  }
  assert.equal((await signed(key)).status, 200)
})

test('an admin of the domain sees, switches off and deletes keys of its users; one of another domain does not', async () => {
  const [eve, { admin: stranger }] = [await person(t, 'eve'), await otherDomain(t)]
  const { access } = await makeKey(t, eve.token)
  const listed = (token: string) => t.call('GET', `${KEYS}?user_id=${eve.id}`, undefined, token)
  assert.deepEqual([(await listed(stranger.token)).status, (await listed(t.token)).status], [404, 200])
  const off = { credential: { status: 'inactive' } }
  const one = `${KEYS}/${access}`
  assert.equal((await t.call('PUT', one, off, stranger.token)).status, 404)
  const { status, body } = await t.call('PUT', one, off)
  assert.deepEqual([status, body.credential.status, body.credential.secret], [200, 'inactive', undefined])
  assert.equal((await t.call('DELETE', one, undefined, stranger.token)).status, 404)
  assert.equal((await t.call('DELETE', one)).status, 204)
  assert.deepEqual((await listed(eve.token)).body, { credentials: [] })
})

test('wrong bodies are told by field and rule; without credentials there is nothing', async () => {
  const key = await makeKey(t)
  const cases: [unknown, RegExp][] = [
    [{}, /^credential: is required/],
    [{ credential: { status: 'off' } }, /^credential\.status: must be equal to one of .*active, inactive/],
    [
      { credential: { description: 'x'.repeat(256) } },
      /^credential\.description: must NOT have more than 255/,
    ],
  ]
  for (const [body, message] of cases) {
    const answer = await t.call('PUT', `${KEYS}/${key.access}`, body)
    assert.equal(answer.status, 400)
    assert.match(answer.body.error.message, message)
  }
  for (const [method, path] of [
    ['GET', KEYS],
    ['POST', KEYS],
    ['DELETE', `${KEYS}/${key.access}`],
  ] as const)
    assert.equal((await t.call(method, path, undefined, null)).status, 401)
  assert.equal((await t.call('GET', '/v3.0/nothing')).body.error.title, 'Not Found')
})
