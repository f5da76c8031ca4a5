import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { createBody, createJob, SERVICE, type TestApp, testApp } from './test-app.js'

let t: TestApp
before(async () => {
  t = await testApp()
})
after(() => t.close())

const create = (body: unknown, service = SERVICE) =>
  t.call('POST', `/v2/${t.projectId}/services/${service}/tasks`, body)
const url = (address: string) => ({ input: { type: 'url', data: [{ url: address }] } })
const data = (member: object) => ({ input: { type: 'url', data: [{ url: 'rtsp://10.0.0.9/a', ...member }] } })
const webhook = (member: object) => ({
  output: { webhook: { url: 'https://a.example/', headers: { a: 'b' }, ...member } },
})
const schedule = (member: object) => ({
  schedule: { type: 'weekly', timezone: '+08:00', days_of_week: [1], ...member },
})
const headers = (n: number) => Object.fromEntries(Array.from({ length: n }, (_, i) => [`X-${i}`, 'v']))
const inputs = (n: number) => ({
  input: { type: 'url', data: Array.from({ length: n }, (_, i) => ({ url: `rtsp://10.0.0.9/${i}` })) },
})

/** What is wrong, and how the answer's detail begins. */
const REFUSED: [string, Record<string, unknown>, string][] = [
  ['no name', { name: undefined }, 'name: is required'],
  ['empty name', { name: '' }, 'name: must match pattern'],
  ['name of 101', { name: 'a'.repeat(101) }, 'name: must match pattern'],
  ['name with a space', { name: 'a b' }, 'name: must match pattern'],
  ['name that is no text', { name: 5 }, 'name: must be string'],
  [
    'description of 501',
    { description: 'd'.repeat(501) },
    'description: must NOT have more than 500 characters',
  ],
  ['no input', { input: undefined }, 'input: is required'],
  [
    'unknown input type',
    { input: { type: 'tape', data: [{}] } },
    'input.type: must be equal to one of the allowed values (video_source, obs',
  ],
  ['no input data', { input: { type: 'url', data: [] } }, 'input.data: must NOT have fewer than 1 items'],
  ['51 inputs', inputs(51), 'input.data: must NOT have more than 50 items'],
  ['url input without url', { input: { type: 'url', data: [{}] } }, 'input.data[0].url: is required'],
  ['scheme', url('gopher://a.b/c'), 'input.data[0].url: must match pattern'],
  ['url with a space', url('rtsp://a b/c'), 'input.data[0].url: must match pattern'],
  [
    'url of 1001',
    url(`http://a/${'b'.repeat(992)}`),
    'input.data[0].url: must NOT have more than 1000 characters',
  ],
  ['refused source', url('rtsp://refused/1'), 'input.data[0].url: 127.0.0.1 is a loopback address'],
  [
    'second url',
    { input: { type: 'url', data: [{ url: 'rtsp://a/b' }, { url: 'x' }] } },
    'input.data[1].url: must match',
  ],
  ['index 50', data({ index: 50 }), 'input.data[0].index: must be <= 49'],
  [
    'index twice',
    {
      input: {
        type: 'url',
        data: [
          { url: 'rtsp://a/b', index: 3 },
          { url: 'rtsp://a/c', index: 3 },
        ],
      },
    },
    'input.data[1].index: 3 is there twice',
  ],
  ['stream_name', data({ stream_name: 'a.b' }), 'input.data[0].stream_name: must match pattern'],
  [
    'stream_name of 81',
    data({ stream_name: 'a'.repeat(81) }),
    'input.data[0].stream_name: must match pattern',
  ],
  ['bucket', data({ bucket: 'A' }), 'input.data[0].bucket: must match pattern'],
  ['path of 1024', data({ path: 'a'.repeat(1024) }), 'input.data[0].path: must NOT have more than 1023'],
  ['path with //', data({ path: 'a//b' }), 'input.data[0].path: must match pattern'],
  [
    'source headers',
    data({ headers: headers(11) }),
    'input.data[0].headers: must NOT have more than 10 properties',
  ],
  [
    'certificate_check',
    data({ certificate_check: 'yes' }),
    'input.data[0].certificate_check: must be boolean',
  ],
  [
    'rtsp path',
    data({ rtsp_path_in_response: 'a'.repeat(1025) }),
    'input.data[0].rtsp_path_in_response: must NOT',
  ],
  ['device_id', data({ device_id: '1#2' }), 'input.data[0].device_id: must match pattern'],
  ['stream_type 0', data({ stream_type: 0 }), 'input.data[0].stream_type: must be >= 1'],
  ['stream_type 4', data({ stream_type: 4 }), 'input.data[0].stream_type: must be <= 3'],
  ['edge device of 64', data({ id: 'a'.repeat(64) }), 'input.data[0].id: must match pattern'],
  ['video_source_id', data({ video_source_id: 'abc' }), 'input.data[0].video_source_id: must match pattern'],
  [
    'vcn port',
    {
      input: { type: 'vcn', data: [{}], vcn: { ip: '10.0.0.1', port: 65536, username: 'u', password: 'p' } },
    },
    'input.vcn.port: must be <= 65535',
  ],
  [
    'vcn ip',
    { input: { type: 'vcn', data: [{}], vcn: { ip: '10.0.0.256', port: 1, username: 'u', password: 'p' } } },
    'input.vcn.ip: must match format "ipv4"',
  ],
  [
    'vcn user with a line break',
    {
      input: { type: 'vcn', data: [{}], vcn: { ip: '10.0.0.1', port: 1, username: 'a\nb', password: 'p' } },
    },
    'input.vcn.username: must match pattern',
  ],
  [
    'vcn password',
    { input: { type: 'vcn', data: [{}], vcn: { ip: '10.0.0.1', port: 1, username: 'u' } } },
    'input.vcn.password: is required',
  ],
  ['no output', { output: undefined }, 'output: is required'],
  ['empty output', { output: {} }, 'output: name at least one channel'],
  ['event centre off', { output: { event_center: false } }, 'output: name at least one channel'],
  ['event centre 2', { output: { event_center: 2 } }, 'output.event_center: is none of the kinds'],
  [
    'webhook without headers',
    { output: { webhook: { url: 'https://a.example/' } } },
    'output.webhook.headers: is required',
  ],
  [
    'webhook with 0 headers',
    webhook({ headers: {} }),
    'output.webhook.headers: must NOT have fewer than 1 properties',
  ],
  [
    'webhook with 11 headers',
    webhook({ headers: headers(11) }),
    'output.webhook.headers: must NOT have more than 10 properties',
  ],
  ['header value', webhook({ headers: { a: 5 } }), 'output.webhook.headers.a: must be string'],
  ['header name', webhook({ headers: { 'a b': 'c' } }), 'output.webhook.headers.a b: is no HTTP header name'],
  ['header with line break', webhook({ headers: { a: 'b\r\nc: d' } }), 'output.webhook.headers.a: may hold'],
  [
    'reserved header',
    webhook({ headers: { Host: 'a' } }),
    'output.webhook.headers.Host: is set by HTTP itself',
  ],
  ['masked header', webhook({ headers: { a: '******' } }), 'output.webhook.headers.a: the value is masked'],
  ['header twice', webhook({ headers: { a: '1', A: '2' } }), 'output.webhook.headers.A: is there twice'],
  ['webhook by rtsp', webhook({ url: 'rtsp://a.example/b' }), 'output.webhook.url: must begin with http'],
  [
    'webhook url of 1001',
    webhook({ url: `http://a/${'b'.repeat(992)}` }),
    'output.webhook.url: must NOT have more than 1000',
  ],
  [
    'refused webhook',
    webhook({ url: 'http://refused/1' }),
    'output.webhook.url: 10.0.0.1 is a private address',
  ],
  [
    'category twice',
    webhook({ data_category: ['a', 'a'] }),
    'output.webhook.data_category: must NOT have duplicate items',
  ],
  [
    '11 categories',
    webhook({ data_category: Array.from({ length: 11 }, String) }),
    'output.webhook.data_category: must NOT have more than 10 items',
  ],
  [
    'DIS stream of 65',
    { output: { dis: { stream_name: 'a'.repeat(65) } } },
    'output.dis.stream_name: must match pattern',
  ],
  [
    'OBS path without room for names',
    { output: { obs: { bucket: 'results', path: 'a'.repeat(1_000) } } },
    'output.obs.path: has more than 928 bytes',
  ],
  ['OBS bucket', { output: { obs: { bucket: 'A', path: 'a' } } }, 'output.obs.bucket: must match pattern'],
  ['OBS path', { output: { obs: { bucket: 'abc', path: '/a' } } }, 'output.obs.path: must match pattern'],
  [
    'a channel of CampusGo beside another',
    { output: { event_center: true, localpath: { mount_source_path: '/a' } } },
    'output.localpath: is a channel of older services',
  ],
  [
    'a channel of VAS',
    { output: { hosting: { obs: [] } } },
    'output.hosting: is a channel of older services',
  ],
  ['OBS without path', { output: { obs: { bucket: 'results' } } }, 'output.obs.path: is required'],
  ['schedule without windows', schedule({}), 'schedule.periods: '],
  [
    'schedule type',
    schedule({ type: 'daily' }),
    'schedule.type: must be equal to one of the allowed values (weekly, monthly)',
  ],
  ['schedule zone', schedule({ timezone: '8' }), 'schedule.timezone: must match pattern'],
  ['schedule without zone', { schedule: { type: 'weekly' } }, 'schedule.timezone: is required'],
  ['weekday 8', schedule({ days_of_week: [8] }), 'schedule.days_of_week[0]: must be <= 7'],
  ['day 32', schedule({ days_of_month: [32] }), 'schedule.days_of_month[0]: must be <= 31'],
  [
    'window',
    schedule({ periods: [[{ begin_at: '8:00', end_at: '09:00:00' }]] }),
    'schedule.periods[0][0].begin_at: must match pattern',
  ],
  [
    '11 windows',
    schedule({ periods: [Array(11).fill({ begin_at: '08:00:00', end_at: '09:00:00' })] }),
    'schedule.periods[0]: must NOT have more than 10 items',
  ],
  ['config', { config: 5 }, 'config: must be object'],
  ['common', { config: { common: [] } }, 'config.common: must be object'],
  ['parameter too small', { config: { common: { quality: 19 } } }, 'config.common.quality: must be >= 20'],
  [
    'parameter of another type',
    { config: { common: { area: { side: 5 } } } },
    'config.common.area.side: must be string',
  ],
  [
    'parameter by the older name',
    { service_config: { common: { quality: 'x' } } },
    'config.common.quality: must be integer',
  ],
  [
    'own parameter',
    { config: { common: { detector_model: 'best' } } },
    'config.common.detector_model: there is no model best here; there are efficientdet-lite0',
  ],
  [
    'cross-field rule',
    { config: { common: { forbidden: 1 } } },
    'config.common.forbidden: forbidden is not wanted here',
  ],
  ['no version', { service_version: undefined }, 'service_version: is required'],
  ['version form', { service_version: 'V1' }, 'service_version: must match pattern'],
  ['template', { is_saved_as_template: true }, 'is_saved_as_template: templates belong to'],
  ['older schedule', { timing: { type: 'daily' } }, 'timing: is what older services had for schedule'],
  ['edge pool', { edge_pool_id: 'a'.repeat(32) }, 'edge_pool_id: this installation has no edge pools'],
  ['order form', { resource_order_id: 'a' }, 'resource_order_id: must match pattern'],
]

