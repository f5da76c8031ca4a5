/** What a RESTful server may answer, and what the job's status then says. */
import assert from 'node:assert/strict'
import { createServer, type RequestListener } from 'node:http'
import { type AddressInfo, createServer as createRawServer, type Server, type Socket } from 'node:net'
import { type TestContext, test } from 'node:test'
import { brotliCompressSync, gzipSync } from 'node:zlib'
import { addressPolicy, type RestfulInput } from '@vigia/core'
import { startSilentServer, waitFor } from '@vigia/testing'
import { AttemptError, type Failure, type Place } from '../source/index.js'
import { restfulLocator } from './restful.js'

const LOOPBACK = addressPolicy('webhook', '127.0.0.0/8')
const CAMERA = 'rtsp://10.0.0.9/ch1'

async function listen(t: TestContext, server: Server): Promise<number> {
  const sockets = new Set<Socket>()
  server.on('connection', (socket: Socket) => {
    sockets.add(socket)
    socket.on('error', () => socket.destroy())
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  t.after(async () => {
    for (const socket of sockets) socket.destroy()
    await new Promise((resolve) => server.close(resolve))
  })
  return (server.address() as AddressInfo).port
}

const inputAt = (port: number, change: Partial<RestfulInput> = {}): RestfulInput => ({
  type: 'restful',
  url: `http://127.0.0.1:${port}/find?id=7`,
  headers: {},
  certificateCheck: true,
  rtspPathInResponse: 'data/url',
  ...change,
})

const ask = (input: RestfulInput, { policy = LOOPBACK, timeoutMs = 30_000 } = {}): Promise<Place> =>
  restfulLocator(input, policy, timeoutMs).locate(new AbortController().signal)

async function failureOf(asked: Promise<Place>): Promise<Failure> {
  const error = await asked.then(
    (place) => assert.fail(`it gave ${place.url}`),
    (error: unknown) => error,
  )
  assert.ok(error instanceof AttemptError, String(error))
  return error.failure
}

const says =
  (body: unknown, status = 200, headers: Record<string, string> = {}): RequestListener =>
  (_, response) =>
    void response
      .writeHead(status, { 'content-type': 'application/json', ...headers })
      .end(typeof body === 'string' || Buffer.isBuffer(body) ? body : JSON.stringify(body))

test('the address is found by its slash path, at every question anew', async (t) => {
  let asked = 0
  const port = await listen(
    t,
    createServer((_, response) => says({ data: { url: `${CAMERA}?n=${++asked}` } })(_, response)),
  )
  const locator = restfulLocator(inputAt(port), LOOPBACK)
  const { signal } = new AbortController()
  assert.deepEqual(await locator.locate(signal), { url: `${CAMERA}?n=1`, fleeting: true })
  assert.deepEqual(await locator.locate(signal), { url: `${CAMERA}?n=2`, fleeting: true })
  assert.equal(locator.presumed, 'stream')
})

test("it is asked by GET with the job's headers, as JSON, with no more of ours than needed", async (t) => {
  const seen: object[] = []
  const port = await listen(
    t,
    createServer((request, response) => {
      seen.push({ method: request.method, url: request.url, ...request.headers })
      says({ data: { url: CAMERA } })(request, response)
    }),
  )
  await ask(inputAt(port, { headers: { 'X-Key': 'k-9', 'Content-Type': 'application/vnd.x+json' } }))
  await ask(inputAt(port, { url: `http://ann:p%40ss@127.0.0.1:${port}/find` }))
  const host = `127.0.0.1:${port}`
  assert.deepEqual(seen, [
    {
      method: 'GET',
      url: '/find?id=7',
      'content-type': 'application/vnd.x+json',
      'x-key': 'k-9',
      host,
      connection: 'close',
    },
    {
      method: 'GET',
      url: '/find',
      authorization: `Basic ${Buffer.from('ann:p@ss').toString('base64')}`,
      'content-type': 'application/json',
      host,
      connection: 'close',
    },
  ])
})

const SECRET = 'rtsp://ann:s3cret@10.0.0.9/'
const MEGABYTE = 'x'.repeat(1024 * 1024)

/** [what the server answers, how, code, words] */
const FAULTS: [string, RequestListener, string, RegExp][] = [
  ['another status', says({ data: { url: CAMERA } }, 201), 'UNREACHABLE', /answered 201 instead of 200/],
  ['an error of its own', says('', 503), 'UNREACHABLE', /answered 503 instead of 200/],
  ['not found', says('', 404), 'NOT_FOUND', /\(404\); check its url/],
  ['forbidden', says('', 403), 'UNAUTHORIZED', /refuses access \(403\); check the job's headers/],
  [
    'a redirect',
    says('', 302, { location: 'http://127.0.0.1:1/' }),
    'UNREACHABLE',
    /redirects \(302\), which is not followed; give the final address/,
  ],
  ['nothing', says(''), 'UNSUPPORTED', /its answer is empty$/],
  ['a page', says('<html>'), 'UNSUPPORTED', /its answer is no JSON$/],
  ['a list', says([CAMERA]), 'UNSUPPORTED', /its answer is a list; it must be a JSON object/],
  ['text', says('"rtsp://10.0.0.9/"'), 'UNSUPPORTED', /its answer is text; it must be a JSON object/],
  ['null', says('null'), 'UNSUPPORTED', /its answer is null/],
  [
    'no such key',
    says({ result: 1, data: { rtspurl: CAMERA } }),
    'UNSUPPORTED',
    /there is no url in data; its keys are rtspurl$/,
  ],
  [
    'keys that are secrets',
    says({ data: { [SECRET]: 1, ok: 2 } }),
    'UNSUPPORTED',
    /there is no url in data; its keys are ok and others$/,
  ],
  ['an empty object', says({}), 'UNSUPPORTED', /there is no data in its answer; it is empty$/],
  ['a way that ends early', says({ data: CAMERA }), 'UNSUPPORTED', /data is text and holds no url$/],
  ['a list on the way', says({ data: [{ url: CAMERA }] }), 'UNSUPPORTED', /data is a list and holds no url$/],
  ['a number', says({ data: { url: 7 } }), 'UNSUPPORTED', /data\/url is a number; it must be text$/],
  ['an object', says({ data: { url: {} } }), 'UNSUPPORTED', /data\/url is an object; it must be text$/],
  ['empty text', says({ data: { url: ' ' } }), 'UNSUPPORTED', /the address at data\/url .* is empty$/],
  [
    'a file',
    says({ data: { url: 'file:///etc/passwd' } }),
    'UNSUPPORTED',
    /begins with file:; it must be of rtsp, rtmp, http or https$/,
  ],
  ['a path', says({ data: { url: '/ch1' } }), 'UNSUPPORTED', /is no whole address; it must be of rtsp/],
  [
    'an address with a line break',
    says({ data: { url: 'rtsp://10.0.0.9/\noption' } }),
    'UNSUPPORTED',
    /cannot be used: it must not contain blanks or control characters/,
  ],
  ['more than 1 MB', says({ a: MEGABYTE }), 'TOO_LARGE', /larger than 1 MB/],
  [
    'a small answer that unpacks to more than 1 MB',
    says(gzipSync(JSON.stringify({ a: MEGABYTE.repeat(64) })), 200, { 'content-encoding': 'gzip' }),
    'TOO_LARGE',
    /larger than 1 MB/,
  ],
  [
    'a damaged packing',
    says('no gzip', 200, { 'content-encoding': 'gzip' }),
    'UNSUPPORTED',
    /its compressed answer is damaged$/,
  ],
  [
    'another packing',
    says(brotliCompressSync('{}'), 200, { 'content-encoding': 'br' }),
    'UNSUPPORTED',
    /compressed in a way that was not asked for/,
  ],
  [
    'half an answer',
    (_, response) => {
      response.writeHead(200, { 'content-length': 100 }).write('{"data"')
      setImmediate(() => response.destroy())
    },
    'UNREACHABLE',
    /cut the connection before its answer was whole$/,
  ],
  [
    'no HTTP',
    (request) => void request.socket.end('SSH-2.0-x\r\n'),
    'UNREACHABLE',
    /what it answers is no HTTP; check its port$/,
  ],
]
for (const [what, listener, code, words] of FAULTS) {
  test(`an answer with ${what} is told as such and asked for again`, async (t) => {
    const port = await listen(t, createServer(listener))
    const failure = await failureOf(ask(inputAt(port)))
    assert.match(failure.reason, /^the RESTful server gave no address: /)
    assert.match(failure.reason, words)
    assert.deepEqual([failure.code, failure.retry], [`SOURCE.${code}`, 'always'])
    assert.doesNotMatch(failure.reason, /s3cret/)
  })
}

test('names that every object has are no keys', async (t) => {
  const port = await listen(t, createServer(says({})))
  for (const key of ['constructor', '__proto__', 'toString'])
    assert.match(
      (await failureOf(ask(inputAt(port, { rtspPathInResponse: key })))).reason,
      new RegExp(`there is no ${key} in its answer`),
    )
})

test('a slash at the end of the path, which the published pattern allows, changes nothing', async (t) => {
  const port = await listen(t, createServer(says({ data: { url: CAMERA } })))
  assert.equal((await ask(inputAt(port, { rtspPathInResponse: 'data//url/' }))).url, CAMERA)
})

test('a packed answer that was not asked for is read', async (t) => {
  const body = gzipSync(JSON.stringify({ data: { url: CAMERA } }))
  const port = await listen(t, createServer(says(body, 200, { 'content-encoding': 'gzip' })))
  assert.equal((await ask(inputAt(port))).url, CAMERA)
})

test('an answer without end is not read to its end', async (t) => {
  let sent = 0
  let isCut = false
  const port = await listen(
    t,
    createServer((_, response) => {
      const more = (): void => {
        while (!response.destroyed && response.write(MEGABYTE)) sent++
      }
      response.on('drain', more).on('close', () => {
        isCut = true
      })
      more()
    }),
  )
  assert.equal((await failureOf(ask(inputAt(port)))).code, 'SOURCE.TOO_LARGE')
  await waitFor(() => isCut, 60_000, 'the end of the connection')
  assert.ok(sent < 64, `${sent} MB were sent`)
})

test('who never answers, or drop by drop, is given up in time and nothing of it stays', async (t) => {
  const silent = await startSilentServer()
  t.after(() => silent.stop())
  const late = await failureOf(ask(inputAt(silent.port), { timeoutMs: 300 }))
  assert.deepEqual([late.code, late.retry], ['SOURCE.TIMED_OUT', 'always'])

  let isCut = false
  const port = await listen(
    t,
    createServer((_, response) => {
      response.writeHead(200)
      const drops = setInterval(() => response.write(' '), 20)
      response.on('close', () => {
        clearInterval(drops)
        isCut = true
      })
    }),
  )
  const slow = await failureOf(ask(inputAt(port), { timeoutMs: 500 }))
  assert.match(slow.reason, /it did not answer whole within \d+ s$/)
  await waitFor(() => isCut, 60_000, 'the end of the connection')
})

test('a question that nobody waits for any more ends at once', async (t) => {
  const silent = await startSilentServer()
  t.after(() => silent.stop())
  const stop = new AbortController()
  const asked = restfulLocator(inputAt(silent.port), LOOPBACK).locate(stop.signal)
  await waitFor(() => silent.accepted() > 0, 60_000, 'the question')
  stop.abort()
  await failureOf(asked)
})

test('nobody listening is told as on any connection', async () => {
  const server = createRawServer()
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo
  await new Promise((resolve) => server.close(resolve))
  assert.match((await failureOf(ask(inputAt(port)))).reason, /connection refused$/)
})

test('it is asked only where webhooks may go, by the address that is dialled, and never redirected', async (t) => {
  let asked = 0
  const port = await listen(
    t,
    createServer((request, response) => {
      asked++
      says({ data: { url: CAMERA } })(request, response)
    }),
  )
  const strict = addressPolicy('webhook', '')
  for (const host of [
    '127.0.0.1',
    'localhost',
    '[::ffff:127.0.0.1]',
    '2130706433',
    '0x7f.1',
    '169.254.169.254',
  ]) {
    const refused = await failureOf(
      ask(inputAt(port, { url: `http://${host}:${port}/` }), { policy: strict }),
    )
    assert.deepEqual([refused.code, refused.retry], ['SOURCE.REFUSED', 'never'], host)
    assert.match(refused.reason, /RESTful servers .* VIGIA_EGRESS_ALLOW/)
  }
  const redirecting = await listen(t, createServer(says('', 307, { location: `http://127.0.0.1:${port}/` })))
  assert.match((await failureOf(ask(inputAt(redirecting)))).reason, /not followed/)
  assert.equal(asked, 0)
})
