/** Does Huawei Cloud's own SDK use the data streams, over a crash of the server? */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { BasicCredentials } from '@huaweicloud/huaweicloud-sdk-core'
import { DerivedAKSKSigner } from '@huaweicloud/huaweicloud-sdk-core/auth/DerivedAKSKSigner.js'
import { ClientBuilder } from '@huaweicloud/huaweicloud-sdk-core/ClientBuilder.js'
import { dataFolder, startVigia } from './testing/vigia.js'

/** Whatever the answer holds. */
// biome-ignore lint/suspicious/noExplicitAny: the SDK's own type for an answer without a model
type Answer = any

const REQUEST = { contentType: 'application/json', headers: {}, queryParams: {}, pathParams: {} }
const base64 = (text: string) => Buffer.from(text).toString('base64')

interface Call {
  method: string
  path: string
  data?: object
  query?: object
}

function dis(url: string, projectId: string, ak: string, sk: string) {
  const client = new ClientBuilder((hc) => hc)
    .withOptions({ axiosRequestConfig: { timeout: 30_000 } })
    .withEndpoint(url)
    .withCredential(new BasicCredentials().withAk(ak).withSk(sk).withProjectId(projectId))
    .build()
  return ({ method, path, data, query = {} }: Call): Promise<Answer> =>
    client.sendRequest({
      ...REQUEST,
      method,
      url: `/v2/{project_id}${path}`,
      pathParams: { project_id: projectId },
      queryParams: query,
      ...(data ? { data } : {}),
    } as Parameters<typeof client.sendRequest>[0])
}

test('a producer and a consumer on Huawei’s SDK: made, put, killed, gone on from the checkpoint, deleted', async (t) => {
  const dataDir = await dataFolder(t)
  const first = await startVigia(t, { dataDir })
  const { projectId } = first
  const { access, secret } = await first.client.keys.create('streams')
  const call = dis(first.url, projectId, access, secret)

  await call({ method: 'POST', path: '/streams', data: { stream_name: 'alarms', partition_count: 2 } })
  const listed = await call({ method: 'GET', path: '/streams', query: { limit: 5 } })
  assert.deepEqual([listed.total_number, listed.stream_names], [1, ['alarms']])
  const records = ['a', 'ü – 门', 'c'].map((text) => ({ data: base64(text), partition_key: 'job-1' }))
  const put = await call({ method: 'POST', path: '/records', data: { stream_name: 'alarms', records } })
  assert.equal(put.failed_record_count, 0)
  const partition = put.records[0].partition_id
  await call({ method: 'POST', path: '/apps', data: { app_name: 'reader' } })
  const cursor = await call({
    method: 'GET',
    path: '/cursors',
    query: { 'stream-name': 'alarms', 'partition-id': partition, 'cursor-type': 'TRIM_HORIZON' },
  })
  const read = await call({
    method: 'GET',
    path: '/records',
    query: { 'partition-cursor': cursor.partition_cursor, limit: 2 },
  })
  assert.deepEqual(
    read.records.map(({ data }: { data: string }) => Buffer.from(data, 'base64').toString()),
    ['a', 'ü – 门'],
  )
  const point = {
    app_name: 'reader',
    stream_name: 'alarms',
    partition_id: partition,
    checkpoint_type: 'LAST_READ',
  }
  const sequence_number = read.records[1].sequence_number
  await call({ method: 'POST', path: '/checkpoints', data: { ...point, sequence_number } })

  await first.end('SIGKILL')
  const second = await startVigia(t, { dataDir })
  const again = dis(second.url, projectId, access, secret)
  const kept = await again({ method: 'GET', path: '/checkpoints', query: point })
  assert.equal(kept.sequence_number, sequence_number)
  const next = await again({
    method: 'GET',
    path: '/cursors',
    query: {
      'stream-name': 'alarms',
      'partition-id': partition,
      'cursor-type': 'AFTER_SEQUENCE_NUMBER',
      'starting-sequence-number': kept.sequence_number,
    },
  })
  const rest = await again({
    method: 'GET',
    path: '/records',
    query: { 'partition-cursor': next.partition_cursor },
  })
  assert.deepEqual(
    rest.records.map(({ data }: { data: string }) => data),
    [base64('c')],
  )
  const wrong: Answer = await dis(
    second.url,
    projectId,
    access,
    'wrong'.repeat(8),
  )({
    method: 'GET',
    path: '/streams',
  }).then(
    () => assert.fail('the signature is wrong'),
    (error: unknown) => error,
  )
  assert.match(JSON.stringify(wrong), /DIS\.4100|401/)

  const request: Answer = {
    method: 'GET',
    endpoint: `${second.url}/v2/${projectId}/streams`,
    headers: {},
    queryParams: {},
  }
  const credential: Answer = {
    getAk: () => access,
    getSk: () => secret,
    getRegionId: () => 'eu-1',
    getDerivedAuthServiceName: () => 'dis',
  }
  const { host: _, ...headers } = DerivedAKSKSigner.sign(request, credential) as unknown as Record<
    string,
    string
  >
  const derived = await fetch(request.endpoint, { headers, signal: AbortSignal.timeout(30_000) })
  assert.equal(derived.status, 200, await derived.text())

  await again({ method: 'DELETE', path: '/apps/reader' })
  await again({ method: 'DELETE', path: '/streams/alarms' })
  assert.equal((await again({ method: 'GET', path: '/streams' })).total_number, 0)
})