for (const [what, change, detail] of REFUSED) {
  test(`create refuses ${what}`, async () => {
    const { status, body } = await create(createBody(change))
    assert.equal(status, 400, JSON.stringify(body))
    assert.equal(body.error_code, 'VIAS.00010001')
    assert.ok(body.detail.startsWith(detail), body.detail)
  })
}

test('create accepts every value at its limit', async () => {
  const url1000 = `http://a/${'b'.repeat(991)}`
  assert.equal(url1000.length, 1000)
  const { status, body } = await create(
    createBody({
      name: `车间_-${'n'.repeat(96)}`,
      description: 'ä'.repeat(500),
      input: { type: 'url', data: [{ url: url1000, index: 49 }] },
      output: { webhook: { url: url1000, headers: headers(10), data_category: [] }, event_center: 1 },
      config: { common: { quality: 20, something: 'unknown is accepted' } },
      is_saved_as_template: false,
      service_version: '2.0',
      manufacturer: 'as published examples have it',
    }),
  )
  assert.equal(status, 200, JSON.stringify(body))
})

test('an unknown service and an unknown version are told with what there is', async () => {
  const service = await create(createBody(), 'c-nothing-cloud')
  assert.deepEqual([service.status, service.body.error_code], [400, 'VIAS.00010002'])
  assert.match(service.body.detail, /^service_name: .*c-nothing-cloud.*c-test-cloud, c-other-cloud/)
  const version = await create(createBody({ service_version: '9.9' }))
  assert.deepEqual([version.status, version.body.error_code], [400, 'VIAS.00010002'])
  assert.match(version.body.detail, /^service_version: .*1\.0, 2\.0/)
  const order = await create(createBody({ resource_order_id: 'order-1' }))
  assert.deepEqual([order.status, order.body.error_code], [400, 'VIAS.00010002'])
})

