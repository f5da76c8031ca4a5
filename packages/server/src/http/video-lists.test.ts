/** Lists of video sources and groups: envelopes, rows, every filter, order and paging. */
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { createJob, putState, SERVICE, secondProject, type TestApp, testApp } from './test-app.js'
import { createCamera, createGroup, createSource, reading, urlConfig } from './video.testing.js'

let t: TestApp
let ids: { gate: string; yard: string; edge: string }
let groups: { gates: string; yard: string; edge: string }
before(async () => {
  const most = { jobs: 50, sources: 60, groups: 70, streams: 75, cameras: 80, data_streams: 85 }
  t = await testApp({ deps: { quotaOf: async (_, name) => most[name] } })
  await createCamera(t, { id: 'cam-1' })
  const all = { gates: '', yard: '', edge: '' }
  groups = all
  all.gates = await createGroup(t, { video_group_name: 'gates' })
  t.pass(1000)
  all.yard = await createGroup(t, { video_group_name: 'Yard' })
  t.pass(1000)
  all.edge = await createGroup(t, { video_group_name: 'edge', access_type: 'edge' })
  const of = (change: object) => {
    t.pass(1000)
    return createSource(t, { ...change })
  }
  ids = {
    gate: await of({ video_source_name: 'Gate 1', tag: ['north'], video_group_ids: [all.gates, all.yard] }),
    yard: await of({ video_source_name: 'Yard 1', tag: ['northern', 'x'], video_group_ids: [all.yard] }),
    edge: await of({
      video_source_name: 'Edge 1',
      type: 'camera',
      access_type: 'edge',
      type_config: '<type_config><edge_camera_id>cam-1</edge_camera_id></type_config>',
    }),
  }
  const job = await createJob(t, {
    name: 'a',
    ...reading(ids.yard),
    is_saved_as_template: true,
  })
  await createJob(t, { name: 'b', ...reading(ids.yard) })
  await createJob(t, { name: 'c', ...reading(ids.gate) })
  await putState(t, job, 'RUNNING')
})
after(() => t.close())

const get = async (path: string) => {
  const { status, body } = await t.call('GET', `/v2/${t.projectId}/${path}`)
  assert.equal(status, 200, JSON.stringify(body))
  return body
}
const sources = (query: string) => get(`source/sources${query}`)
const listed = async (query: string) =>
  (await sources(query)).video_source_list.map((row: { video_source_name: string }) => row.video_source_name)
const groupList = (query: string) => get(`video-group/groups${query}`)
const groupsListed = async (query: string) =>
  (await groupList(query)).video_group_list.map((row: { video_group_name: string }) => row.video_group_name)

test('the list of sources tells what matches, what there is and what there may be', async () => {
  const { video_source_list: rows, ...numbers } = await sources('?tag=north')
  assert.deepEqual(numbers, { video_source_number: 2, total_number: 3, quota_number: 60 })
  const { num_tasks, num_service_config_templates, ...shown } = rows[0]
  assert.deepEqual([num_tasks, num_service_config_templates], [2, 1])
  const { service_config_templates, ...details } = await get(`source/sources/${ids.yard}`)
  assert.deepEqual(shown, details)
  assert.equal(service_config_templates.length, 1)
  assert.deepEqual(shown.status, { status: 'Online', name: '在线', level: '1', reason: '' })
})

const SOURCES: [string, string[]][] = [
  ['', ['Edge 1', 'Yard 1', 'Gate 1']],
  ['?order_by=asc', ['Gate 1', 'Yard 1', 'Edge 1']],
  ['?scope=Gate', ['Gate 1']],
  ['?scope=gate', []],
  ['?scope=', ['Edge 1', 'Yard 1', 'Gate 1']],
  ['?scope=gate&scope_name=group_name', ['Gate 1']],
  ['?scope=Yard&scope_name=group_name', ['Yard 1', 'Gate 1']],
  ['?status=1', ['Yard 1']],
  ['?status=1&status=2', ['Edge 1', 'Yard 1', 'Gate 1']],
  ['?status=9,1', ['Yard 1']],
  ['?status=9', []],
  ['?type=camera', ['Edge 1']],
  ['?type=url,camera', ['Edge 1', 'Yard 1', 'Gate 1']],
  ['?type=vcn_restful&type=ivm', []],
  ['?access_type=cloud', ['Yard 1', 'Gate 1']],
  ['?access_type=cloud,edge', ['Edge 1', 'Yard 1', 'Gate 1']],
  ['?tag=x', ['Yard 1']],
  ['?tag=north%0A', []],
  ['?platform_name=', ['Edge 1', 'Yard 1', 'Gate 1']],
  ['?platform_name=any', []],
  ['?sort_name=num_task', ['Yard 1', 'Gate 1', 'Edge 1']],
  ['?sort_name=num_task&order_by=asc', ['Edge 1', 'Gate 1', 'Yard 1']],
  ['?sort_name=num_template', ['Yard 1', 'Edge 1', 'Gate 1']],
  ['?tag=north&access_type=cloud&sort_name=num_task&order_by=asc', ['Gate 1', 'Yard 1']],
]
for (const [query, names] of SOURCES) {
  test(`sources are listed by ${query || 'creation, the newest first'}`, async () => {
    assert.deepEqual(await listed(query), names)
  })
}

