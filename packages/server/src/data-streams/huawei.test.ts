/** Our client of DIS against our own DIS, which checks its signatures, and against one that misbehaves. */
import assert from 'node:assert/strict'
import { type TestContext, test } from 'node:test'
import { dataStreamsConformance, OTHER_PROJECT, PROJECT } from '@vigia/core/conformance'
import { type DisServer, freePort, startDisServer } from '@vigia/testing'
import { makeKey } from '../http/signed-call.testing.js'
import { testApp } from '../http/test-app.js'
import { type HuaweiAccess, HuaweiStreams } from './huawei.js'

const never = new AbortController().signal
const record = (text: string) => ({ key: 'job', data: Buffer.from(text), id: text })
const ACCESS = {
  region: 'eu-1',
  projectId: 'p-1',
  accessKey: 'AK',
  secretKey: 'SK-secret',
  template: '{stream}',
}

/** Two projects of ours are two names in one of theirs. */
const SHORT = { [PROJECT]: 'a', [OTHER_PROJECT]: 'b' }

dataStreamsConformance('huawei', async () => {
  const theirs = await testApp()
  const endpoint = await theirs.app.listen({ host: '127.0.0.1', port: 0 })
  const { access, secret } = await makeKey(theirs)
  const of = { ...ACCESS, endpoint, projectId: theirs.projectId, accessKey: access, secretKey: secret }
  // Its project ids are too long for names of DIS with the streams of this suite.
  const made = new Map(
    Object.entries(SHORT).map(([project, short]) => [
      project,
      new HuaweiStreams({
        access: { ...of, template: `${short}-{stream}` },
        clock: { now: () => theirs.now() },
        // Its rates are those of a second.
        sleep: async () => theirs.pass(1_000),
      }),
    ]),
  )
  const base = `/v2/${theirs.projectId}`
  const nameOf = (projectId: string, stream: string) => `${SHORT[projectId as keyof typeof SHORT]}-${stream}`
  return {
    streams: {
      backend: 'huawei',
      exists: (projectId, stream) => made.get(projectId)!.exists(projectId, stream),
      put: (projectId, ...rest) => made.get(projectId)!.put(projectId, ...rest),
      close: async () => undefined,
    },
    make: async (projectId, stream) => {
      const { status } = await theirs.call('POST', `${base}/streams`, {
        stream_name: nameOf(projectId, stream),
      })
      assert.equal(status, 201)
    },
    read: async (projectId, stream) => {
      const query = `stream-name=${nameOf(projectId, stream)}&partition-id=0&cursor-type=TRIM_HORIZON`
      const { body } = await theirs.call('GET', `${base}/cursors?${query}`)
      const read = await theirs.call('GET', `${base}/records?partition-cursor=${body.partition_cursor}`)
      return read.body.records.map(({ data }: { data: string }) => Buffer.from(data, 'base64').toString())
    },
    close: () => theirs.close(),
  }
})

interface Rig {
  dis: DisServer
  streams: HuaweiStreams
  waits: number[]
}

async function opened(t: TestContext, change: Partial<HuaweiAccess> = {}, now = Date.now): Promise<Rig> {
  const dis = await startDisServer()
  t.after(() => dis.stop())
  const waits: number[] = []
  const streams = new HuaweiStreams({
    access: { ...ACCESS, endpoint: dis.endpoint, ...change },
    clock: { now },
    sleep: async (ms) => void waits.push(ms),
  })
  return { dis, streams, waits }
}

test('huawei: what is signed is the project of theirs, and the name that the template makes', async (t) => {
  const { dis, streams } = await opened(t, { template: 'v-{stream}' })
  await streams.put(PROJECT, 's', [record('a')], never)
  const [request] = dis.requests
  assert.equal(request?.path, '/v2/p-1/records')
  assert.match(
    String(request.headers.authorization),
    /^SDK-HMAC-SHA256 Credential=AK\/\d{8}\/eu-1\/dis\/sdk_request, SignedHeaders=content-type;host;x-sdk-date, Signature=/,
  )
  const tooLong = await opened(t, { template: '{project}-{stream}' })
  const [outcome] = await tooLong.streams.put(PROJECT, 's'.repeat(40), [record('a')], never)
  assert.ok(outcome?.kind === 'failed' && outcome.gone && /longer than 64/.test(outcome.reason))
  assert.equal(await tooLong.streams.exists(PROJECT, 's'.repeat(40)), false)
  assert.equal(tooLong.dis.requests.length, 0)
})

