import assert from 'node:assert/strict'
import { test } from 'node:test'
import { BUILT_IN_PACKAGE_ID } from '@vigia/core'
import type { Kysely } from 'kysely'
import type { Tables } from '../store/schema.js'
import { followed, setUp } from './service.testing.js'
import {
  ALG_IDS,
  createBody,
  createJob,
  EDGE_ID,
  putState,
  SERVICE,
  SERVICE_ID,
  secondProject,
} from './test-app.js'

test('a cloud service runs without having been deployed, in its newest release and without a limit', async (t) => {
  const { row, show } = await setUp(t)
  assert.deepEqual(await row(), {
    alg_id: ALG_IDS['2.0'],
    service_id: SERVICE_ID,
    service_name: SERVICE,
    alg_name: 'Test Watching',
    alg_name_zh: '测试',
    package_id: BUILT_IN_PACKAGE_ID,
    package_name: 'built-in',
    company: 'Vigia',
    alg_version: '2.0',
    function_version: '2.0',
    tags: ['test'],
    created_at: Date.UTC(2026, 6, 1),
    alg_status: 'service_running',
    deploy_type: 'cloud',
    alg_class: 'self',
    request_mode: 'async',
    description: 'Watches in tests.',
  })
  assert.equal('stream_count' in (await show()).body, false)
})

test('details have every documented member', async (t) => {
  const { app, show } = await setUp(t)
  const { status, body } = await show()
  assert.equal(status, 200)
  const { logo, diagram, deployment_constraints: constraints, service_api_list: paths, ...rest } = body
  for (const picture of [logo, diagram]) {
    const [, svg] = /^data:image\/svg\+xml;base64,(.+)$/.exec(picture) ?? []
    assert.match(Buffer.from(svg ?? '', 'base64').toString(), /^<svg /)
  }
  assert.equal(rest.api, SERVICE)
  assert.deepEqual([rest.release_flag, rest.release_at], [true, Date.UTC(2026, 6, 1)])
  assert.deepEqual(rest.alg_versions, ['2.0', '1.0'])
  assert.deepEqual(
    rest.releases.map((one: { alg_id: string }) => one.alg_id),
    [ALG_IDS['2.0'], ALG_IDS['1.0']],
  )
  const { service_config, task_config, ...others } = constraints
  assert.deepEqual(others, {
    request_mode: 'async',
    cpu_type: process.arch === 'arm64' ? 'aarch64' : 'x86_64',
    input_types: ['OBS', 'URL', 'Restful', 'VCN', 'EdgeCamera'],
    output_types: ['Webhook', 'DIS', 'OBS'],
    accelerators: [],
  })
  assert.equal(
    service_config,
    '<?xml version="1.0" encoding="UTF-8"?><algorithm><deployConfig><param name="region" titleCn="地区" titleEn="Where it runs" required="true" type="String"/><param name="cores" titleCn="Cores" titleEn="Cores" required="false" type="Int" default="2" min="1" max="64"/></deployConfig></algorithm>',
  )
  const job = await app.call(
    'GET',
    `/v2/${app.projectId}/tasks/${await createJob(app, { service_version: '2.0' })}`,
  )
  assert.equal(task_config, job.body.task_config)
  for (const { request_type, request_url, zh, en } of paths) {
    assert.ok(zh && en)
    const url = request_url.replace('{task_id}', job.body.id)
    const body = request_type === 'POST' ? createBody({ name: 'by-the-list' }) : undefined
    assert.equal((await app.call(request_type, url, body)).status, 200, `${request_type} ${url}`)
  }
})

test('an unknown service or release is told by its field', async (t) => {
  const { app, base, show } = await setUp(t)
  const unknown = '88888888-1111-4111-8111-111111111111'
  const shown = await show(unknown)
  assert.deepEqual([shown.status, shown.body.error_code], [400, 'VIAS.00010002'])
  assert.match(shown.body.detail, /^service_id: there is no service/)
  for (const [method, path, body] of [
    ['POST', 'deploy', { stream_count: 1 }],
    ['PUT', 'deploy/stop', undefined],
  ] as const) {
    const { status, body: answer } = await app.call(method, `${base}/${unknown}/${path}`, body)
    assert.deepEqual([status, answer.error_code], [400, 'VIAS.00010002'])
    assert.match(answer.detail, /^alg_id: there is no release/)
  }
})