test('sources are listed by group, by one or several', async () => {
  assert.deepEqual(await listed(`?video_group_id=${groups.yard}`), ['Yard 1', 'Gate 1'])
  assert.deepEqual(await listed(`?video_group_id=${groups.edge}`), [])
  assert.deepEqual(await listed(`?video_group_id=${groups.gates},${groups.edge}`), ['Gate 1'])
  assert.deepEqual(await listed(`?video_group_id=${groups.gates}&video_group_id=${groups.edge}`), ['Gate 1'])
})

test('a list is paged only when that is asked for', async () => {
  for (let i = 0; i < 6; i++) await createSource(t, { video_source_name: `p ${i}` })
  assert.equal((await listed('?page_size=5&scope=p')).length, 6)
  assert.deepEqual(await listed('?is_paged=true&page_size=5&page_num=2&scope=p'), ['p 0'])
  const { video_source_number, video_source_list } = await sources('?is_paged=true&page_size=5&scope=p')
  assert.deepEqual([video_source_number, video_source_list.length], [6, 5])
  assert.deepEqual(await listed('?is_paged=true&page_num=3&scope=p'), [])
  for (let i = 0; i < 6; i++) {
    const [row] = (await sources(`?scope=p ${i}`.replace(' ', '%20'))).video_source_list
    await t.call('DELETE', `/v2/${t.projectId}/source/${row.video_source_id}`)
  }
})

test('the list of groups tells what matches, what there is, what there may be, and what is in each', async () => {
  const { video_group_list: rows, ...numbers } = await groupList('?name=ar')
  assert.deepEqual(numbers, { video_group_number: 1, total_number: 3, quota_number: 70 })
  const created = Date.UTC(2026, 10, 24, 8) + 1000
  assert.deepEqual(rows, [
    {
      video_group_id: groups.yard,
      video_group_name: 'Yard',
      access_type: 'cloud',
      type: 'url',
      create_at: created,
      modify_at: created,
      num_video_source: 2,
      group_status: { num_online: 1, num_exception: 0, num_offline: 1 },
      num_batch_task: 0,
    },
  ])
})

const GROUPS: [string, string[]][] = [
  ['', ['edge', 'Yard', 'gates']],
  ['?order_by=asc', ['gates', 'Yard', 'edge']],
  ['?name=a', ['Yard', 'gates']],
  ['?status=1', ['Yard']],
  ['?status=2', ['Yard', 'gates']],
  ['?status=9', []],
  ['?access_type=edge', ['edge']],
  ['?access_type=edge,cloud', ['edge', 'Yard', 'gates']],
  ['?type=url,camera', ['Yard', 'gates']],
  ['?type=camera', []],
  ['?has_task=true', []],
  ['?has_task=false', ['edge', 'Yard', 'gates']],
  ['?sort_name=num_video_source', ['Yard', 'gates', 'edge']],
  ['?sort_name=num_task&order_by=asc', ['gates', 'Yard', 'edge']],
  ['?is_paged=true&page_num=2', []],
]
for (const [query, names] of GROUPS) {
  test(`groups are listed by ${query || 'creation, the newest first'}`, async () => {
    assert.deepEqual(await groupsListed(query), names)
  })
}

test('groups are listed by their last change', async () => {
  t.pass(1000)
  await t.call('PUT', `/v2/${t.projectId}/video-group/${groups.gates}`, { description: 'changed' })
  assert.deepEqual(await groupsListed('?sort_name=modify_at'), ['gates', 'edge', 'Yard'])
})

