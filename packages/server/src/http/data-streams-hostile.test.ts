/** Data streams and clients that ask for what they must not have, or at the wrong moment. */
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { type Answer, PASSWORD, secondProject, type TestApp, testApp } from './test-app.js'

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
const put = (name: string, ...texts: string[]) =>
  post('/records', { stream_name: name, records: texts.map((text) => ({ data: base64(text) })) })
let made = 0
async function stream(change: object = {}): Promise<string> {
  t.pass(1_000)
  const name = `stream-${made++}`
  assert.equal((await post('/streams', { stream_name: name, ...change })).status, 201)
  return name
}
async function oldest(name: string): Promise<string> {
  const { body } = await get(`/cursors?stream-name=${name}&partition-id=0&cursor-type=TRIM_HORIZON`)
  return body.partition_cursor
}
function refused({ body, status }: Answer, code: string, words: RegExp): void {
  assert.deepEqual(
    [body.errorCode, Object.keys(body)],
    [code, ['errorCode', 'message']],
    JSON.stringify(body),
  )
  assert.match(body.message, words)
  assert.ok(status >= 400)
}

test('junk in base64 is refused, not stored as something else', async () => {
  const name = await stream()
  const raw = (data: unknown) => post('/records', { stream_name: name, records: [{ data }] })
  for (const junk of ['A', 'QUJDR', 'A===', '=', 'QQ=Q', 'QQ\n', 'QQ-_', 'ü', null, 7])
    refused(await raw(junk), 'DIS.4200', /^records\[0\]\.data: /)
  for (const [data, text] of [
    ['', ''],
    ['QQ', 'A'],
    ['QQ==', 'A'],
    ['QUI', 'AB'],
    ['QUJD', 'ABC'],
  ] as const) {
    assert.equal((await raw(data)).body.failed_record_count, 0, data)
    const { body } = await get(`/records?partition-cursor=${await oldest(name)}`)
    assert.equal(Buffer.from(body.records.at(-1).data, 'base64').toString(), text)
  }
  t.pass(1_000)
  const most = Buffer.alloc(1_048_576, 'x').toString('base64')
  assert.equal((await raw(most)).body.failed_record_count, 0)
  refused(await raw(`${most}AAAA`), 'DIS.4200', /^records\[0\]\.data: /)
  refused(await raw('A'.repeat(9_000_000)), 'DIS.4200', /body|large/i)
})

test('an answer is bounded in bytes, keys included', async () => {
  const name = await stream()
  for (let i = 0; i < 3; i++) {
    t.pass(1_000)
    const records = Array.from({ length: 1_000 }, () => ({ data: '', partition_key: 'ü'.repeat(1_000) }))
    assert.equal((await post('/records', { stream_name: name, records })).body.failed_record_count, 0)
  }
  const { body } = await get(`/records?limit=10000&partition-cursor=${await oldest(name)}`)
  assert.equal(body.records.length, Math.floor(2_097_152 / 2_064))
})

test('names cannot carry anything but a name', async () => {
  for (const name of [
    'a\r\nx-evil: 1',
    'a\n',
    '../b',
    'a/b',
    'a\0',
    '',
    'ü',
    '*',
    '>',
    'a.b',
    'x'.repeat(65),
  ]) {
    refused(await post('/streams', { stream_name: name }), 'DIS.4200', /^stream_name: /)
    if (name === '') continue
    const answer = await get(`/streams/${encodeURIComponent(name)}`)
    refused(answer, 'DIS.4200', /^stream_name: /)
    assert.equal(answer.headers['x-evil'], undefined)
  }
})

