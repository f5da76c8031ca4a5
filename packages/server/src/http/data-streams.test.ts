/** The REST API of data streams as producers and consumers of DIS use it. */
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { makeKey, signedCall } from './signed-call.testing.js'
import {
  type Answer,
  createBody,
  createJob,
  SERVICE,
  secondProject,
  type TestApp,
  testApp,
} from './test-app.js'

const SHARD_0 = 'shardId-0000000000'
const MINUTE = 60_000

let t: TestApp
let base: string
before(async () => {
  t = await testApp()
  base = `/v2/${t.projectId}`
})
after(() => t.close())

const get = (path: string) => t.call('GET', `${base}${path}`)
const post = (path: string, body: unknown) => t.call('POST', `${base}${path}`, body)
const base64 = (text: string) => Buffer.from(text).toString('base64')
let made = 0
async function stream(change: object = {}): Promise<string> {
  // The rates are those of a second.
  t.pass(1_000)
  const name = `stream-${made++}`
  const answer = await post('/streams', { stream_name: name, ...change })
  assert.equal(answer.status, 201, JSON.stringify(answer.body))
  return name
}
const put = (name: string, records: object[]) => post('/records', { stream_name: name, records })
const cursorAt = (name: string, more: string, partition = '0') =>
  get(`/cursors?stream-name=${name}&partition-id=${partition}&${more}`)
async function texts(name: string, more = 'cursor-type=TRIM_HORIZON', partition = '0'): Promise<string[]> {
  const { body } = await cursorAt(name, more, partition)
  const read = await get(`/records?partition-cursor=${body.partition_cursor}`)
  assert.equal(read.status, 200, JSON.stringify(read.body))
  return read.body.records.map(({ data }: { data: string }) => Buffer.from(data, 'base64').toString())
}
function refused(answer: Answer, code: string, words: RegExp): void {
  assert.deepEqual([answer.body.errorCode, Object.keys(answer.body)], [code, ['errorCode', 'message']])
  assert.match(answer.body.message, words)
  assert.ok(answer.status >= 400)
}

test('a stream is made, listed, shown and deleted', async () => {
  const name = await stream({
    partition_count: 2,
    stream_type: 'ADVANCED',
    data_type: 'JSON',
    data_duration: 48,
  })
  const { body } = await get(`/streams/${name}`)
  assert.match(body.stream_id, /^[0-9a-f]{32}$/)
  assert.deepEqual(
    [body.stream_type, body.data_type, body.retention_period, body.status, body.create_time],
    ['ADVANCED', 'JSON', 48, 'RUNNING', t.now()],
  )
  assert.deepEqual(body.partitions, [
    {
      partition_id: SHARD_0,
      status: 'ACTIVE',
      hash_range: '[0 : 4611686018427387903]',
      sequence_number_range: '[0 : 0]',
    },
    {
      partition_id: 'shardId-0000000001',
      status: 'ACTIVE',
      hash_range: '[4611686018427387904 : 9223372036854775807]',
      sequence_number_range: '[0 : 0]',
    },
  ])
  const page = await get(`/streams/${name}?limit_partitions=1`)
  assert.deepEqual([page.body.partitions.length, page.body.has_more_partitions], [1, true])
  const rest = await get(`/streams/${name}?start_partitionId=${SHARD_0}`)
  assert.deepEqual([rest.body.partitions.length, rest.body.has_more_partitions], [1, false])
  const listed = await get('/streams?limit=100')
  assert.ok(listed.body.stream_names.includes(name))
  assert.equal(listed.body.total_number, listed.body.stream_info_list.length)
  assert.equal((await t.call('DELETE', `${base}/streams/${name}`)).status, 204)
  refused(await get(`/streams/${name}`), 'DIS.4301', /^stream_name: there is no stream/)
  refused(await t.call('DELETE', `${base}/streams/${name}`), 'DIS.4301', /there is no stream/)
})