test('huawei: records that a good answer failed are put again, those alone, a little later each time', async (t) => {
  const { dis, streams, waits } = await opened(t)
  dis.next(
    { kind: 'partial', failed: ['b', 'c'], code: 'DIS.4303' },
    { kind: 'partial', failed: ['c'], code: 'DIS.5250' },
  )
  const outcomes = await streams.put(PROJECT, 's', ['a', 'b', 'c'].map(record), never)
  assert.deepEqual(
    outcomes.map(({ kind }) => kind),
    ['put', 'put', 'put'],
  )
  assert.deepEqual(
    dis.requests.map(({ data }) => data),
    [['a', 'b', 'c'], ['b', 'c'], ['c']],
  )
  assert.deepEqual(dis.stored, ['a', 'b', 'c'])
  assert.deepEqual(waits, [50, 100])
})

test('huawei: what fails for ever is left to later attempts; other codes are not tried again at once', async (t) => {
  const { dis, streams } = await opened(t)
  for (let i = 0; i < 6; i++) dis.next({ kind: 'partial', failed: ['b'], code: 'DIS.4303' })
  const [a, b] = await streams.put(PROJECT, 's', ['a', 'b'].map(record), never)
  assert.equal(a?.kind, 'put')
  assert.ok(b?.kind === 'failed' && !b.gone && b.retryAfterMs > 0 && /DIS\.4303/.test(b.reason))
  assert.equal(dis.requests.length, 6)
  dis.next({ kind: 'partial', failed: ['c'], code: 'DIS.4302' })
  const [c] = await streams.put(PROJECT, 's', [record('c')], never)
  assert.ok(c?.kind === 'failed' && /DIS\.4302: not now/.test(c.reason))
  assert.equal(dis.requests.length, 7)
})

test('huawei: a signature that is not taken is made again once, by the clock of the service', async (t) => {
  const now = Date.UTC(2026, 10, 24, 8)
  const { dis, streams } = await opened(t, {}, () => now)
  for (const status of [401, 407, 441]) {
    dis.next({ kind: 'status', status, date: new Date(now + 3_600_000) })
    const [outcome] = await streams.put(PROJECT, 's', [record(String(status))], never)
    assert.equal(outcome?.kind, 'put', JSON.stringify(outcome))
    assert.equal(dis.requests.at(-1)?.headers['x-sdk-date'], '20261124T090000Z')
  }
  for (let i = 0; i < 2; i++)
    dis.next({ kind: 'status', status: 441, body: { errorCode: 'DIS.4107', message: 'no' } })
  const [refused] = await streams.put(PROJECT, 's', [record('a')], never)
  assert.ok(
    refused?.kind === 'failed' && !refused.gone && /does not take the access key/.test(refused.reason),
  )
  assert.doesNotMatch(refused.reason, /SK-secret/)
})

test('huawei: refusals, nonsense and torn answers fail all records in words, and never hang', async (t) => {
  const { dis, streams } = await opened(t)
  const cases = [
    [
      { kind: 'status', status: 400, body: { errorCode: 'DIS.4301', message: 'x' } },
      /there is no such stream/,
    ],
    [
      { kind: 'status', status: 503, body: { errorCode: 'DIS.5000', message: 'later' } },
      /answered 503, DIS\.5000, later/,
    ],
    [{ kind: 'status', status: 302 }, /answered 302/],
    [{ kind: 'answer', text: '<html>' }, /does not tell of each record/],
    [{ kind: 'answer', text: '{"records":[]}' }, /does not tell of each record/],
    [{ kind: 'answer', text: '{"records":[null,{}]}' }, /no code/],
    [{ kind: 'cut' }, /s: ./],
    [{ kind: 'endless' }, /does not tell of each record/],
  ] as const
  for (const [behaviour, words] of cases) {
    dis.next(behaviour)
    const outcomes = await streams.put(PROJECT, 's', ['a', 'b'].map(record), never)
    assert.equal(outcomes.length, 2)
    for (const outcome of outcomes)
      assert.ok(
        outcome.kind === 'failed' && !outcome.gone && words.test(outcome.reason),
        JSON.stringify(outcome),
      )
  }
  const end = new AbortController()
  dis.next({ kind: 'silent' })
  const putting = streams.put(PROJECT, 's', [record('a')], end.signal)
  setTimeout(() => end.abort(), 200)
  const [outcome] = await putting
  assert.ok(outcome?.kind === 'failed' && /given up/.test(outcome.reason), JSON.stringify(outcome))
})

test('huawei: whether a stream is there is unknown where the service cannot be asked', async (t) => {
  const { dis, streams } = await opened(t)
  dis.next({ kind: 'status', status: 400, body: { errorCode: 'DIS.4301' } }, { kind: 'status', status: 500 })
  assert.equal(await streams.exists(PROJECT, 's'), false)
  assert.equal(await streams.exists(PROJECT, 's'), 'unknown')
  const away = await opened(t, { endpoint: `http://127.0.0.1:${await freePort()}` })
  assert.equal(await away.streams.exists(PROJECT, 's'), 'unknown')
  const [outcome] = await away.streams.put(PROJECT, 's', [record('a')], never)
  assert.ok(outcome?.kind === 'failed' && /ECONNREFUSED/.test(outcome.reason))
})
