import assert from 'node:assert/strict'
import { createServer, type IncomingMessage } from 'node:http'
import type { AddressInfo } from 'node:net'
import { type TestContext, test } from 'node:test'
import { VigiaClient, VigiaError } from './index.js'

const PROJECT = 'a'.repeat(32)
const ID = 'b'.repeat(32)
const CREDENTIALS = { username: 'admin', password: 'right' }

interface Seen {
  method: string
  url: string
  token: string | undefined
  body: unknown
}
interface Reply {
  status?: number
  headers?: Record<string, string>
  body?: unknown
  raw?: Uint8Array | string
}

/** A server that signs in `admin`/`right` with a token per sign-in, and answers the rest with `answer`. */
async function server(t: TestContext, answer: (seen: Seen) => Reply | 'silence' | 'hang up') {
  const seen: Seen[] = []
  let signIns = 0
  const http = createServer(async (request, response) => {
    const one: Seen = {
      method: request.method!,
      url: request.url!,
      token: header(request, 'x-auth-token'),
      body: await read(request),
    }
    seen.push(one)
    const reply = request.url!.startsWith('/v3/auth/tokens') ? identity(request, one) : answer(one)
    if (reply === 'silence') return
    if (reply === 'hang up') return void response.destroy()
    response.writeHead(reply.status ?? 200, { 'content-type': 'application/json', ...reply.headers })
    response.end(reply.raw ?? (reply.body === undefined ? '' : JSON.stringify(reply.body)))
  })
  const token = { expires_at: '2030-01-01T00:00:00.000000Z', project: { id: PROJECT, name: 'default' } }
  const identity = (request: IncomingMessage, one: Seen): Reply => {
    if (request.method === 'GET') return { body: { token } }
    const { password } = (one.body as { auth: { identity: { password: { user: { password: string } } } } })
      .auth.identity.password.user
    if (password !== 'right')
      return {
        status: 401,
        body: { error: { code: 401, message: 'The username or password is wrong.', title: 'Unauthorized' } },
      }
    return { status: 201, headers: { 'x-subject-token': `token-${++signIns}` }, body: { token } }
  }
  await new Promise<void>((done) => http.listen(0, '127.0.0.1', done))
  t.after(() => {
    http.closeAllConnections()
    return new Promise((done) => http.close(done))
  })
  return { url: `http://127.0.0.1:${(http.address() as AddressInfo).port}`, seen, signIns: () => signIns }
}

const header = (request: IncomingMessage, name: string): string | undefined =>
  request.headers[name] as string | undefined

async function read(request: IncomingMessage): Promise<unknown> {
  let text = ''
  for await (const chunk of request) text += String(chunk)
  return text === '' ? undefined : JSON.parse(text)
}

const EXPIRED: Reply = {
  status: 401,
  body: { error_code: 'APIG.0307', error_msg: 'The token must be renewed.', request_id: 'r-1' },
}

const failure = async (call: Promise<unknown>): Promise<VigiaError> => {
  const error = await call.then(
    () => assert.fail('the call should fail'),
    (thrown: unknown) => thrown,
  )
  assert.ok(error instanceof VigiaError, String(error))
  return error
}

test('sign-in sends user, domain and project as Keystone wants them, and later calls carry token and project', async (t) => {
  const { url, seen } = await server(t, () => ({ body: { id: ID } }))
  const client = new VigiaClient({ baseUrl: `${url}/` })
  const session = await client.signIn(CREDENTIALS)
  assert.deepEqual(session, {
    token: 'token-1',
    expiresAt: '2030-01-01T00:00:00.000000Z',
    projectId: PROJECT,
    projectName: 'default',
  })
  await client.jobs.get(ID)
  assert.deepEqual(seen[0]?.body, {
    auth: {
      identity: {
        methods: ['password'],
        password: { user: { name: 'admin', password: 'right', domain: { name: 'vigia' } } },
      },
      scope: { project: { name: 'default', domain: { name: 'vigia' } } },
    },
  })
  assert.deepEqual(
    [seen[1]?.method, seen[1]?.url, seen[1]?.token],
    ['GET', `/v1/${PROJECT}/infer/tasks/${ID}`, 'token-1'],
  )
})

test('a project given by its id is asked for by id', async (t) => {
  const { url, seen } = await server(t, () => ({ body: {} }))
  await new VigiaClient({ baseUrl: url }).signIn({ ...CREDENTIALS, project: PROJECT })
  assert.deepEqual((seen[0]!.body as { auth: { scope: unknown } }).auth.scope, { project: { id: PROJECT } })
})