test('records are put by key and read from a cursor on', async () => {
  const name = await stream()
  const answer = await put(name, [
    { data: base64('a'), partition_key: 'job' },
    { data: base64('b'), partition_key: 'job' },
  ])
  assert.deepEqual(answer.body, {
    failed_record_count: 0,
    records: [
      { partition_id: SHARD_0, sequence_number: '0' },
      { partition_id: SHARD_0, sequence_number: '1' },
    ],
  })
  const { body } = await cursorAt(name, 'cursor-type=TRIM_HORIZON', SHARD_0)
  const read = await get(`/records?partition-cursor=${body.partition_cursor}&limit=1`)
  assert.deepEqual(read.body.records, [
    {
      partition_key: 'job',
      sequence_number: '0',
      data: base64('a'),
      timestamp: t.now(),
      timestamp_type: 'CreateTime',
    },
  ])
  const next = await get(`/records?partition-cursor=${read.body.next_partition_cursor}`)
  assert.deepEqual(
    next.body.records.map((one: { sequence_number: string }) => one.sequence_number),
    ['1'],
  )
  const end = await get(`/records?partition-cursor=${next.body.next_partition_cursor}`)
  assert.deepEqual(end.body.records, [])
  await put(name, [{ data: base64('later') }])
  assert.equal(
    (await get(`/records?partition-cursor=${end.body.next_partition_cursor}`)).body.records.length,
    1,
  )
  const small = await get(`/records?partition-cursor=${body.partition_cursor}&max_fetch_bytes=1`)
  assert.equal(small.body.records.length, 1)
})

test('each type of cursor begins where it says', async () => {
  const name = await stream()
  for (const text of ['a', 'b', 'c']) {
    await put(name, [{ data: base64(text) }])
    t.pass(1_000)
  }
  assert.deepEqual(await texts(name), ['a', 'b', 'c'])
  assert.deepEqual(
    await texts(name, 'starting-sequence-number=1'),
    ['b', 'c'],
    'AT_SEQUENCE_NUMBER is the default',
  )
  assert.deepEqual(await texts(name, 'cursor-type=AFTER_SEQUENCE_NUMBER&starting-sequence-number=1'), ['c'])
  assert.deepEqual(await texts(name, 'cursor-type=LATEST'), [])
  assert.deepEqual(await texts(name, `cursor-type=AT_TIMESTAMP&timestamp=${t.now() - 2_000}`), ['b', 'c'])
  assert.deepEqual(await texts(name, `cursor-type=AT_TIMESTAMP&timestamp=${t.now() + 1}`), [])
  assert.deepEqual(
    await texts(name, 'cursor_type=TRIM_HORIZON'),
    ['a', 'b', 'c'],
    'underscores are taken, too',
  )
  refused(await cursorAt(name, 'cursor-type=AT_SEQUENCE_NUMBER'), 'DIS.4216', /^starting-sequence-number: /)
  refused(await cursorAt(name, 'cursor-type=AT_TIMESTAMP'), 'DIS.4200', /^timestamp: /)
  for (const number of ['4', '9223372036854775807'])
    refused(await cursorAt(name, `starting-sequence-number=${number}`), 'DIS.4224', /keeps 0 to 2/)
  refused(await cursorAt(name, 'cursor-type=LATEST', '7'), 'DIS.4302', /^partition-id: /)
  refused(await cursorAt('nowhere', 'cursor-type=LATEST'), 'DIS.4301', /^stream-name: /)
})

