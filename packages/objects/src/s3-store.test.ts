import assert from 'node:assert/strict'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { after, before, test } from 'node:test'
import { addressPolicy, ObjectStoreError, type ObjectStoreFault, type S3Access } from '@vigia/core'
import { objectStoreConformance } from '@vigia/core/conformance'
import { freePort, type S3Server, type SilentServer, startS3Server, startSilentServer } from '@vigia/testing'
import { S3Store, type S3StoreDeps } from './s3-store.js'

const BUCKET = 'footage'
const LOOPBACK = addressPolicy('media', '127.0.0.0/8')
let server: S3Server
let silent: SilentServer
before(async () => {
  server = await startS3Server([BUCKET, 'other', ...Array.from({ length: 20 }, (_, i) => `${BUCKET}-${i}`)])
  silent = await startSilentServer()
})
after(async () => {
  await server.stop()
  await silent.stop()
})

/** What the test's names lead to; no resolver knows them. */
const toLoopback: S3StoreDeps['resolve'] = async () => [{ address: '127.0.0.1', family: 4 }]

const store = (change: Partial<S3Access> = {}, deps: Partial<S3StoreDeps> = {}): S3Store => {
  const { endpoint, accessKey, secretKey } = server
  return new S3Store(
    { endpoint, region: 'us-east-1', accessKey, secretKey, addressing: 'path', ...change },
    { policy: LOOPBACK, ...deps },
  )
}

async function* text(content: string): AsyncGenerator<Uint8Array> {
  yield Buffer.from(content)
}

const failsWith = (fault: ObjectStoreFault, words: RegExp) => (error: unknown) => {
  assert.ok(error instanceof ObjectStoreError, String(error))
  assert.match(`${error.fault}: ${error.message}`, new RegExp(`^${fault}: .*${words.source}`))
  assert.doesNotMatch(error.message, /S3RVER|hunter2/)
  return true
}

let used = 0
objectStoreConformance('S3, path style', async () => ({
  store: store(),
  bucket: `${BUCKET}-${used++}`,
  read: async (url) => {
    const answer = await fetch(url)
    assert.equal(answer.status, 200)
    return Buffer.from(await answer.arrayBuffer())
  },
  close: async () => undefined,
}))

test('a bucket may be a part of the host', async () => {
  const byHost = store(
    { endpoint: server.hostStyleEndpoint, addressing: 'virtual-host' },
    { resolve: toLoopback },
  )
  await byHost.put('other', 'a/b', text('x'), 1)
  assert.equal((await store().stat('other', 'a/b'))?.size, 1)
  const { url } = await byHost.addressOf('other', 'a/b')
  assert.equal(new URL(url).host, `other.s3.vigia.test:${server.port}`)
})

test('an address reads one object, for a time, and with nothing but itself', async () => {
  await store().put('other', 'one', text('1'), 1)
  await store().put('other', 'two', text('2'), 1)
  const { url } = await store({ securityToken: 'token-1' }).addressOf('other', 'one')
  const { searchParams, pathname } = new URL(url)
  assert.deepEqual(
    [pathname, searchParams.get('X-Amz-Expires'), searchParams.get('X-Amz-SignedHeaders')],
    ['/other/one', '3600', 'host'],
  )
  assert.equal(searchParams.get('X-Amz-Security-Token'), 'token-1')
  assert.equal(await (await fetch(url)).text(), '1')
})

test('each way to be kept out is told apart, without any key', async () => {
  await assert.rejects(
    store({ accessKey: 'NOBODY' }).check(),
    failsWith('denied', /does not know the access key/),
  )
  await assert.rejects(store().list('nowhere', '', { limit: 1 }), failsWith('no_bucket', /no such bucket/))
})

/** s3rver looks at no signature; this one says what S3's reference has for a wrong one, and nothing to a HEAD. */
async function startRefusing(
  code: string,
  status = 403,
): Promise<{ endpoint: string; stop(): Promise<void> }> {
  const refusing = createServer((request, response) => {
    response.writeHead(status, { 'content-type': 'application/xml', connection: 'close' })
    response.end(
      request.method === 'HEAD' ? '' : `<Error><Code>${code}</Code><Message>S3RVER</Message></Error>`,
    )
  })
  await new Promise<void>((resolve) => refusing.listen(0, '127.0.0.1', resolve))
  const { port } = refusing.address() as AddressInfo
  return {
    endpoint: `http://127.0.0.1:${port}`,
    stop: () => new Promise((resolve) => refusing.close(() => resolve())),
  }
}

