/** Groups of video sources: create, details, update, delete. */
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { plainBatch } from '@vigia/core/conformance'
import { secondProject, type TestApp, testApp } from './test-app.js'
import { createGroup, createSource, groupBody, sourceBody } from './video.testing.js'

const UNKNOWN = '00000000-0000-4000-8000-00000000ffff'
let t: TestApp
let cameras: string[]
before(async () => {
  t = await testApp()
  cameras = []
  for (let n = 0; n < 3; n++) cameras.push(await createSource(t, { video_source_name: `camera ${n}` }))
})
after(() => t.close())

const create = (change: object) => t.call('POST', `/v2/${t.projectId}/video-group`, groupBody({ ...change }))
const one = (method: 'GET' | 'PUT' | 'DELETE', id: string, body?: object) =>
  t.call(method, `/v2/${t.projectId}/video-group/${id}`, body)
const members = async (id: string) => (await t.stores.video.sourceIdsOf([id])).map(({ sourceId }) => sourceId)

test('a group is created with its sources and shown', async () => {
  const id = await createGroup(t, { description: 'All gates', video_source_ids: cameras.slice(0, 2) })
  const at = Date.UTC(2026, 10, 24, 8)
  assert.deepEqual((await one('GET', id)).body, {
    video_group_id: id,
    video_group_name: 'gates',
    description: 'All gates',
    access_type: 'cloud',
    create_at: at,
    modify_at: at,
    num_video_source: 2,
    group_status: { num_online: 0, num_exception: 0, num_offline: 2 },
    num_batch_task: 0,
  })
})

const REFUSED: [string, object, string][] = [
  ['no name', { video_group_name: undefined }, 'video_group_name: is required'],
  ['a name of 21', { video_group_name: 'a'.repeat(21) }, 'video_group_name: must match pattern'],
  ['a name with a space', { video_group_name: 'a b' }, 'video_group_name: must match pattern'],
  ['no kind of access', { access_type: undefined }, 'access_type: is required'],
  ['a description of 101', { description: 'd'.repeat(101) }, 'description: must NOT have more than 100'],
  ['an empty list of sources', { video_source_ids: [] }, 'video_source_ids: must NOT have fewer than 1'],
]
for (const [what, change, detail] of REFUSED) {
  test(`create refuses ${what}`, async () => {
    const { status, body } = await create({ video_group_name: 'never', ...change })
    assert.deepEqual([status, body.error_code], [400, 'VIAS.00010001'])
    assert.ok(body.detail.startsWith(detail), body.detail)
  })
}

test('a taken name is refused, on create and on update', async () => {
  await createGroup(t, { video_group_name: 'taken' })
  const id = await createGroup(t, { video_group_name: 'other' })
  for (const { status, body } of [
    await create({ video_group_name: 'taken' }),
    await one('PUT', id, { video_group_name: 'taken' }),
  ]) {
    assert.deepEqual([status, body.error_code], [400, 'VIAS.00010051'])
    assert.match(body.detail, /^video_group_name: "taken"/)
  }
})

test('a source that is not there, not of this project or of the other kind is refused, on create and on update', async () => {
  const second = await secondProject(t)
  const path = `/v2/${second.projectId}/source`
  const foreign = (await t.call('POST', path, sourceBody(), second.token)).body.video_source_id
  const id = await createGroup(t, { video_group_name: 'members', video_source_ids: [cameras[0]] })
  for (const missing of [UNKNOWN, foreign]) {
    const video_source_ids = [cameras[1], missing]
    for (const { status, body } of [
      await create({ video_group_name: 'never', video_source_ids }),
      await one('PUT', id, { video_source_ids }),
    ]) {
      assert.deepEqual([status, body.error_code], [400, 'VIAS.00010002'])
      assert.equal(body.detail, `video_source_ids: there is no video source ${missing} in this project`)
    }
  }
  const edge = await createGroup(t, { video_group_name: 'edge', access_type: 'edge' })
  const { body } = await one('PUT', edge, { video_source_ids: [cameras[1]] })
  assert.match(body.detail, /^video_source_ids: video source .* is for cloud analysis/)
  assert.deepEqual(await members(id), [cameras[0]])
})

test('an update answers the id and replaces what it names: the sources, the name, the description', async () => {
  const id = await createGroup(t, { video_group_name: 'update', description: 'd', video_source_ids: cameras })
  t.pass(5000)
  const { status, body, headers } = await one('PUT', id, { video_source_ids: [cameras[1]] })
  assert.deepEqual([status, body], [200, id])
  assert.match(String(headers['content-type']), /application\/json/)
  assert.deepEqual(await members(id), [cameras[1]])
  await one('PUT', id, { video_group_name: 'updated', description: '' })
  assert.deepEqual(await members(id), [cameras[1]])
  const shown = (await one('GET', id)).body
  assert.deepEqual([shown.video_group_name, shown.description], ['updated', ''])
  assert.ok(shown.modify_at > shown.create_at)
})

test('an update takes at most 50 sources', async () => {
  const id = await createGroup(t, { video_group_name: 'fifty' })
  const { body } = await one('PUT', id, { video_source_ids: Array(51).fill(cameras[0]) })
  assert.match(body.detail, /^video_source_ids: must NOT have more than 50/)
})

test('a group is deleted with its memberships only; then it is unknown', async () => {
  const id = await createGroup(t, { video_group_name: 'delete', video_source_ids: cameras })
  const { status, body } = await one('DELETE', id)
  assert.deepEqual([status, body], [200, id])
  assert.equal((await t.stores.video.sourcesOf(t.projectId, cameras)).length, 3)
  for (const gone of [await one('GET', id), await one('PUT', id, {}), await one('DELETE', id)]) {
    assert.deepEqual([gone.status, gone.body.error_code], [400, 'VIAS.00010002'])
    assert.equal(gone.body.detail, `video_group_id: there is no group ${id} in this project`)
  }
})

test('a group that a batch job names is not deleted', async () => {
  const id = await createGroup(t, { video_group_name: 'in-batch' })
  await t.stores.batches.add(plainBatch(1, { projectId: t.projectId, groupIds: [id] }))
  const { status, body } = await one('DELETE', id)
  assert.deepEqual([status, body.error_code], [500, 'VIAS.00010012'])
  assert.match(body.detail, /^delete: 1 batch job names this group/)
  assert.equal((await one('GET', id)).body.num_batch_task, 1)
  const { body: list } = await t.call('GET', `/v2/${t.projectId}/video-group/groups?has_task=true`)
  assert.deepEqual([list.video_group_number, list.video_group_list[0].video_group_id], [1, id])
})

test('a project has as many groups as its quota', async () => {
  const small = await testApp({ deps: { quotaOf: async () => 1 } })
  try {
    await createGroup(small)
    const { status, body } = await small.call(
      'POST',
      `/v2/${small.projectId}/video-group`,
      groupBody({ video_group_name: 'second' }),
    )
    assert.deepEqual([status, body.error_code], [400, 'VIAS.0010047'])
    assert.match(body.detail, /has 1 groups and may have 1/)
  } finally {
    await small.close()
  }
})