test('every call goes to its address', async (t) => {
  const { url, seen } = await server(t, () => ({ body: { tasks: [], history: [] } }))
  const { jobs } = new VigiaClient({ baseUrl: url, token: 'T', projectId: PROJECT })
  const input = { type: 'url' as const, data: [{ url: 'rtsp://cam.example/1' }] }
  const output = { event_center: true }
  await jobs.create('c-x', { name: 'n', service_version: '3.0', input, output })
  await jobs.create('c-x', { name: 'n', input, output })
  await jobs.list({ page: 2, task_state: 'RUNNING' })
  await jobs.getV2(ID)
  await jobs.start(ID)
  await jobs.stop(ID)
  await jobs.update(ID, { name: 'n', input, output })
  await jobs.delete(ID)
  await jobs.history(ID)
  await jobs.results(ID, { limit: 5, before: 7 })
  await jobs.deliveries(ID)
  const v2 = `/v2/${PROJECT}`
  assert.deepEqual(
    seen.map((s) => `${s.method} ${s.url}`),
    [
      `POST ${v2}/services/c-x/tasks`,
      `POST /v1/${PROJECT}/infer/services/c-x/tasks`,
      `GET ${v2}/tasks?page=2&task_state=RUNNING`,
      `GET ${v2}/tasks/${ID}`,
      `PUT ${v2}/tasks/${ID}/action/start`,
      `PUT ${v2}/tasks/${ID}/action/stop`,
      `PUT ${v2}/tasks/${ID}`,
      `DELETE ${v2}/tasks/${ID}`,
      `GET ${v2}/tasks/${ID}/history`,
      `GET ${v2}/tasks/${ID}/results?limit=5&before=7`,
      `GET ${v2}/tasks/${ID}/deliveries`,
    ],
  )
  assert.ok(seen.every((s) => s.token === 'T'))
})

test('an id cannot lead to another address', async (t) => {
  const { url, seen } = await server(t, () => ({ body: {} }))
  await new VigiaClient({ baseUrl: url, token: 'T', projectId: PROJECT }).jobs.get('../../x?y')
  assert.equal(seen[0]?.url, `/v1/${PROJECT}/infer/tasks/..%2F..%2Fx%3Fy`)
})

test('an ended token is renewed once, and calls at the same time share the sign-in', async (t) => {
  const { url, seen, signIns } = await server(t, ({ token }) =>
    token === 'token-2' ? { body: { id: ID } } : EXPIRED,
  )
  const client = new VigiaClient({ baseUrl: url })
  await client.signIn(CREDENTIALS)
  const answers = await Promise.all([client.jobs.get(ID), client.jobs.get(ID), client.jobs.get(ID)])
  assert.deepEqual(
    answers.map((a) => a.id),
    [ID, ID, ID],
  )
  assert.equal(signIns(), 2)
  assert.equal(seen.length, 2 + 3 + 3)
})

test('a token refused again after renewal is an error, not a loop', async (t) => {
  const { url, signIns } = await server(t, () => EXPIRED)
  const client = new VigiaClient({ baseUrl: url, credentials: CREDENTIALS })
  assert.equal((await failure(client.jobs.get(ID))).code, 'APIG.0307')
  assert.equal(signIns(), 2)
})

test('a token without credentials is not renewed', async (t) => {
  const { url, seen } = await server(t, () => EXPIRED)
  const error = await failure(
    new VigiaClient({ baseUrl: url, token: 'old', projectId: PROJECT }).jobs.get(ID),
  )
  assert.deepEqual([error.status, error.code], [401, 'APIG.0307'])
  assert.equal(seen.length, 1)
})

test('the project of a bare token is asked of the server', async (t) => {
  const { url, seen } = await server(t, () => ({ body: {} }))
  await new VigiaClient({ baseUrl: url, token: 'T' }).jobs.get(ID)
  assert.deepEqual(
    seen.map((s) => s.url),
    ['/v3/auth/tokens', `/v1/${PROJECT}/infer/tasks/${ID}`],
  )
})

test('a wrong password says so with code SIGN_IN and what to check', async (t) => {
  const { url } = await server(t, () => ({}))
  const error = await failure(new VigiaClient({ baseUrl: url }).signIn({ ...CREDENTIALS, password: 'wrong' }))
  assert.deepEqual(
    [error.status, error.code, error.detail],
    [401, 'SIGN_IN', 'The username or password is wrong.'],
  )
  assert.match(error.advice, /user, password/)
})

test('an error of the platform comes with its code, message, detail and advice', async (t) => {
  const body = {
    error_code: 'VIAS.00010007',
    error_msg: 'The job does not exist.',
    detail: 'task_id: x',
    params: [],
    reason: '',
    advice: 'Check the task id.',
  }
  const { url } = await server(t, () => ({ status: 400, body }))
  const error = await failure(new VigiaClient({ baseUrl: url, token: 'T', projectId: PROJECT }).jobs.get(ID))
  const { status, code, message, detail, advice } = error
  assert.deepEqual(
    { status, code, message, detail, advice },
    {
      status: 400,
      code: 'VIAS.00010007',
      message: 'The job does not exist.',
      detail: 'task_id: x',
      advice: 'Check the task id.',
    },
  )
})

test('an error of the gateway comes with its code, message and request id, and an advice of our own', async (t) => {
  const { url } = await server(t, () => EXPIRED)
  const error = await failure(new VigiaClient({ baseUrl: url, token: 'T', projectId: PROJECT }).jobs.get(ID))
  assert.deepEqual(
    [error.code, error.message, error.detail, error.requestId],
    ['APIG.0307', 'The token must be renewed.', '', 'r-1'],
  )
  assert.match(error.advice, /Sign in again/)
})