test('a wrong signature and a missing right are told as what they are', async () => {
  for (const [code, words] of [
    ['SignatureDoesNotMatch', /secret key is not that of/],
    ['AccessDenied', /denies access/],
    ['ExpiredToken', /has expired/],
    ['SomethingNew', /status 403, SomethingNew|denies access/],
  ] as const) {
    const { endpoint, stop } = await startRefusing(code)
    try {
      await assert.rejects(store({ endpoint }).list('other', '', { limit: 1 }), failsWith('denied', words))
      await assert.rejects(store({ endpoint }).stat('other', 'a'), failsWith('denied', /denies access/))
      // Keys that may not list buckets are good keys.
      if (code === 'AccessDenied') await store({ endpoint }).check()
      else await assert.rejects(store({ endpoint }).check(), failsWith('denied', words))
    } finally {
      await stop()
    }
  }
})

test('a store that does not answer is away: worth another try', async () => {
  const closed = `http://127.0.0.1:${await freePort()}`
  await assert.rejects(store({ endpoint: closed }).check(), failsWith('away', /refuses the connection/))
  const hanging = store({ endpoint: `http://127.0.0.1:${silent.port}` })
  await assert.rejects(hanging.check(AbortSignal.timeout(500)), failsWith('away', /did not answer in time/))
  const nameless = store(
    { endpoint: 'http://s3.nowhere.invalid' },
    {
      resolve: async () => {
        throw Object.assign(new Error('x'), { code: 'ENOTFOUND' })
      },
    },
  )
  await assert.rejects(nameless.check(), failsWith('away', /could not be resolved/))
  const plain = store({ endpoint: `https://127.0.0.1:${server.port}` })
  await assert.rejects(plain.check(), failsWith('away', /TLS/))
})

test('no store leads to loopback or metadata, by address, by name, or by one of several addresses', async () => {
  const policy = addressPolicy('media', '')
  const refused = failsWith('refused', /VIGIA_MEDIA_ALLOW/)
  for (const host of ['127.0.0.1', '[::1]', '169.254.169.254', '[::ffff:127.0.0.1]'])
    await assert.rejects(
      store({ endpoint: `http://${host}:${server.port}` }, { policy }).check(),
      refused,
      host,
    )
  const named = { policy, resolve: toLoopback }
  await assert.rejects(store({ endpoint: server.hostStyleEndpoint }, named).check(), refused)
  await assert.rejects(
    store({ endpoint: server.hostStyleEndpoint }, named).put('other', 'x', text('x'), 1),
    refused,
  )
  const mixed = async () => [
    { address: '10.0.0.9', family: 4 },
    { address: '127.0.0.1', family: 4 },
  ]
  await assert.rejects(
    store({ endpoint: server.hostStyleEndpoint }, { policy, resolve: mixed }).check(),
    refused,
  )
})

test('a store that has too much to do is away, not closed', async () => {
  for (const [code, status] of [
    ['SlowDown', 503],
    ['TooManyRequests', 429],
    ['RequestTimeout', 408],
  ] as const) {
    const { endpoint, stop } = await startRefusing(code, status)
    try {
      await assert.rejects(store({ endpoint }).stat('other', 'a'), failsWith('away', /./), code)
      await assert.rejects(store({ endpoint }).list('other', '', { limit: 1 }), failsWith('away', /./), code)
    } finally {
      await stop()
    }
  }
})

/** As the API reference of Huawei OBS has it, whose list has no other parameters. */
test('pages are asked for as every store knows it: by prefix, marker and max-keys', async () => {
  const asked: URL[] = []
  const recording = createServer((request, response) => {
    asked.push(new URL(request.url ?? '', 'http://s3'))
    response.writeHead(200, { 'content-type': 'application/xml', connection: 'close' })
    response.end(
      '<ListBucketResult><IsTruncated>true</IsTruncated><Contents><Key>a b+&amp;ä</Key><Size>7</Size></Contents></ListBucketResult>',
    )
  })
  await new Promise<void>((resolve) => recording.listen(0, '127.0.0.1', resolve))
  const endpoint = `http://127.0.0.1:${(recording.address() as AddressInfo).port}`
  try {
    const page = await store({ endpoint }).list('other', 'day/', { after: 'day/a b+%', limit: 5 })
    assert.deepEqual(page, { objects: [{ key: 'a b+&ä', size: 7, modifiedAt: 0 }], more: true })
    const [{ pathname, searchParams }] = asked as [URL]
    assert.match(pathname, /^\/other\/?$/)
    assert.deepEqual(Object.fromEntries(searchParams), {
      prefix: 'day/',
      marker: 'day/a b+%',
      'max-keys': '5',
    })
  } finally {
    await new Promise((resolve) => recording.close(resolve))
  }
})

test('a store that comes back is asked again', async () => {
  const own = await startS3Server(['cut'])
  try {
    const cut = store({ endpoint: own.endpoint })
    await cut.put('cut', 'a', text('x'), 1)
    await own.unplug()
    await assert.rejects(cut.stat('cut', 'a'), failsWith('away', /./))
    await own.plugIn()
    assert.equal((await cut.stat('cut', 'a'))?.size, 1)
  } finally {
    await own.stop()
  }
})