test('the first job of a project notes its release: a newer one is offered, and jobs without a version stay with it', async (t) => {
  const { app, row, show, deployment } = await setUp(t)
  await createJob(app)
  assert.equal((await deployment())?.version, '1.0')
  const { alg_id, alg_version, can_update, new_alg_id } = await row()
  assert.deepEqual(
    [alg_id, alg_version, can_update, new_alg_id],
    [ALG_IDS['1.0'], '1.0', true, ALG_IDS['2.0']],
  )
  assert.equal('stream_count' in (await show()).body, false)
  const { service_version: _, ...body } = createBody({ name: 'unversioned' })
  const path = `/v1/${app.projectId}/infer/services/${SERVICE}/tasks`
  const [{ id }] = (await app.call('POST', path, body)).body.tasks
  assert.equal((await app.stores.jobs.find(id))?.serviceVersion, '1.0')
})

test('without a job yet, a job without a version gets the newest release', async (t) => {
  const { app, row } = await setUp(t)
  const { service_version: _, ...body } = createBody()
  const path = `/v1/${app.projectId}/infer/services/${SERVICE}/tasks`
  const [{ id }] = (await app.call('POST', path, body)).body.tasks
  assert.equal((await app.stores.jobs.find(id))?.serviceVersion, '2.0')
  assert.equal('can_update' in (await row()), false)
})

test('a newer release is the upgrade: written down for the engine, which is woken', async (t) => {
  const { app, deploy, row, deployment } = await setUp(t)
  await createJob(app)
  app.pass(1_000)
  const wakes = app.wakes()
  const { status, body } = await deploy('2.0', { stream_count: 7 })
  assert.deepEqual([status, body], [200, { alg_name: 'Test Watching' }])
  assert.equal(app.wakes(), wakes + 1)
  const { version, upgrading, wanted, streamCount, createdAt, updatedAt } = (await deployment())!
  assert.deepEqual([version, upgrading, wanted, streamCount], ['2.0', true, 'run', 7])
  assert.equal(updatedAt - createdAt, 1_000)
  const shown = await row()
  assert.deepEqual([shown.alg_id, shown.alg_version, 'can_update' in shown], [ALG_IDS['2.0'], '2.0', false])
  const [task] = (await app.call('GET', `/v2/${app.projectId}/tasks`)).body.tasks
  assert.equal(task.release_id, SERVICE_ID)
})

test('an older release than the deployed one is refused', async (t) => {
  const { deploy, deployment } = await setUp(t)
  await deploy('2.0')
  const { status, body } = await deploy('1.0')
  assert.deepEqual([status, body.error_code], [400, 'VIAS.00010001'])
  assert.equal(
    body.detail,
    `alg_id: is release 1.0, older than 2.0, which is deployed; give ${ALG_IDS['2.0']} or a newer one`,
  )
  assert.equal((await deployment())?.version, '2.0')
})

test('the same release again changes the streams; what is left out stays', async (t) => {
  const { app, deploy, deployment, show } = await setUp(t)
  await deploy('1.0', { envs: { LEVEL: 'high' } })
  await followed(app)
  await deploy('1.0', { stream_count: 9, deploy_config: undefined })
  const { upgrading, streamCount, deployConfig, envs } = (await deployment())!
  assert.deepEqual(
    [upgrading, streamCount, deployConfig, envs],
    [false, 9, { region: 'north' }, { LEVEL: 'high' }],
  )
  assert.equal((await show()).body.stream_count, 9)
})