test('access keys: each call goes to its address; a refusal is not taken for a wrong password', async (t) => {
  const key = { access: 'AK', status: 'active' }
  const { url, seen } = await server(t, ({ method, url: path }) => {
    if (path.endsWith('/GONE'))
      return { status: 404, body: { error: { code: 404, message: 'no key GONE', title: 'Not Found' } } }
    if (method === 'DELETE') return { status: 204 }
    return { body: method === 'GET' ? { credentials: [key] } : { credential: key } }
  })
  const { keys } = new VigiaClient({ baseUrl: url, token: 'T', projectId: PROJECT })
  assert.deepEqual(await keys.create('for the gate'), key)
  assert.deepEqual(await keys.list(), [key])
  assert.deepEqual(await keys.update('AK', { status: 'inactive' }), key)
  await keys.delete('A/K')
  const path = '/v3.0/OS-CREDENTIAL/credentials'
  assert.deepEqual(
    seen.map((s) => [`${s.method} ${s.url}`, s.token, s.body]),
    [
      [`POST ${path}`, 'T', { credential: { description: 'for the gate' } }],
      [`GET ${path}`, 'T', undefined],
      [`PUT ${path}/AK`, 'T', { credential: { status: 'inactive' } }],
      [`DELETE ${path}/A%2FK`, 'T', undefined],
    ],
  )
  const error = await failure(keys.delete('GONE'))
  assert.deepEqual([error.status, error.code, error.detail], [404, 'IDENTITY', 'no key GONE'])
})

test('a picture is a Blob, and undefined where there is none', async (t) => {
  const { url } = await server(t, ({ url: path }) =>
    path.endsWith('/picture') && !path.includes('/results/')
      ? { headers: { 'content-type': 'image/jpeg' }, raw: new Uint8Array([255, 216]) }
      : { status: 404, body: EXPIRED.body },
  )
  const { jobs } = new VigiaClient({ baseUrl: url, token: 'T', projectId: PROJECT })
  const picture = await jobs.picture(ID)
  assert.equal(picture?.type, 'image/jpeg')
  assert.deepEqual(new Uint8Array(await picture.arrayBuffer()), new Uint8Array([255, 216]))
  assert.equal(await jobs.resultPicture(ID, 'M'), undefined)
})

test('a server that is not there, hangs up, is silent or is no Vigia: each has its code', async (t) => {
  const replies: Record<string, Reply | 'silence' | 'hang up'> = {
    [`/v1/${PROJECT}/infer/tasks/hang`]: 'hang up',
    [`/v1/${PROJECT}/infer/tasks/silent`]: 'silence',
    [`/v1/${PROJECT}/infer/tasks/html`]: { status: 502, raw: '<html>' },
    [`/v1/${PROJECT}/infer/tasks/teapot`]: { status: 418, body: { tea: true } },
    [`/v1/${PROJECT}/infer/tasks/moved`]: { status: 302, headers: { location: '/elsewhere' } },
  }
  const { url, seen } = await server(t, ({ url: path }) => replies[path] ?? { body: {} })
  const code = async (id: string, timeoutMs = 30_000) =>
    (await failure(new VigiaClient({ baseUrl: url, token: 'T', projectId: PROJECT, timeoutMs }).jobs.get(id)))
      .code
  assert.equal(await code('hang'), 'UNREACHABLE')
  assert.equal(await code('silent', 100), 'TIMEOUT')
  assert.equal(await code('html'), 'UNEXPECTED_ANSWER')
  assert.equal(await code('teapot'), 'UNEXPECTED_ANSWER')
  assert.equal(await code('moved'), 'UNREACHABLE')
  assert.ok(!seen.some((s) => s.url === '/elsewhere'), 'the token followed a redirect')
})

test('a port on which nobody listens is UNREACHABLE, with the reason and the address', async () => {
  const gone = createServer()
  await new Promise<void>((done) => gone.listen(0, '127.0.0.1', done))
  const { port } = gone.address() as AddressInfo
  await new Promise((done) => gone.close(done))
  const baseUrl = `http://127.0.0.1:${port}`
  const error = await failure(new VigiaClient({ baseUrl, token: 'T', projectId: PROJECT }).jobs.get(ID))
  assert.deepEqual([error.code, error.status], ['UNREACHABLE', 0])
  assert.match(error.detail, new RegExp(`^${baseUrl}: .*ECONNREFUSED`))
})

test('a call without any way to sign in says so', async () => {
  const error = await failure(new VigiaClient({ baseUrl: 'http://127.0.0.1:1' }).jobs.get(ID))
  assert.equal(error.code, 'SIGN_IN')
})

test('an address that cannot be one is refused at once, without repeating its password', () => {
  assert.throws(() => new VigiaClient({ baseUrl: 'no address' }), /baseUrl/)
  assert.throws(() => new VigiaClient({ baseUrl: 'ftp://x' }), /must begin with http/)
  assert.throws(
    () => new VigiaClient({ baseUrl: 'http://u:secret@x' }),
    (error: Error) => /credentials/.test(error.message) && !error.message.includes('secret'),
  )
})