test('a cursor that somebody wrote himself shows nothing but what his project has', async () => {
  const name = await stream()
  await put(name, 'a')
  const { body } = await get(`/streams/${name}`)
  const cursor = (...parts: unknown[]) => Buffer.from(JSON.stringify(parts)).toString('base64url')
  const read = (text: string) => get(`/records?partition-cursor=${text}`)
  const far = Number.MAX_SAFE_INTEGER
  const ahead = await read(cursor(name, body.stream_id, 0, far, t.now()))
  assert.deepEqual([ahead.status, ahead.body.records], [200, []])
  assert.deepEqual((await read(cursor(name, body.stream_id, far, 0, t.now()))).body.records, [])
  const other = await secondProject(t, 'of-forgers')
  const theirs = `/v2/${other.projectId}`
  await t.call('POST', `${theirs}/streams`, { stream_name: name }, other.token)
  const own = (await t.call('GET', `${theirs}/streams/${name}`, undefined, other.token)).body.stream_id
  for (const wrong of [
    cursor(name, own, 0, 0, t.now()),
    cursor(name, body.stream_id, -1, 0, t.now()),
    cursor(name, body.stream_id, 0, 0.5, t.now()),
    cursor(name, body.stream_id, 0, 1e300, t.now()),
    cursor({}, body.stream_id, 0, 0, t.now()),
    Buffer.from('{"length":5}').toString('base64url'),
    Buffer.from('null').toString('base64url'),
  ])
    refused(await read(wrong), 'DIS.4217', /^partition-cursor: /)
  refused(await read('A'.repeat(513)), 'DIS.4200', /^partition-cursor: /)
  refused(await read(''), 'DIS.4200', /^partition-cursor: /)
  for (const limits of [
    'limit=10001',
    'limit=0',
    'limit=1e9',
    'max_fetch_bytes=10485761',
    'max_fetch_bytes=-1',
  ])
    refused(
      await get(`/records?partition-cursor=${await oldest(name)}&${limits}`),
      'DIS.4200',
      /^(limit|max_)/,
    )
})

test('checkpoints go back where somebody wants that, and never beyond what a number holds', async () => {
  const name = await stream()
  await post('/apps', { app_name: 'reader' })
  const point = { app_name: 'reader', stream_name: name, partition_id: '0', checkpoint_type: 'LAST_READ' }
  const save = (sequence_number: unknown) => post('/checkpoints', { ...point, sequence_number })
  const saved = async () => (await get(`/checkpoints?${new URLSearchParams(point)}`)).body.sequence_number
  for (const [given, kept] of [
    ['9223372036854775807', '9223372036854775807'],
    ['0000000000000000005', '5'],
    ['0', '0'],
  ] as const) {
    assert.equal((await save(given)).status, 201, given)
    assert.equal(await saved(), kept)
  }
  for (const wrong of ['9223372036854775808', '9999999999999999999', '-1', '1e3', '', '0'.repeat(20)])
    refused(await save(wrong), 'DIS.4200', /^sequence_number: /)
  assert.equal(await saved(), '0')
})

test('partitions that are closed while records are given their places: they go to those that are open', async () => {
  const name = await stream({ partition_count: 5 })
  const store = t.stores.dataStreams
  const { append } = store
  const meanwhile = (happens: () => Promise<unknown>) => {
    store.append = async (...given) => {
      store.append = append
      await happens()
      return append(...given)
    }
  }
  meanwhile(() => t.call('PUT', `${base}/streams/${name}`, { target_partition_count: 1 }))
  const { status, body } = await put(name, 'a', 'b', 'c', 'd', 'e')
  assert.deepEqual([status, body.failed_record_count], [200, 0])
  assert.deepEqual(
    body.records.map((one: { sequence_number: string }) => one.sequence_number),
    ['0', '1', '2', '3', '4'],
  )
  meanwhile(() => t.call('DELETE', `${base}/streams/${name}`))
  refused(await put(name, 'late'), 'DIS.4301', /^stream_name: /)
})

test('what is dropped in the middle of a read is passed over, and cannot be begun with', async () => {
  const name = await stream({ data_duration: 1 })
  await put(name, 'a', 'b')
  t.pass(59 * 60_000)
  await put(name, 'c')
  const first = await get(`/records?limit=1&partition-cursor=${await oldest(name)}`)
  assert.equal(first.body.records[0].sequence_number, '0')
  t.pass(2 * 60_000)
  await t.stores.dataStreams.prune(t.now())
  const rest = await get(`/records?partition-cursor=${first.body.next_partition_cursor}`)
  assert.deepEqual(
    rest.body.records.map((one: { sequence_number: string }) => one.sequence_number),
    ['2'],
  )
  const dropped = await get(`/cursors?stream-name=${name}&partition-id=0&starting-sequence-number=1`)
  refused(dropped, 'DIS.4224', /keeps 2 to 2; use TRIM_HORIZON/)
})