const REFUSED: [string, object, string, RegExp][] = [
  ['no stream count', { stream_count: undefined }, 'VIAS.00010001', /^stream_count: is required/],
  ['no streams', { stream_count: 0 }, 'VIAS.00010001', /^stream_count: must be >= 1/],
  ['too many streams', { stream_count: 10_001 }, 'VIAS.00010001', /^stream_count: must be <= 10000/],
  [
    'a pool',
    { pool_id: 'pool-1' },
    'VIAS.00010002',
    /^pool_id: there is no edge pool pool-1 in this project; leave it out/,
  ],
  [
    'an unknown start parameter',
    { deploy_config: { region: 'a', speed: 1 } },
    'VIAS.00010001',
    /^deploy_config\.speed: is unknown to c-test-cloud; known are region, cores$/,
  ],
  [
    'a missing start parameter',
    { deploy_config: {} },
    'VIAS.00010001',
    /^deploy_config\.region: is required$/,
  ],
  [
    'no start parameters, of which one is required',
    { deploy_config: undefined },
    'VIAS.00010001',
    /^deploy_config\.region: is required$/,
  ],
  [
    'a wrong start parameter',
    { deploy_config: { region: 'a', cores: 65 } },
    'VIAS.00010001',
    /^deploy_config\.cores: must be <= 64$/,
  ],
  ['a variable that is no text', { envs: { LEVEL: 1 } }, 'VIAS.00010001', /^envs\.LEVEL: must be string/],
]
for (const [what, change, code, detail] of REFUSED) {
  test(`deploying with ${what} is refused, and nothing is deployed`, async (t) => {
    const { deploy, deployment } = await setUp(t)
    const { status, body } = await deploy('1.0', change)
    assert.deepEqual([status, body.error_code], [400, code])
    assert.match(body.detail, detail)
    assert.equal(await deployment(), undefined)
  })
}

test('what a service is started with is sealed at rest', async (t) => {
  const { app, deploy } = await setUp(t)
  await deploy('1.0', { deploy_config: { region: 'secret-region' }, envs: { KEY: 'secret-value' } })
  const { db } = app.stores.jobs as unknown as { db: Kysely<Tables> }
  const rows = await db.selectFrom('deployments').selectAll().execute()
  assert.equal(rows.length, 1)
  assert.doesNotMatch(JSON.stringify(rows), /secret/)
})

test('a stopped service takes no new job and starts none, in any edition, until it is deployed again', async (t) => {
  const { app, deploy, stop, deployment } = await setUp(t)
  const id = await createJob(app)
  await putState(app, id, 'STOPPED')
  const stopped = await stop('1.0')
  assert.deepEqual([stopped.status, stopped.body], [200, { alg_id: ALG_IDS['1.0'] }])
  assert.equal((await deployment())?.wanted, 'stop')
  const { projectId } = app
  const body = createBody({ name: 'another' })
  const asks = () =>
    Promise.all([
      app.call('POST', `/v2/${projectId}/services/${SERVICE}/tasks`, body),
      app.call('POST', `/v1/${projectId}/infer/services/${SERVICE}/tasks`, { ...body, name: 'another-1' }),
      app.call('PUT', `/v2/${projectId}/tasks/${id}/action/start`),
      app.call('PUT', `/v1/${projectId}/infer/tasks/${id}/action/start`),
      app.call('POST', `/v2/${projectId}/services/${SERVICE}/tasks/${id}/start`),
    ])
  for (const { status, body } of await asks()) {
    assert.deepEqual([status, body.error_code], [500, 'VIAS.00010012'])
    assert.match(
      body.detail,
      /^(create|start): the service c-test-cloud is stopped in this project; deploy it/,
    )
  }
  assert.equal(await app.stores.jobs.count(projectId), 1)
  await deploy('1.0')
  assert.equal((await deployment())?.upgrading, true)
  const [created, , started] = await asks()
  assert.deepEqual([created!.status, started!.status], [200, 200])
})

test('stopping twice is no fault; another release than the one in use is', async (t) => {
  const { stop, deployment } = await setUp(t)
  const wrong = await stop('1.0')
  assert.deepEqual([wrong.status, wrong.body.error_code], [400, 'VIAS.00010001'])
  assert.equal(wrong.body.detail, `alg_id: is release 1.0, in use is 2.0; give ${ALG_IDS['2.0']}`)
  assert.equal(await deployment(), undefined)
  for (let i = 0; i < 2; i++) assert.equal((await stop('2.0')).status, 200)
  assert.equal((await deployment())?.wanted, 'stop')
})

