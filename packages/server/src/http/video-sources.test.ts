/** Registered video sources: what create takes and refuses, details, update, delete. */
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import type { Kysely } from 'kysely'
import { createJob, putState, secondProject, type TestApp, testApp } from './test-app.js'
import { CAMERA, createGroup, createSource, reading, sourceBody, urlConfig } from './video.testing.js'

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/
const UNKNOWN = '00000000-0000-4000-8000-00000000ffff'
let t: TestApp
const pictures = new Map<string, { jpeg: Uint8Array; at: number }>()
before(async () => {
  t = await testApp({ deps: { previews: { latest: (id) => pictures.get(id) } } })
})
after(() => t.close())

const create = (change: object) => t.call('POST', `/v2/${t.projectId}/source`, sourceBody({ ...change }))
const show = async (id: string) => (await t.call('GET', `/v2/${t.projectId}/source/sources/${id}`)).body
const update = (id: string, body: object) => t.call('PUT', `/v2/${t.projectId}/source/${id}`, body)
const remove = (id: string) => t.call('DELETE', `/v2/${t.projectId}/source/${id}`)

test('a source is registered and shown with everything that was given, its password masked', async () => {
  const group = await createGroup(t)
  const id = await createSource(t, {
    latitude: '+52.52',
    longitude: '-13.4',
    tag: ['north', '东门'],
    video_group_ids: [group],
  })
  assert.match(id, UUID)
  assert.deepEqual(await show(id), {
    video_source_id: id,
    video_source_name: 'Main gate',
    access_type: 'cloud',
    status: { status: 'Offline', name: '离线', level: '2', reason: 'It has not been looked at yet.' },
    type: 'url',
    latitude: '+52.52',
    longitude: '-13.4',
    create_at: Date.UTC(2026, 10, 24, 8),
    type_config: '<type_config><url_address>rtsp://viewer:******@10.0.0.9/ch1</url_address></type_config>',
    video_packages: [{ video_group_id: group, video_group_name: 'gates' }],
    stream_path: 'rtsp://viewer:******@10.0.0.9/ch1',
    tag: ['north', '东门'],
    scene_recommend: [],
    video_source_quality: [],
    service_config_templates: [],
  })
})

const taken = 'a'.repeat(101)
/** What is wrong, and how the answer's detail begins. */
const REFUSED: [string, object, string][] = [
  ['no name', { video_source_name: undefined }, 'video_source_name: is required'],
  ['a name of 101', { video_source_name: taken }, 'video_source_name: must match pattern'],
  [
    'a name that begins with a space',
    { video_source_name: ' gate' },
    'video_source_name: must match pattern',
  ],
  ['a name that ends with a space', { video_source_name: 'gate ' }, 'video_source_name: must match pattern'],
  ['another kind of access', { access_type: 'moon' }, 'access_type: must be equal'],
  ['no type_config', { type_config: undefined }, 'type_config: is required'],
  ['a type_config of 1025', { type_config: 'a'.repeat(1025) }, 'type_config: must NOT have more than 1024'],
  ['a latitude of 91', { latitude: '91' }, 'latitude: must match pattern'],
  ['a longitude of 181', { longitude: '181' }, 'longitude: must match pattern'],
  ['five tags', { tag: ['a', 'b', 'c', 'd', 'e'] }, 'tag: must NOT have more than 4 items'],
  ['a tag of 11', { tag: ['a'.repeat(11)] }, 'tag[0]: must match pattern'],
  [
    'a type of on-premises editions',
    { type: 'VIDEO_PLATFORM' },
    'type: VIDEO_PLATFORM is not available here',
  ],
  [
    'a camera for cloud analysis',
    { type: 'camera' },
    'access_type: sources of type camera are for edge analysis',
  ],
  [
    'a file for edge analysis',
    { type: 'obs', access_type: 'edge' },
    'access_type: sources of type obs are for cloud',
  ],
  [
    'an address that may not be reached',
    { type_config: urlConfig('rtsp://refused/1') },
    'type_config.url_address: 127.0.0.1 is a loopback address',
  ],
]
for (const [what, change, detail] of REFUSED) {
  test(`create refuses ${what}`, async () => {
    const { status, body } = await create({ video_source_name: 'never', ...change })
    assert.deepEqual([status, body.error_code], [400, 'VIAS.00010001'], JSON.stringify(body))
    assert.ok(body.detail.startsWith(detail), body.detail)
  })
}