const REFUSED: [string, string][] = [
  ['source/sources?status=3', 'status: must be equal to one of the allowed values (1, 2, 9)'],
  ['source/sources?status=1,', 'status: must be equal'],
  ['source/sources?type=url&type=tape', 'type: must be equal'],
  ['source/sources?video_group_id=A', 'video_group_id: must match pattern'],
  ['source/sources?sort_name=name', 'sort_name: must be equal'],
  ['source/sources?page_size=4', 'page_size: must be >= 5'],
  ['source/sources?page_size=201', 'page_size: must be <= 200'],
  ['source/sources?page_num=100001', 'page_num: must be <= 100000'],
  [`source/sources?scope=${'a'.repeat(256)}`, 'scope: must NOT have more than 255'],
  [`source/sources?platform_name=${'a'.repeat(101)}`, 'platform_name: must NOT have more than 100'],
  [`video-group/groups?name=${'a'.repeat(21)}`, 'name: must NOT have more than 20'],
  ['video-group/groups?status=1,2', 'status: must be equal'],
  ['video-group/groups?has_task=maybe', 'has_task: must be boolean'],
]
for (const [path, detail] of REFUSED) {
  test(`lists refuse ${path.slice(0, 50)}`, async () => {
    const { status, body } = await t.call('GET', `/v2/${t.projectId}/${path}`)
    assert.deepEqual([status, body.error_code], [400, 'VIAS.00010001'])
    assert.ok(body.detail.startsWith(detail), body.detail)
  })
}

test('nothing of a project is listed in another, nor matched by its groups', async () => {
  const second = await secondProject(t)
  const call = async (path: string) =>
    (await t.call('GET', `/v2/${second.projectId}/${path}`, undefined, second.token)).body
  assert.equal((await call('source/sources')).total_number, 0)
  assert.equal((await call(`source/sources?video_group_id=${groups.yard}`)).video_source_number, 0)
  assert.equal((await call('video-group/groups')).total_number, 0)
})

test('jobs are listed by camera and by group, and tell their groups', async () => {
  const rows = async (query: string) =>
    (await t.call('GET', `/v1/${t.projectId}/infer/tasks?sort_dir=asc&${query}`)).body.tasks.map(
      (row: { name: string; video_source_name: string; group_name?: string }) => [
        row.name,
        row.video_source_name,
        row.group_name,
      ],
    )
  const [a, b, c] = [
    ['a', 'Yard 1', 'Yard'],
    ['b', 'Yard 1', 'Yard'],
    ['c', 'Gate 1', 'Yard,gates'],
  ]
  assert.deepEqual(await rows(''), [a, b, c])
  assert.deepEqual(await rows('camera_name=Gate'), [c])
  assert.deepEqual(await rows(`video_group_id=${groups.gates}`), [c])
  assert.deepEqual(await rows(`video_group_id=${groups.gates},${groups.yard}`), [a, b, c])
  assert.deepEqual(await rows(`video_group_id=${groups.edge}`), [])
  const { body } = await t.call('GET', `/v2/${t.projectId}/tasks?video_group_id=${groups.gates}`)
  assert.deepEqual([body.total, body.tasks[0].name], [1, 'c'])
  const update = await t.call('PUT', `/v2/${t.projectId}/source/${ids.gate}`, {
    video_source_name: 'Front door',
    type_config: urlConfig('rtsp://10.0.0.1/new'),
  })
  assert.equal(update.status, 200)
  assert.deepEqual(await rows('camera_name=Front'), [['c', 'Front door', 'Yard,gates']])
  const job = body.tasks[0].id
  for (const path of [
    `v1/${t.projectId}/infer/tasks`,
    `v2/${t.projectId}/tasks`,
    `v2/${t.projectId}/services/${SERVICE}/tasks`,
  ]) {
    const { body: details } = await t.call('GET', `/${path}/${job}`)
    assert.deepEqual(
      [details.video_source_name, details.group_name, details.input],
      ['Front door', 'Yard,gates', { type: 'video_source', data: [{ video_source_id: ids.gate, index: 0 }] }],
    )
  }
})

test('details of a job that were asked for before tell the groups of now', async () => {
  const { body } = await t.call('GET', `/v2/${t.projectId}/tasks?task_name=c`)
  const path = `/v1/${t.projectId}/infer/tasks/${body.tasks[0].id}`
  assert.equal((await t.call('GET', path)).body.group_name, 'Yard,gates')
  await t.call('DELETE', `/v2/${t.projectId}/video-group/${groups.gates}`)
  assert.equal((await t.call('GET', path)).body.group_name, 'Yard')
  await t.call('DELETE', `/v2/${t.projectId}/video-group/${groups.yard}`)
  assert.ok(!('group_name' in (await t.call('GET', path)).body))
})
