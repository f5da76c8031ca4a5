import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { BUILT_IN_PACKAGE_ID } from '@vigia/core'
import {
  ALG_IDS,
  createBody,
  createJob,
  putState,
  SERVICE_ID,
  secondProject,
  type TestApp,
  testApp,
} from './test-app.js'

let t: TestApp
before(async () => {
  t = await testApp()
  for (let i = 1; i <= 12; i++) {
    await createJob(t, {
      name: `job-${i}`,
      input: { type: 'url', data: [{ url: `rtsp://10.0.0.${i}/yard` }] },
    })
    t.pass(1000)
  }
  await t.call('POST', `/v2/${t.projectId}/services/c-other-cloud/tasks`, createBody({ name: 'Other-1' }))
  await putState(t, await idOf('job-1'), 'LACK_OF_RESOURCES')
  await putState(t, await idOf('job-2'), 'RUNNING', 'All is well')
})
after(() => t.close())

async function idOf(name: string): Promise<string> {
  const { jobs } = await t.stores.jobs.list({
    projectId: t.projectId,
    nameLike: name,
    sortDir: 'asc',
    offset: 0,
    limit: 1,
  })
  return jobs[0]!.id
}
const v1 = async (query: string) => (await t.call('GET', `/v1/${t.projectId}/infer/tasks${query}`)).body
const v2 = async (query: string) => (await t.call('GET', `/v2/${t.projectId}/tasks${query}`)).body
const names = (list: { tasks: { name: string }[] }) => list.tasks.map((row) => row.name)

test('ten newest jobs on a page unless asked otherwise; count is of the page, total of all', async () => {
  for (const list of [await v1(''), await v2('')]) {
    const { count, total, page, page_size } = list
    assert.deepEqual({ count, total, page, page_size }, { count: 10, total: 13, page: 1, page_size: 10 })
    assert.deepEqual(names(list).slice(0, 3), ['Other-1', 'job-12', 'job-11'])
  }
})

test('pages go on where the last one ended, and end', async () => {
  assert.deepEqual(names(await v2('?page=3&page_size=5')), ['job-3', 'job-2', 'job-1'])
  assert.deepEqual(names(await v2('?page=1&page_size=5&sort_dir=asc'))[0], 'job-1')
  const beyond = await v2('?page=9')
  assert.deepEqual([beyond.count, beyond.total, beyond.tasks], [0, 13, []])
})

test('rows have the members of their edition', async () => {
  const [one] = (await v1('?task_name=job-2')).tasks
  const created = String(Date.UTC(2026, 10, 24, 8) + 1000)
  assert.deepEqual(one, {
    id: await idOf('job-2'),
    name: 'job-2',
    state: 'RUNNING',
    status: 'All is well',
    title: 'Test Watching',
    type: 'cloud',
    video_source_name: '10.0.0.2/yard',
    created_at: created,
    updated_at: one.updated_at,
    company: 'Vigia',
    release_id: SERVICE_ID,
    package_id: BUILT_IN_PACKAGE_ID,
  })
  const [two] = (await v2('?task_name=job-2')).tasks
  assert.deepEqual(two, { ...one, service_id: SERVICE_ID, algorithm_publish_id: ALG_IDS['1.0'] })
})

test('alg_id is that of a service or of one of its releases', async () => {
  await createJob(t, { name: 'of-release-2', service_version: '2.0' })
  assert.equal((await v2(`?alg_id=${SERVICE_ID}`)).total, 13)
  assert.deepEqual(names(await v2(`?alg_id=${ALG_IDS['2.0']}`)), ['of-release-2'])
  assert.equal((await v2(`?alg_id=${ALG_IDS['1.0']}&company=Somebody`)).total, 0)
  assert.equal((await v2('?alg_id=88888888-1111-4111-8111-111111111111')).total, 0)
  await t.stores.jobs.remove(await idOf('of-release-2'))
})

test('filters: name, state, algorithm, vendor, camera, batch, group, kind', async () => {
  assert.deepEqual(names(await v2('?task_name=job-1')), ['job-12', 'job-11', 'job-10', 'job-1'])
  assert.deepEqual(names(await v2('?task_name=other')), [])
  assert.deepEqual(names(await v2('?task_state=RUNNING')), ['job-2'])
  assert.deepEqual(names(await v2('?task_state=LACK_OF_RESOURCES')), ['job-1'])
  assert.equal((await v2('?task_state=PENDING')).total, 11)
  assert.equal((await v1('?task_state=PENDING')).total, 12)
  assert.deepEqual(names(await v2('?camera_name=10.0.0.7')), ['job-7'])
  const camera = await v2('?camera_name=yard&page=3&page_size=5')
  assert.deepEqual([camera.total, names(camera)], [12, ['job-2', 'job-1']])
  for (const query of [
    'batch_id=abcd',
    'video_group_id=abcd',
    'title=Nothing',
    'company=Nobody',
    'source_data_type=sync_task',
  ]) {
    assert.deepEqual([(await v2(`?${query}`)).total, query], [0, query])
  }
  assert.equal((await v2('?source_data_type=async_task')).total, 13)
})