test('names may have spaces, dots and brackets inside, and are unique within the project', async () => {
  await createSource(t, { video_source_name: '东门 No.1_(a)（b）-x' })
  const { status, body } = await create({ video_source_name: '东门 No.1_(a)（b）-x' })
  assert.deepEqual([status, body.error_code], [400, 'VIAS.00010010'])
  assert.match(body.detail, /^video_source_name: "东门/)
  const second = await secondProject(t, 'names')
  const path = `/v2/${second.projectId}/source`
  const other = await t.call('POST', path, sourceBody({ video_source_name: 'Main gate' }), second.token)
  assert.equal(other.status, 200)
})

test('sources of the industry video-management service are refused with a code of their own', async () => {
  const { status, body } = await create({ video_source_name: 'never', type: 'ivm' })
  assert.deepEqual([status, body.error_code], [400, 'VIAS.0010046'])
})

test('a group that is not there, or not of this project, is named; one of the other kind is refused', async () => {
  const second = await secondProject(t, 'groups')
  const foreign = await t.call(
    'POST',
    `/v2/${second.projectId}/video-group`,
    { video_group_name: 'theirs', access_type: 'cloud' },
    second.token,
  )
  for (const id of [UNKNOWN, foreign.body.video_group_id]) {
    const { body } = await create({ video_source_name: 'never', video_group_ids: [id] })
    assert.equal(body.error_code, 'VIAS.00010002')
    assert.equal(body.detail, `video_group_ids: there is no group ${id} in this project`)
  }
  const edge = await createGroup(t, { video_group_name: 'edge', access_type: 'edge' })
  const { body } = await create({ video_source_name: 'never', video_group_ids: [edge] })
  assert.match(body.detail, /^video_group_ids: group .* holds edge sources/)
})

test('an update answers the whole source; what is left out stays, a masked password too', async () => {
  const id = await createSource(t, { video_source_name: 'update', tag: ['a'], latitude: '1' })
  const shown = await show(id)
  const { status, body } = await update(id, {
    video_source_name: 'updated',
    type_config: shown.type_config,
    latitude: '',
  })
  assert.equal(status, 200, JSON.stringify(body))
  assert.deepEqual(body, { ...shown, video_source_name: 'updated', latitude: '' })
  const source = await t.stores.video.findSource(id)
  assert.deepEqual(source?.input, { type: 'url', url: CAMERA })
})

test('a masked password does not go to another host or user', async () => {
  const id = await createSource(t, { video_source_name: 'mask' })
  for (const url of ['rtsp://viewer:******@10.0.0.66/ch1', 'rtsp://other:******@10.0.0.9/ch1']) {
    const { body } = await update(id, { video_source_name: 'mask', type_config: urlConfig(url) })
    assert.match(body.detail, /^type_config.url_address: the password is masked/)
  }
})

test('of two updates at once both are kept', async () => {
  const id = await createSource(t, { video_source_name: 'twice' })
  const type_config = urlConfig(CAMERA)
  const ends = await Promise.all([
    update(id, { video_source_name: 'twice', type_config, tag: ['kept'] }),
    update(id, { video_source_name: 'twice', type_config, latitude: '7' }),
  ])
  assert.deepEqual(
    ends.map(({ status }) => status),
    [200, 200],
  )
  const { tag, latitude } = await show(id)
  assert.deepEqual([tag, latitude], [['kept'], '7'])
})

test('a source that a job reads is not deleted, and answers how many read it; then it is, and is gone', async () => {
  const id = await createSource(t, { video_source_name: 'delete' })
  const job = await createJob(t, { name: 'reader', ...reading(id) })
  const refused = await remove(id)
  assert.deepEqual([refused.status, refused.body.error_code], [500, 'VIAS.00010012'])
  assert.match(refused.body.detail, /^delete: 1 job reads this video source; delete it first/)
  await t.stores.jobs.remove(job)
  const done = await remove(id)
  assert.deepEqual([done.status, done.body], [200, true])
  for (const gone of [await remove(id), await update(id, sourceBody())]) {
    assert.deepEqual([gone.status, gone.body.error_code], [400, 'VIAS.00010002'])
    assert.equal(gone.body.detail, `video_source_id: there is no video source ${id} in this project`)
  }
  assert.equal((await show(id)).error_code, 'VIAS.00010002')
})

test('the image of a source is the newest picture of a job that runs on it, and its state what that job sees', async () => {
  const id = await createSource(t, { video_source_name: 'picture' })
  const jobs = [1, 2].map((n) => createJob(t, { name: `picture-${n}`, ...reading(id) }))
  const [old, fresh] = (await Promise.all(jobs)) as [string, string]
  pictures.set(old, { jpeg: new Uint8Array([1]), at: 1 })
  pictures.set(fresh, { jpeg: new Uint8Array([2]), at: 2 })
  assert.equal((await show(id)).image, undefined, 'nothing runs')
  await putState(t, old, 'RUNNING')
  assert.equal((await show(id)).image, Buffer.from([1]).toString('base64'))
  await putState(t, fresh, 'ABNORMAL')
  const { image, status } = await show(id)
  assert.deepEqual([image, status.status], [Buffer.from([2]).toString('base64'), 'Abnormal'])
})

test('a project has as many sources as its quota, also when all are asked for at once', async () => {
  const small = await testApp({ deps: { quotaOf: async () => 3 } })
  try {
    const answers = await Promise.all(
      [1, 2, 3, 4, 5].map((n) =>
        small.call('POST', `/v2/${small.projectId}/source`, sourceBody({ video_source_name: `s-${n}` })),
      ),
    )
    const refused = answers.filter(({ status }) => status !== 200)
    assert.equal(refused.length, 2)
    for (const { body } of refused) {
      assert.equal(body.error_code, 'VIAS.0010047')
      assert.match(body.detail, /has 3 video sources and may have 3/)
    }
  } finally {
    await small.close()
  }
})

test('an address in the database is sealed', async () => {
  const id = await createSource(t, { video_source_name: 'sealed' })
  const { db } = t.stores.video as unknown as {
    db: Kysely<{ video_sources: { id: string; config: string } }>
  }
  const { config } = await db
    .selectFrom('video_sources')
    .select('config')
    .where('id', '=', id)
    .executeTakeFirstOrThrow()
  assert.ok(!config.includes('s3cret') && !config.includes('10.0.0.9'))
})
