import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { JOB_STATES } from '@vigia/core'
import { uuid } from '@vigia/core/conformance'
import { addGroup, batchCalls, groupOf, inputOf } from './batches.testing.js'
import { putState, secondProject, type TestApp, testApp } from './test-app.js'

let t: TestApp
let calls: ReturnType<typeof batchCalls>
before(async () => {
  t = await testApp()
  calls = batchCalls(t)
  await addGroup(t, 1, [1, 2])
  await addGroup(t, 2, [3])
  await addGroup(
    t,
    3,
    Array.from({ length: 25 }, (_, i) => 100 + i),
  )
  await calls.create({ name: 'Gate' })
  t.pass(1000)
  await calls.create({
    name: 'yard',
    service_name: 'c-other-cloud',
    ...inputOf(groupOf(2), groupOf(1, 1)),
  })
  t.pass(1000)
  await calls.create({ name: 'big', ...inputOf(groupOf(3)) })
})
after(() => t.close())

const names = async (query: string) => {
  const { count, batch_task_list } = await calls.list(query)
  return [count, ...batch_task_list.map((row: { batch_task_name: string }) => row.batch_task_name)]
}

test('a row tells of the sources, groups, algorithm and jobs of a batch', async () => {
  const { batch_task_list } = await calls.list('?sort_name=created_at&order_by=asc')
  const { id, ...row } = batch_task_list[1]
  assert.match(id, /^[0-9a-f]{32}$/)
  assert.deepEqual(row, {
    batch_task_name: 'yard',
    video_source_name: 'camera-3,camera-1',
    video_group_name: 'group-2,group-1',
    alg_name: 'Other',
    company: 'Somebody',
    type: '0',
    num_task: 2,
    created_at: Date.UTC(2026, 10, 24, 8) + 1000,
    batch_task_status_info: { pending: 2 },
  })
})

test('after twenty sources an ellipsis stands for the rest', async () => {
  const [row] = (await calls.list('?name_like=big')).batch_task_list
  const shown = row.video_source_name.split(',')
  assert.deepEqual([shown.length, shown[0], shown[20], row.num_task], [21, 'camera-100', '…', 25])
})

test('each of the 18 states has its counter, in lower case', async () => {
  const app = await testApp()
  await addGroup(
    app,
    1,
    JOB_STATES.map((_, i) => i + 1),
  )
  const other = batchCalls(app)
  const { id } = (await other.create()).body
  const members = await other.members(id)
  for (const [i, state] of JOB_STATES.entries())
    if (state !== 'PENDING') await putState(app, members[i]!.id, state)
  const [row] = (await other.list()).batch_task_list
  const expected = Object.fromEntries(JOB_STATES.map((state) => [state.toLowerCase(), 1]))
  assert.deepEqual(row.batch_task_status_info, expected)
  assert.equal(row.num_task, 18)
  for (const state of JOB_STATES) {
    assert.equal((await other.list(`?task_state=${state.toLowerCase()}`)).count, 1, state)
    assert.equal((await other.list(`?task_state=${state}`)).count, 1, state)
  }
  await app.close()
})

const FILTERS: [string, unknown[]][] = [
  ['', [3, 'big', 'yard', 'Gate']],
  ['?order_by=asc', [3, 'Gate', 'yard', 'big']],
  ['?sort_name=task_count&order_by=asc', [3, 'Gate', 'yard', 'big']],
  ['?sort_name=task_count', [3, 'big', 'yard', 'Gate']],
  ['?name_like=a', [2, 'yard', 'Gate']],
  ['?name_like=gate', [0]],
  ['?name_like=&type_like=publish_service_name', [3, 'big', 'yard', 'Gate']],
  ['?type_like=batch_task_name&name_like=Ga', [1, 'Gate']],
  ['?type_like=publish_service_name&name_like=c-other', [1, 'yard']],
  ['?type_like=publish_service_name&name_like=Test', [2, 'big', 'Gate']],
  ['?title=Test%20W', [2, 'big', 'Gate']],
  ['?title=%E6%B5%8B%E8%AF%95', [3, 'big', 'yard', 'Gate']],
  ['?title=none', [0]],
  ['?manufacturer=Some', [1, 'yard']],
  ['?manufacturer=Vigia&title=Other', [0]],
  [`?video_group=${uuid(1)}`, [2, 'yard', 'Gate']],
  ['?video_group=group-3,group-2', [2, 'big', 'yard']],
  ['?video_group=none', [0]],
  ['?task_state=pending', [3, 'big', 'yard', 'Gate']],
  ['?task_state=running', [0]],
]
for (const [query, expected] of FILTERS)
  test(`the list of batches takes ${query || 'no filter'}`, async () => {
    assert.deepEqual(await names(query), expected)
  })

test('pages go on where the last one ended; without paging there is one with all', async () => {
  for (let i = 1; i <= 4; i++) {
    t.pass(1000)
    await calls.create({ name: `more-${i}`, ...inputOf(groupOf(2)) })
  }
  assert.deepEqual(await names('?page_size=5'), [7, 'more-4', 'more-3', 'more-2', 'more-1', 'big'])
  assert.deepEqual(await names('?page_size=5&page_num=2'), [7, 'yard', 'Gate'])
  assert.deepEqual(await names('?page_size=5&page_num=3'), [7])
  assert.equal((await names('?is_paged=false&page_size=5&page_num=2')).length, 8)
})

test('batches of another project are not there', async () => {
  const { projectId, token } = await secondProject(t)
  const { body } = await t.call('GET', `/v2/${projectId}/batch-tasks`, undefined, token)
  assert.deepEqual(body, { count: 0, batch_task_list: [] })
})