test('one input: one job of the name; several: the index is appended; all wake the engine', async () => {
  const wakes = t.wakes()
  const one = await create(createBody({ name: 'single' }))
  assert.deepEqual([one.status, one.body.tasks.length], [200, 1])
  const three = await create(createBody({ name: 'many', ...inputs(3) }))
  const jobs = await Promise.all(three.body.tasks.map(({ id }: { id: string }) => t.stores.jobs.find(id)))
  assert.deepEqual(
    jobs.map((job) => [job.name, job.spec.input.url, job.state, job.desired]),
    [
      ['many-0', 'rtsp://10.0.0.9/0', 'PENDING', 'run'],
      ['many-1', 'rtsp://10.0.0.9/1', 'PENDING', 'run'],
      ['many-2', 'rtsp://10.0.0.9/2', 'PENDING', 'run'],
    ],
  )
  assert.equal(t.wakes(), wakes + 2)
})

test('a taken name is refused, and of several inputs none is stored', async () => {
  await createJob(t, { name: 'taken-1' })
  const { status, body } = await create(createBody({ name: 'taken', ...inputs(3) }))
  assert.deepEqual([status, body.error_code], [400, 'VIAS.00010011'])
  assert.match(body.detail, /^name: "taken-1"/)
  const { body: list } = await t.call('GET', `/v2/${t.projectId}/tasks?task_name=taken`)
  assert.deepEqual(
    list.tasks.map((row: { name: string }) => row.name),
    ['taken-1'],
  )
})