test('a cursor is good for 5 minutes, for its stream and its project', async () => {
  const name = await stream()
  const { body } = await cursorAt(name, 'cursor-type=LATEST')
  const read = `/records?partition-cursor=${body.partition_cursor}`
  t.pass(5 * MINUTE)
  assert.equal((await get(read)).status, 200)
  t.pass(1)
  refused(await get(read), 'DIS.4225', /older than 5 minutes/)
  refused(await get('/records?partition-cursor=abc'), 'DIS.4217', /^partition-cursor: /)
  refused(await get(`/records?partition-cursor=${base64('[1,2,3,4,5]')}`), 'DIS.4217', /^partition-cursor: /)
  const fresh = (await cursorAt(name, 'cursor-type=LATEST')).body.partition_cursor
  const other = await secondProject(t, 'of-cursors')
  const foreign = await t.call(
    'GET',
    `/v2/${other.projectId}/records?partition-cursor=${fresh}`,
    undefined,
    other.token,
  )
  refused(foreign, 'DIS.4217', /of this project/)
  await t.call('DELETE', `${base}/streams/${name}`)
  await post('/streams', { stream_name: name })
  refused(await get(`/records?partition-cursor=${fresh}`), 'DIS.4217', /of this project/)
})

test('partition_id wins over the hash, the hash over the key, and what cannot be placed is refused by itself', async () => {
  const name = await stream({ partition_count: 2 })
  const data = base64('x')
  const { body } = await put(name, [
    { data, partition_id: '1', explicit_hash_key: '0' },
    { data, partition_id: SHARD_0, explicit_hash_key: '9223372036854775807' },
    { data, explicit_hash_key: '0' },
    { data, explicit_hash_key: '9223372036854775807', partition_key: null },
    { data, partition_id: '2' },
    { data, explicit_hash_key: '9223372036854775808' },
  ])
  assert.equal(body.failed_record_count, 2)
  assert.deepEqual(
    body.records.map(({ partition_id, error_code }: Record<string, string>) => partition_id ?? error_code),
    ['shardId-0000000001', SHARD_0, SHARD_0, 'shardId-0000000001', 'DIS.4302', 'DIS.4200'],
  )
  const unkeyed = await put(name, [{ data }, { data }])
  assert.equal(new Set(unkeyed.body.records.map((one: { partition_id: string }) => one.partition_id)).size, 2)
})

test('a partition takes 1000 records or 1 MiB in a second, the rest is refused record by record', async () => {
  const name = await stream()
  const data = base64('x')
  const many = await put(
    name,
    Array.from({ length: 1_001 }, () => ({ data })),
  )
  assert.deepEqual([many.status, many.body.failed_record_count], [200, 1])
  assert.deepEqual(many.body.records[999].sequence_number, '999')
  assert.equal(many.body.records[1_000].error_code, 'DIS.4303')
  assert.match(many.body.records[1_000].error_message, /shardId-0000000000 takes no more in this second/)
  t.pass(1_000)
  const large = { data: base64('x'.repeat(700_000)) }
  const heavy = await put(name, [large, large])
  assert.equal(heavy.body.failed_record_count, 1)
  t.pass(1_000)
  assert.equal((await put(name, [large])).body.failed_record_count, 0)
  const wide = await stream({ partition_count: 2, stream_type: 'ADVANCED' })
  const both = await put(
    wide,
    Array.from({ length: 2_001 }, () => ({ data, partition_id: '1' })),
  )
  assert.equal(both.body.failed_record_count, 1)
  assert.equal((await put(wide, [{ data, partition_id: '0' }])).body.failed_record_count, 0)
})

