import assert from 'node:assert/strict'
import { readdir, readFile } from 'node:fs/promises'
import { connect } from 'node:net'
import { Writable } from 'node:stream'
import { after, before, test } from 'node:test'
import { ERRORS } from '@vigia/contract'
import { pino } from 'pino'
import { StoreFull } from '../store/index.js'
import {
  createBody,
  createJob,
  PASSWORD,
  putState,
  SERVICE,
  signInBody,
  type TestApp,
  testApp,
} from './test-app.js'

let t: TestApp
before(async () => {
  t = await testApp()
})
after(() => t.close())

const send = (
  payload: string | Buffer | undefined,
  type?: string,
  method: 'POST' | 'PUT' | 'DELETE' = 'POST',
  path?: string,
) =>
  t.app.inject({
    method,
    url: path ?? `/v2/${t.projectId}/services/${SERVICE}/tasks`,
    headers: { 'x-auth-token': t.token, ...(type ? { 'content-type': type } : {}) },
    ...(payload === undefined ? {} : { payload }),
  })

test('the catalogue lists what the server can answer, and nothing else', async () => {
  const sources = new URL('../../src/', import.meta.url)
  const thrown = new Set<string>()
  for (const file of await readdir(sources, { recursive: true })) {
    if (!file.endsWith('.ts') || /\.(test|testing)\.ts$/.test(file)) continue
    const text = await readFile(new URL(file, sources), 'utf8')
    for (const [, code] of text.matchAll(/'((?:VIAS|APIG)\.\d+)'/g)) thrown.add(code!)
  }
  assert.deepEqual([...thrown].sort(), Object.keys(ERRORS).sort())
})

test('every error of the catalogue has six members and names a remedy', async () => {
  const answer = await send('{', 'application/json')
  assert.deepEqual(Object.keys(answer.json()), [
    'error_code',
    'error_msg',
    'detail',
    'params',
    'reason',
    'advice',
  ])
  for (const [code, { message, reason, advice }] of Object.entries(ERRORS)) {
    assert.match(code, /^(VIAS\.\d{7,8}|APIG\.\d{4})$/)
    assert.ok(message && reason && advice)
  }
})

test('bodies that cannot be read', async () => {
  const cases: [string | Buffer | undefined, string | undefined, string, RegExp][] = [
    ['{', 'application/json', 'VIAS.00010004', /^body: cannot be read as JSON/],
    [
      '{"config":{"common":{"__proto__":{"a":1}}}}',
      'application/json',
      'VIAS.00010004',
      /^body: a member named __proto__/,
    ],
    [
      '{"constructor":{"prototype":{"a":1}}}',
      'application/json',
      'VIAS.00010004',
      /^body: a member named constructor\.prototype/,
    ],
    [
      `{"config":{"common":{"x":${'['.repeat(100_000)}${']'.repeat(100_000)}}}}`,
      'application/json',
      'VIAS.00010004',
      /^body: is nested deeper than 100 levels/,
    ],
    [
      Buffer.from('{"description":"\xff"}', 'latin1'),
      'application/json',
      'VIAS.00010004',
      /^body: is not UTF-8/,
    ],
    ['{}', 'text/plain', 'VIAS.00010004', /^Content-Type: must be application\/json/],
    ['{}', 'garbage', 'VIAS.00010004', /^Content-Type: must be application\/json/],
    ['[]', 'application/json', 'VIAS.00010001', /^body: must be object/],
    ['null', 'application/json', 'VIAS.00010001', /^body: must be object/],
    ['', 'application/json', 'VIAS.00010001', /^body: must be object/],
    [undefined, undefined, 'VIAS.00010001', /^body: must be object/],
    ['a=b', 'application/x-www-form-urlencoded', 'VIAS.00010004', /^Content-Type: must be application\/json/],
    [
      JSON.stringify('x'.repeat(1_048_576)),
      'application/json',
      'VIAS.00010004',
      /^body: is larger than 1048576 bytes/,
    ],
  ]
  for (const [payload, type, code, detail] of cases) {
    const answer = await send(payload, type)
    assert.equal(answer.statusCode, 400, answer.body)
    assert.equal(answer.json().error_code, code)
    assert.match(answer.json().detail, detail)
  }
})