test('a name that the index makes too long is refused', async () => {
  const { body } = await create(createBody({ name: 'n'.repeat(99), ...inputs(2) }))
  assert.match(body.detail, /^name: .*longer than 100/)
})

test('v1 create needs only input and output: newest version, name of the service', async () => {
  const { name: _, service_version: __, ...body } = createBody()
  const answer = await t.call('POST', `/v1/${t.projectId}/infer/services/${SERVICE}/tasks`, body)
  assert.equal(answer.status, 200, JSON.stringify(answer.body))
  const job = await t.stores.jobs.find(answer.body.tasks[0].id)
  assert.equal(job?.serviceVersion, '2.0')
  assert.match(job?.name ?? '', /^c-test-cloud-[0-9a-f]{8}$/)
})

test('a project holds 5000 jobs and no more', async () => {
  const full = await testApp()
  try {
    const [id, { projectId }] = [await createJob(full), full]
    const job = (await full.stores.jobs.find(id))!
    const copies = Array.from({ length: 4999 }, (_, i) => ({
      ...job,
      id: `${i}`.padStart(32, 'f'),
      name: `copy-${i}`,
    }))
    await full.stores.jobs.insert(copies)
    const { status, body } = await full.call(
      'POST',
      `/v2/${projectId}/services/${SERVICE}/tasks`,
      createBody({ name: 'more' }),
    )
    assert.deepEqual([status, body.error_code], [400, 'VIAS.0010048'])
    assert.match(body.detail, /5000/)
  } finally {
    await full.close()
  }
})