test('a stream that is deleted while a client reads and notes where it is: each call tells', async () => {
  const name = await stream()
  await put(name, 'a', 'b')
  const cursor = await oldest(name)
  await post('/apps', { app_name: 'late' })
  const store = t.stores.dataStreams
  const { putCheckpoint } = store
  store.putCheckpoint = async (...given) => {
    Reflect.deleteProperty(store, 'putCheckpoint')
    assert.equal((await t.call('DELETE', `${base}/streams/${name}`)).status, 204)
    return putCheckpoint.call(store, ...given)
  }
  const point = { app_name: 'late', stream_name: name, partition_id: '0', checkpoint_type: 'LAST_READ' }
  refused(await post('/checkpoints', { ...point, sequence_number: '1' }), 'DIS.4301', /^stream_name: /)
  refused(await get(`/records?partition-cursor=${cursor}`), 'DIS.4217', /^partition-cursor: /)
})

test('viewers read, and neither put nor make nor note anything', async () => {
  const name = await stream()
  await put(name, 'a')
  await post('/apps', { app_name: 'of-all' })
  const user = { name: 'onlooker', password: PASSWORD }
  const { id } = (await t.call('POST', '/v3/users', { user })).body.user
  const given = await t.call('PUT', `/v3/projects/${t.projectId}/users/${id}/roles/viewer`)
  assert.equal(given.status, 204, JSON.stringify(given.body))
  const identity = { methods: ['password'], password: { user: { id, password: PASSWORD } } }
  const scope = { project: { id: t.projectId } }
  const signedIn = await t.call('POST', '/v3/auth/tokens', { auth: { identity, scope } }, null)
  const token = String(signedIn.headers['x-subject-token'])
  const as = (method: 'GET' | 'POST' | 'PUT' | 'DELETE', path: string, sent?: object) =>
    t.call(method, `${base}${path}`, sent, token)
  assert.equal((await as('GET', `/records?partition-cursor=${await oldest(name)}`)).body.records.length, 1)
  const point = { app_name: 'of-all', stream_name: name, partition_id: '0', checkpoint_type: 'LAST_READ' }
  for (const answer of [
    await as('POST', '/records', { stream_name: name, records: [{ data: 'QQ==' }] }),
    await as('POST', '/streams', { stream_name: 'mine' }),
    await as('PUT', `/streams/${name}`, { data_duration: 1 }),
    await as('DELETE', `/streams/${name}`),
    await as('POST', '/apps', { app_name: 'mine' }),
    await as('POST', '/checkpoints', { ...point, sequence_number: '0' }),
    await as('DELETE', `/checkpoints?${new URLSearchParams(point)}`),
  ])
    refused(answer, 'DIS.4100', /viewer|operator|role/)
  assert.equal((await get(`/records?partition-cursor=${await oldest(name)}`)).body.records.length, 1)
})

test('a frozen project takes nothing more, and is read and emptied; one with streams is not deleted', async () => {
  const other = await secondProject(t, 'frozen')
  const as = (method: 'GET' | 'POST' | 'DELETE', path: string, sent?: object) =>
    t.call(method, `/v2/${other.projectId}${path}`, sent, other.token)
  await as('POST', '/streams', { stream_name: 's' })
  const records = [{ data: 'QQ==' }]
  await as('POST', '/records', { stream_name: 's', records })
  const whole = `/v3/projects/${other.projectId}`
  await t.call('POST', `${whole}/freeze`, { reason: 'not paid' })
  refused(await as('POST', '/records', { stream_name: 's', records }), 'DIS.4100', /frozen \(not paid\)/)
  refused(await as('POST', '/streams', { stream_name: 'more' }), 'DIS.4100', /frozen/)
  const { body } = await as('GET', '/cursors?stream-name=s&partition-id=0&cursor-type=TRIM_HORIZON')
  assert.equal((await as('GET', `/records?partition-cursor=${body.partition_cursor}`)).body.records.length, 1)
  const kept = await t.call('DELETE', whole)
  assert.equal(kept.status, 409)
  assert.match(JSON.stringify(kept.body), /data streams \(1\)/)
  assert.equal((await as('DELETE', '/streams/s')).status, 204)
  assert.equal((await t.call('DELETE', whole)).status, 204)
})