test('text that cannot be stored is refused by name, wherever it stands', async () => {
  for (const [payload, detail] of [
    [String.raw`{"description":"a\u0000"}`, 'description: holds NUL'],
    [String.raw`{"description":"a\ud83d"}`, 'description: holds NUL or half of a surrogate pair'],
    [String.raw`{"input":{"data":[{},{"url":"\u0000"}]}}`, 'input.data[1].url: holds NUL'],
    [String.raw`["\u0000"]`, '[0]: holds NUL'],
    [String.raw`"\u0000"`, 'body: holds NUL'],
    [String.raw`{"\u0000":1}`, 'body: the name of a member holds NUL'],
    [String.raw`{"config":{"\udc00":1}}`, 'config: the name of a member holds NUL'],
  ] as const) {
    const answer = await send(payload, 'application/json')
    assert.deepEqual([answer.statusCode, answer.json().error_code], [400, 'VIAS.00010004'])
    assert.ok(answer.json().detail.startsWith(detail), answer.json().detail)
  }
})

test('text of whole pairs and of line breaks is as good as any', async () => {
  const text = 'e\u0301 \u{1f4f7}\n\t\u0001'
  const id = await createJob(t, { name: 'odd-text', description: text })
  const { body } = await t.call('GET', `/v2/${t.projectId}/tasks/${id}`)
  assert.equal(body.description, text)
})

test('a byte order mark, and nesting as deep as the limit, do no harm', async () => {
  const deep = JSON.parse(`${'['.repeat(97)}${']'.repeat(97)}`)
  const body = JSON.stringify(createBody({ name: 'deep', config: { common: { x: deep } } }))
  const answer = await send(`\ufeff${body}`, 'application/json')
  assert.equal(answer.statusCode, 200, answer.body)
})

test('actions and delete take an empty body with any content type, as SDKs and curl send it', async () => {
  const id = await createJob(t, { name: 'empty-body' })
  const path = `/v2/${t.projectId}/tasks/${id}`
  for (const [method, url] of [
    ['PUT', `${path}/action/stop`],
    ['DELETE', path],
  ] as const) {
    for (const type of ['application/json;charset=UTF-8', 'application/x-www-form-urlencoded']) {
      await putState(t, id, 'RUNNING')
      const answer = await send('', type, method, url)
      assert.equal(answer.statusCode, 200, answer.body)
    }
  }
})

test('unknown operations and methods', async () => {
  for (const [method, path] of [
    ['PUT', `/v2/${t.projectId}/tasks`],
    ['GET', `/v2/${t.projectId}/nothing`],
    ['GET', '/v1'],
  ] as const) {
    const { status, body } = await t.call(method, path)
    assert.deepEqual([status, body.error_code], [500, 'VIAS.00010006'], path)
    assert.equal(body.detail, `there is no operation ${method} ${path}; see /docs`)
  }
  const keystone = await t.call('GET', '/v3/nothing')
  assert.deepEqual([keystone.status, keystone.body.error.title], [404, 'Not Found'])
  const page = await t.call('GET', '/nothing')
  assert.deepEqual([page.status, page.body.error_code], [404, 'VIAS.00010002'])
  const undecodable = await t.call('GET', `/v2/${t.projectId}/tasks/%E0%A4%A`)
  assert.deepEqual([undecodable.status, undecodable.body.error_code], [400, 'VIAS.00010004'])
  const long = await t.call('GET', `/v2/${t.projectId}/tasks/${'a'.repeat(5_000)}`)
  assert.deepEqual([long.status, long.body.detail], [400, 'path: a part of it is too long'])
  const form = await send('a=b', 'application/x-www-form-urlencoded', 'POST', `/v2/${t.projectId}/nothing`)
  assert.equal(form.json().error_code, 'VIAS.00010006', 'an unknown path is told first')
})

test('every answer has a request id of its own', async () => {
  const ids = []
  const paths = [
    ...[
      '/healthz',
      '/nothing',
      '/docs',
      '/openapi.json',
      '/v3',
      '/v3/projects',
      '/v3/nothing',
      '/v3.0/nothing',
    ],
    ...['', '/%E0%A4%A', `/${'a'.repeat(5_000)}`, '?page=0'].map((rest) => `/v2/${t.projectId}/tasks${rest}`),
  ]
  for (const token of [t.token, null])
    for (const path of paths) ids.push((await t.call('GET', path, undefined, token)).headers['x-request-id'])
  ids.push((await send('{', 'application/json')).headers['x-request-id'])
  ids.push((await send('x'.repeat(1_048_577), 'application/json')).headers['x-request-id'])
  for (const id of ids) assert.match(String(id), /^[0-9a-f-]{36}$/)
  assert.equal(new Set(ids).size, ids.length)
})

