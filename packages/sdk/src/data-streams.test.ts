import assert from 'node:assert/strict'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { type TestContext, test } from 'node:test'
import { VigiaClient } from './client.js'
import type { VigiaError } from './errors.js'

/** Answers each request with the next of these, and tells what it was asked. */
async function serve(t: TestContext, answers: (object | [status: number, body: object])[]) {
  const seen: string[] = []
  const server = createServer(async (request, response) => {
    let body = ''
    for await (const chunk of request) body += String(chunk)
    seen.push(`${request.method} ${request.url}${body}`)
    const answer = answers.shift() ?? [500, { errorCode: 'DIS.5000', message: 'asked too often' }]
    const [status, json] = Array.isArray(answer) ? answer : [200, answer]
    response.writeHead(status).end(JSON.stringify(json))
  })
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done))
  t.after(() => {
    server.closeAllConnections()
    return new Promise((done) => server.close(done))
  })
  const { port } = server.address() as AddressInfo
  const client = new VigiaClient({ baseUrl: `http://127.0.0.1:${port}`, token: 'T', projectId: 'p' })
  return { streams: client.dataStreams, seen }
}

const refusal = (errorCode: string): [number, object] => [400, { errorCode, message: `field: ${errorCode}` }]
const stream = (range: string) => ({
  partitions: [{ partition_id: 'shardId-0000000000', status: 'ACTIVE', sequence_number_range: range }],
})
const found = (next: string, ...numbers: number[]) => ({
  next_partition_cursor: next,
  records: numbers.map((number) => ({
    partition_key: 'k',
    sequence_number: String(number),
    data: btoa(`r${number}`),
    timestamp: 1,
  })),
})
const partition = 'partition-id=shardId-0000000000'

test('what the streams refuse is told with their code', async (t) => {
  const { streams } = await serve(t, [refusal('DIS.4301')])
  await assert.rejects(
    streams.get('a/b'),
    ({ status, code, detail }: VigiaError) =>
      status === 400 && code === 'DIS.4301' && detail === 'field: DIS.4301',
  )
})

test('text and bytes are put as base64, of any size', async (t) => {
  const { streams, seen } = await serve(t, [{ failed_record_count: 0, records: [] }])
  const bytes = new Uint8Array(300_000).fill(255)
  await streams.put('s', [
    { data: '门', key: 'k' },
    { data: bytes, partitionId: '1' },
  ])
  assert.deepEqual(JSON.parse(seen[0]!.slice('POST /v2/p/records'.length)), {
    stream_name: 's',
    records: [
      { data: Buffer.from('门').toString('base64'), partition_key: 'k' },
      { data: Buffer.from(bytes).toString('base64'), partition_id: '1' },
    ],
  })
})

test('a cursor that ended while a record was worked on is renewed behind it, past what was dropped', async (t) => {
  const { streams, seen } = await serve(t, [
    stream('[0 : 1]'),
    { partition_cursor: 'c0' },
    found('c1', 0),
    stream('[0 : 3]'),
    refusal('DIS.4225'),
    refusal('DIS.4224'),
    { partition_cursor: 'c2' },
    found('c3', 2),
  ])
  const numbers: string[] = []
  for await (const { sequenceNumber } of streams.read('s')) {
    numbers.push(sequenceNumber)
    if (numbers.length === 2) break
  }
  assert.deepEqual(numbers, ['0', '2'])
  assert.deepEqual(seen.slice(4), [
    'GET /v2/p/records?partition-cursor=c1',
    `GET /v2/p/cursors?stream-name=s&${partition}&starting-sequence-number=1`,
    `GET /v2/p/cursors?stream-name=s&${partition}&cursor-type=TRIM_HORIZON`,
    'GET /v2/p/records?partition-cursor=c2',
  ])
})

test('from the newest on: by number, so that what comes before the first look is not lost', async (t) => {
  const { streams, seen } = await serve(t, [stream('[3 : 7]'), { partition_cursor: 'c0' }, found('c1', 7)])
  for await (const { sequenceNumber } of streams.read('s', { from: 'newest' })) {
    assert.equal(sequenceNumber, '7')
    break
  }
  assert.match(seen[1]!, /starting-sequence-number=7$/)
})

test('an app that another reader makes at the same moment is used; other failures end the loop', async (t) => {
  const { streams, seen } = await serve(t, [
    refusal('DIS.4332'),
    refusal('DIS.4330'),
    stream('[0 : 9]'),
    { sequence_number: '4', metadata: '' },
    { partition_cursor: 'c0' },
    refusal('DIS.4301'),
  ])
  await assert.rejects(
    streams.read('s', { app: 'reader' }).next(),
    ({ code }: VigiaError) => code === 'DIS.4301',
  )
  assert.match(seen[4]!, /starting-sequence-number=5$/)
})