test('a stream is made larger and smaller, by v2 and v3; what is in a closed partition is still read', async () => {
  const name = await stream({ partition_count: 2 })
  await put(name, [{ data: base64('kept'), partition_id: '1' }])
  const smaller = await t.call('PUT', `${base}/streams/${name}`, { target_partition_count: 1 })
  assert.deepEqual(smaller.body, { stream_name: name, current_partition_count: 2, target_partition_count: 1 })
  const { body } = await get(`/streams/${name}`)
  assert.deepEqual([body.writable_partition_count, body.readable_partition_count], [1, 2])
  assert.deepEqual(body.partitions[1], {
    partition_id: 'shardId-0000000001',
    status: 'DELETED',
    sequence_number_range: '[0 : 1]',
  })
  assert.deepEqual(await texts(name, 'cursor-type=TRIM_HORIZON', '1'), ['kept'])
  const closed = await put(name, [{ data: base64('x'), partition_id: '1' }])
  assert.equal(closed.body.records[0].error_code, 'DIS.4319')
  const larger = await t.call('PUT', `/v3/${t.projectId}/streams/${name}`, {
    target_partition_count: 3,
    data_duration: 72,
  })
  assert.equal(larger.body.target_partition_count, 3)
  const shown = (await get(`/streams/${name}`)).body
  assert.deepEqual([shown.writable_partition_count, shown.retention_period], [3, 72])
  refused(await t.call('PUT', `/v3/${t.projectId}/streams/${name}`, {}), 'DIS.4200', /^body: give/)
  refused(await t.call('PUT', `${base}/streams/nowhere`, { data_duration: 9 }), 'DIS.4301', /^stream_name: /)
})

test('apps keep checkpoints, and tell how far they have come', async () => {
  const name = await stream({ partition_count: 2 })
  assert.equal((await post('/apps', { app_name: 'reader' })).status, 201)
  refused(await post('/apps', { app_name: 'reader' }), 'DIS.4330', /^app_name: /)
  await put(
    name,
    [0, 1, 2].map((i) => ({ data: base64(String(i)), partition_id: '0' })),
  )
  const point = { app_name: 'reader', stream_name: name, partition_id: '0', checkpoint_type: 'LAST_READ' }
  const query = `/checkpoints?${new URLSearchParams(point)}`
  assert.deepEqual((await get(query)).body, { sequence_number: '', metadata: '' })
  const saved = await post('/checkpoints', { ...point, sequence_number: '1', metadata: 'where' })
  assert.equal(saved.status, 201, JSON.stringify(saved.body))
  assert.deepEqual((await get(query)).body, { sequence_number: '1', metadata: 'where' })
  assert.deepEqual((await get(`/apps/reader/streams/${name}`)).body, {
    stream_name: name,
    app_name: 'reader',
    has_more: false,
    partition_consuming_states: [
      {
        partition_id: SHARD_0,
        sequence_number: '1',
        latest_offset: 3,
        earliest_offset: 0,
        checkpoint_type: 'LAST_READ',
        status: 'ACTIVE',
      },
      {
        partition_id: 'shardId-0000000001',
        sequence_number: '-1',
        latest_offset: 0,
        earliest_offset: 0,
        checkpoint_type: 'LAST_READ',
        status: 'ACTIVE',
      },
    ],
  })
  const app = (await get('/apps/reader')).body
  assert.deepEqual([app.app_name, app.commit_checkpoint_stream_names], ['reader', [name]])
  await post('/apps', { app_name: 'second' })
  const page = (await get('/apps?limit=1')).body
  assert.deepEqual([page.total_number, page.has_more_app, page.apps[0].app_name], [2, true, 'reader'])
  assert.equal((await get(`/apps?stream_name=${name}`)).body.total_number, 1)
  assert.equal((await t.call('DELETE', `${base}${query}`)).status, 204)
  assert.equal((await get(query)).body.sequence_number, '')
  refused(
    await post('/checkpoints', { ...point, partition_id: '9', sequence_number: '1' }),
    'DIS.4302',
    /^partition_id: /,
  )
  refused(
    await post('/checkpoints', { ...point, app_name: 'none', sequence_number: '1' }),
    'DIS.4332',
    /^app_name: /,
  )
  assert.equal((await t.call('DELETE', `${base}/apps/reader`)).status, 204)
  refused(await get('/apps/reader'), 'DIS.4332', /^app_name: /)
})