test('a full disk is told as such, so that the client can try again', async () => {
  const full = await testApp()
  try {
    full.stores.jobs.insert = () => Promise.reject(new StoreFull(undefined))
    const { status, body } = await full.call(
      'POST',
      `/v2/${full.projectId}/services/${SERVICE}/tasks`,
      createBody(),
    )
    assert.deepEqual([status, body.error_code], [500, 'VIAS.00010016'])
    assert.match(body.detail, /disk of the data folder is full/)
  } finally {
    await full.close()
  }
})

test('a store that fails: the cause is in the log, not in the answer; no secret is in either', async () => {
  let log = ''
  const stream = new Writable({
    write(chunk, _encoding, done) {
      log += String(chunk)
      done()
    },
  })
  const broken = await testApp({ logger: pino({ level: 'trace' }, stream) })
  try {
    await broken.call('POST', '/v3/auth/tokens', signInBody(undefined, 'wr0ng-password'), null)
    broken.stores.jobs.insert = async () => {
      throw new Error('the database file is locked')
    }
    const { status, body, headers } = await broken.call(
      'POST',
      `/v2/${broken.projectId}/services/${SERVICE}/tasks`,
      createBody(),
    )
    assert.deepEqual([status, body.error_code], [500, 'VIAS.00010006'])
    assert.doesNotMatch(JSON.stringify(body), /locked/)
    assert.match(log, /the database file is locked/)
    assert.ok(log.includes(String(headers['x-request-id'])), 'the request id leads to the line')
    for (const secret of ['s3cret', 'k-12345', PASSWORD, 'wr0ng-password', broken.token]) {
      assert.ok(!log.includes(secret), `${secret} is in the log`)
    }
  } finally {
    await broken.close()
  }
})

const exchange = (port: number, sent: string): Promise<string> =>
  new Promise((resolve, reject) => {
    const socket = connect(port, '127.0.0.1', () => socket.write(sent))
    let seen = ''
    socket.on('data', (chunk) => {
      seen += String(chunk)
    })
    socket.on('close', () => resolve(seen))
    socket.on('error', reject)
  })

test('over a real connection: answers, what is no request, overlong headers, and closing', async () => {
  const real = await testApp()
  try {
    const base = await real.app.listen({ host: '127.0.0.1', port: 0 })
    const answer = await fetch(`${base}/v1/${real.projectId}/infer/tasks`, {
      headers: { 'x-auth-token': real.token },
    })
    assert.equal(answer.status, 200)
    const signedIn = await fetch(`${base}/v3/auth/tokens`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(signInBody({ project: { id: real.projectId } })),
    })
    const { token } = (await signedIn.json()) as { token: { catalog: { endpoints: { url: string }[] }[] } }
    assert.equal(token.catalog[0]?.endpoints[0]?.url, `${base}/v3`)
    for (const [sent, detail] of [
      ['nonsense\r\n\r\n', /^request: is not HTTP/],
      [`GET / HTTP/1.1\r\nCookie: ${'c'.repeat(70_000)}\r\n\r\n`, /^headers: .* larger than 65536 bytes/],
    ] as const) {
      const text = await exchange(Number(new URL(base).port), sent)
      assert.match(text, /^HTTP\/1\.1 400 /)
      assert.match(text, /\r\nx-request-id: [0-9a-f-]{36}\r\n/)
      const body = JSON.parse(text.slice(text.indexOf('\r\n\r\n')))
      assert.deepEqual([body.error_code, Object.keys(body).length], ['VIAS.00010004', 6])
      assert.match(body.detail, detail)
    }
    const huge = await fetch(`${base}/v3/auth/tokens`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: 'x'.repeat(20_000_000),
    })
    assert.equal(huge.status, 400, 'a client that is still sending gets its answer, not a broken pipe')
    assert.notEqual(huge.headers.get('connection'), 'close')
    const longest = await fetch(`${base}/v1/${real.projectId}/infer/tasks`, {
      headers: { 'x-auth-token': 'x'.repeat(32_768) },
    })
    assert.equal(longest.status, 401, 'a token of the documented length is looked at')
  } finally {
    await real.close()
  }
})