test('filters on the algorithm', async () => {
  for (const query of [
    'title=Other',
    'company=Nobody,Somebody',
    'alg_id=99999999-2222-4333-8444-555555555555',
  ]) {
    assert.deepEqual(names(await v2(`?${query}`)), ['Other-1'], query)
  }
  assert.equal((await v2(`?title=%E6%B5%8B%E8%AF%95`)).total, 13, 'both have the Chinese title')
})

const REFUSED: [string, string][] = [
  ['page=0', 'page: must be >= 1'],
  ['page=x', 'page: must be integer'],
  ['page_size=4', 'page_size: must be >= 5'],
  ['sort_dir=up', 'sort_dir: must be equal to one of the allowed values (asc, desc)'],
  ['task_state=LOST', 'task_state: must be equal to one of the allowed values (PENDING'],
  [`title=${'t'.repeat(65)}`, 'title: must '],
  [`task_name=${'n'.repeat(1025)}`, 'task_name: must NOT have more than 1024'],
  [`camera_name=${'n'.repeat(256)}`, 'camera_name: must NOT have more than 255'],
  ['batch_id=A', 'batch_id: must match pattern'],
  ['video_group_id=abc', 'video_group_id: must NOT have fewer than 4'],
  [`company=${'c'.repeat(101)}`, 'company: must '],
]
for (const [query, detail] of REFUSED) {
  test(`both lists refuse ${query.slice(0, 30)}`, async () => {
    for (const body of [await v1(`?${query}`), await v2(`?${query}`)]) {
      assert.equal(body.error_code, 'VIAS.00010001')
      assert.ok(body.detail.startsWith(detail), body.detail)
    }
  })
}

test('v1 pages hold 50 rows, v2 pages 1000; v1 knows 15 states', async () => {
  assert.match((await v1('?page_size=51')).detail, /^page_size: must be <= 50/)
  assert.equal((await v2('?page_size=1000')).page_size, 1000)
  assert.match((await v2('?page_size=1001')).detail, /^page_size: must be <= 1000/)
  assert.match((await v1('?task_state=SCHEDULING')).detail, /^task_state/)
  assert.match((await v2('?alg_id=1')).detail, /^alg_id/)
})

test('v1 gives title and company no pattern, but a camera name at least one character', async () => {
  assert.equal((await v1('?title=T&company=')).total, 12)
  assert.equal((await v1('?title=!')).total, 0)
  assert.match((await v1('?camera_name=')).detail, /^camera_name: must NOT have fewer than 1/)
  assert.equal((await v2('?camera_name=')).total, 13)
  assert.match((await v2('?title=a')).detail, /^title: must match pattern/)
  assert.match((await v2('?company=a%20b')).detail, /^company: must match pattern/)
})

test('nothing of a project is visible to another', async () => {
  const { projectId, token } = await secondProject(t)
  const id = await idOf('job-2')
  const list = await t.call('GET', `/v2/${projectId}/tasks`, undefined, token)
  assert.deepEqual([list.status, list.body.total], [200, 0])
  const paths = [
    '',
    '/picture',
    '/history',
    '/results',
    '/deliveries',
    '/results/00000000-0000-0000-0000-000000000000/picture',
  ]
  for (const path of paths) {
    const own = await t.call('GET', `/v2/${projectId}/tasks/${id}${path}`, undefined, token)
    const unknown = await t.call('GET', `/v2/${projectId}/tasks/${'0'.repeat(32)}${path}`, undefined, token)
    assert.deepEqual([own.status, own.body.error_code], [400, 'VIAS.00010007'], path)
    assert.deepEqual(own.body, JSON.parse(JSON.stringify(unknown.body).replaceAll('0'.repeat(32), id)), path)
  }
  for (const [method, path] of [
    ['DELETE', ''],
    ['PUT', '/action/stop'],
    ['PUT', ''],
  ] as const) {
    const body = method === 'PUT' && path === '' ? createBody() : undefined
    const { status, body: answer } = await t.call(method, `/v2/${projectId}/tasks/${id}${path}`, body, token)
    assert.deepEqual([status, answer.error_code], [400, 'VIAS.00010007'])
  }
  assert.equal((await t.stores.jobs.find(id))?.state, 'RUNNING')
  const foreign = await t.call('GET', `/v2/${t.projectId}/tasks/${id}`, undefined, token)
  const nowhere = await t.call('GET', `/v2/nowhere/tasks/${id}`, undefined, token)
  assert.deepEqual([foreign.status, foreign.body.error_code], [401, 'VIAS.00010005'])
  assert.deepEqual(
    JSON.stringify(foreign.body).replaceAll(t.projectId, 'nowhere'),
    JSON.stringify(nowhere.body),
  )
  await t.call('POST', `/v2/${projectId}/services/c-test-cloud/tasks`, createBody({ name: 'job-2' }), token)
  assert.equal(
    (await t.call('GET', `/v2/${projectId}/tasks`, undefined, token)).body.total,
    1,
    'names are free per project',
  )
})