test('an edge service takes jobs without being deployed, and shows that it is in use then', async (t) => {
  const { app, row } = await setUp(t)
  assert.equal((await row(EDGE_ID)).alg_status, 'not_deployed')
  const created = await app.call('POST', `/v2/${app.projectId}/services/c-test-edge/tasks`, createBody())
  assert.deepEqual([created.status, created.body.tasks?.length], [200, 1], JSON.stringify(created.body))
  assert.equal((await row(EDGE_ID)).alg_status, 'service_running')
})

test('an edge service is deployed and stopped without a pool; a pool is unknown', async (t) => {
  const { app, base, row } = await setUp(t)
  const alg = '44444444-4444-4444-8444-444444444444'
  const body = { stream_count: 1, deploy_config: { region: 'north' } }
  const unknown = await app.call('POST', `${base}/${alg}/deploy`, { ...body, pool_id: 'p' })
  assert.deepEqual([unknown.status, unknown.body.error_code], [400, 'VIAS.00010002'])
  const deployed = await app.call('POST', `${base}/${alg}/deploy`, body)
  assert.equal(deployed.status, 200, JSON.stringify(deployed.body))
  assert.notEqual((await row(EDGE_ID)).alg_status, 'not_deployed')
  assert.equal((await app.call('PUT', `${base}/${alg}/deploy/stop`)).status, 200)
  assert.equal((await row(EDGE_ID)).alg_status, 'service_stopped')
  const created = await app.call('POST', `/v2/${app.projectId}/services/c-test-edge/tasks`, createBody())
  assert.match(created.body.detail, /^create: the service c-test-edge is stopped in this project/)
})

test('services are filtered by name and status, sorted and paged', async (t) => {
  const { app, deploy, list } = await setUp(t)
  const names = (answer: { service_list: { service_name: string }[] }) =>
    answer.service_list.map((s) => s.service_name)
  assert.deepEqual(names(await list()), [SERVICE, 'c-test-edge', 'c-other-cloud'])
  assert.deepEqual(names(await list('?order_by=asc')), ['c-other-cloud', 'c-test-edge', SERVICE])
  assert.deepEqual(names(await list('?sort_name=function_version')), [
    SERVICE,
    'c-test-edge',
    'c-other-cloud',
  ])
  assert.deepEqual(names(await list('?name_like=other')), ['c-other-cloud'])
  assert.deepEqual(names(await list('?name_like=Test%20W')), [SERVICE])
  assert.deepEqual(names(await list('?name_like=nothing')), [])
  assert.deepEqual(names(await list('?alg_status=not_deployed')), ['c-test-edge'])
  const both = await list('?alg_status=not_deployed&alg_status=service_running')
  assert.deepEqual([both.count, both.total], [3, 3])
  const all = await list('?page_num=2&page_size=5')
  assert.deepEqual([all.count, all.total], [3, 3])
  const second = await list('?is_paged=true&page_num=2&page_size=5')
  assert.deepEqual([second.count, second.total, second.service_list], [0, 3, []])
  await app.call('POST', `/v2/${app.projectId}/services/c-other-cloud/tasks`, createBody())
  assert.deepEqual(names(await list())[0], 'c-other-cloud')
  app.pass(1)
  await deploy('2.0')
  assert.deepEqual(names(await list())[0], SERVICE)
})

test('a deployment is that of its project only', async (t) => {
  const { app, deploy, stop } = await setUp(t)
  await deploy('2.0')
  await stop('2.0')
  const other = await secondProject(app)
  const path = `/v2/${other.projectId}/algorithm/services/${SERVICE_ID}`
  const { body } = await app.call('GET', path, undefined, other.token)
  assert.deepEqual([body.alg_status, 'stream_count' in body], ['service_running', false])
})

test('of two deployments at once neither undoes the other', async (t) => {
  const { deploy, deployment, app } = await setUp(t)
  await deploy('1.0')
  const { deployments } = app.stores
  const get = deployments.get.bind(deployments)
  deployments.get = async (...args) => {
    const seen = await get(...args)
    deployments.get = get
    assert.equal((await deploy('2.0')).status, 200)
    return seen
  }
  const late = await deploy('1.0', { stream_count: 5 })
  assert.equal(late.status, 400)
  assert.match(late.body.detail, /^alg_id: is release 1.0, older than 2.0/)
  assert.equal((await deployment())?.version, '2.0')
})