test('refusals have the shape of DIS, whoever refuses', async () => {
  const name = await stream()
  refused(await post('/streams', { stream_name: name }), 'DIS.4307', /^stream_name: /)
  refused(await post('/streams', { stream_name: 'a b' }), 'DIS.4200', /^stream_name: /)
  refused(await put(name, [{ data: 'no base64!' }]), 'DIS.4200', /^records\[0\]\.data: /)
  refused(await put('nowhere', [{ data: '' }]), 'DIS.4301', /^stream_name: /)
  refused(await t.call('GET', `${base}/streams`, undefined, null), 'DIS.4100', /^X-Auth-Token: /)
  refused(await t.call('PUT', `/v3/${'f'.repeat(32)}/streams/x`, {}), 'DIS.4100', /^project_id: /)
  const tasks = await t.call('POST', `${base}/streams/${name}/transfer-tasks`, {})
  refused(tasks, 'DIS.4404', /dump tasks are not available/)
  const protobuf = await t.app.inject({
    method: 'POST',
    url: `${base}/records`,
    headers: { 'x-auth-token': t.token, 'content-type': 'application/x-protobuf;charset=utf-8' },
    payload: Buffer.from([10, 1, 97]),
  })
  refused({ status: protobuf.statusCode, body: protobuf.json(), headers: {} }, 'DIS.4200', /^Content-Type: /)
})

test('signatures bound to dis are taken, and refused in the shape of DIS', async () => {
  const key = await makeKey(t)
  const day = new Date(t.now()).toISOString().slice(0, 10).replaceAll('-', '')
  const forms = [
    { algorithm: 'SDK-HMAC-SHA256', scope: undefined },
    { algorithm: 'SDK-HMAC-SHA256', scope: `${day}/eu-1/dis/sdk_request` },
    { algorithm: 'V11-HMAC-SHA256', scope: `${day}/eu-1/dis` },
  ]
  const name = await stream()
  const body = JSON.stringify({ stream_name: name, records: [{ data: base64('signed') }] })
  for (const form of forms) {
    const signing = { method: 'POST' as const, path: `${base}/records/`, body, at: t.now(), form }
    assert.equal((await signedCall(t, key, signing)).status, 200, form.scope ?? form.algorithm)
    const wrong = await signedCall(t, { ...key, secret: 'wrong'.repeat(8) }, signing)
    assert.deepEqual([wrong.status, wrong.body.errorCode], [401, 'DIS.4100'])
  }
  assert.equal((await texts(name)).length, 3)
})

test('a project has so many streams and no more, and sees none of another', async () => {
  const other = await secondProject(t, 'of-streams')
  const theirs = `/v2/${other.projectId}/streams`
  await t.stores.identity.setQuotas(other.projectId, { data_streams: 1 })
  const make = (name: string) => t.call('POST', theirs, { stream_name: name }, other.token)
  assert.equal((await make('theirs')).status, 201)
  refused(await make('more'), 'DIS.4308', /^quota: the project has 1 data streams and may have 1/)
  refused(await get('/streams/theirs'), 'DIS.4301', /there is no stream theirs/)
  assert.deepEqual((await t.call('GET', theirs, undefined, other.token)).body.stream_names, ['theirs'])
})

test('a job sends to a stream that is there, and is refused another by name', async () => {
  const name = await stream()
  const id = await createJob(t, { name: 'to-stream', output: { dis: { stream_name: name } } })
  const shown = await t.call('GET', `${base}/tasks/${id}`)
  assert.deepEqual(shown.body.output.dis, { stream_name: name })
  const path = `${base}/services/${SERVICE}/tasks`
  const answer = await t.call(
    'POST',
    path,
    createBody({ name: 'lost', output: { dis: { stream_name: 'nowhere' } } }),
  )
  assert.deepEqual([answer.status, answer.body.error_code], [400, 'VIAS.00010002'])
  assert.match(answer.body.detail, /^output\.dis\.stream_name: there is no data stream nowhere.*POST \/v2/)
})
