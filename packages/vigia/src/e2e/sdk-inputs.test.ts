/** Does the client reach everything around inputs of the real server: sources, groups, cameras, ONVIF, streams, objects? */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { CreateVideoSource } from '@vigia/contract'
import { VigiaError } from '@vigia/sdk'
import { startOnvifDevice, startS3Server } from '@vigia/testing'
import { atEnd } from './testing/cleanup.js'
import { jpegSize } from './testing/jpeg-size.js'
import { CAMERA_PASSWORD, create, INTRUSION, intrusionJob, STREET, streetCamera } from './testing/street.js'
import { until } from './testing/until.js'
import { dataFolder, startVigia } from './testing/vigia.js'

const login = { user: 'viewer', password: CAMERA_PASSWORD }
const sized = { width: STREET.width, height: STREET.height }
const url = (address: string) => `<type>URL</type><config><URL_ADDRESS>${address}</URL_ADDRESS></config>`

const refusalOf = (call: Promise<unknown>): Promise<VigiaError> =>
  call.then(
    () => assert.fail('it should be refused'),
    (error: unknown) => (error instanceof VigiaError ? error : assert.fail(String(error))),
  )

test('sources are tried, registered, looked at, grouped, changed and deleted', async (t) => {
  const camera = await streetCamera(t)
  const { client } = await startVigia(t, { dataDir: await dataFolder(t) })
  const { sources, groups } = client
  const kind = { access_type: 'cloud', type: 'url' } as const
  const body: CreateVideoSource = { ...kind, video_source_name: 'Gate', type_config: url(camera.url) }

  const tried = await sources.preview(body)
  assert.deepEqual(jpegSize(new Uint8Array(await tried.arrayBuffer())), sized)
  const wrong = { ...body, type_config: url(camera.url.replace(CAMERA_PASSWORD, 'wrong')) }
  assert.match((await refusalOf(sources.preview(wrong))).detail, /no picture came: .*wrong user or password/i)

  const id = await sources.create(body)
  const other = await sources.create({ ...wrong, video_source_name: 'Back', tag: ['north'] })
  const names = async (query: Parameters<typeof sources.list>[0]) =>
    (await sources.list(query)).video_source_list.map((source) => source.video_source_name).sort()
  assert.deepEqual(await names({}), ['Back', 'Gate'])
  assert.deepEqual(await names({ type: ['url', 'camera'], status: ['1', '2', '9'] }), ['Back', 'Gate'])
  assert.deepEqual(await names({ tag: 'north' }), ['Back'])

  const seen = await until('a live picture', () => sources.picture(id))
  assert.deepEqual(jpegSize(new Uint8Array(await seen.arrayBuffer())), sized)
  const times: number[] = []
  for await (const { jpeg, at } of await sources.watch(id, 60)) {
    assert.deepEqual(jpegSize(jpeg), sized)
    if (times.push(at.getTime()) === 3) break
  }
  assert.ok(times[0]! < times[1]! && times[1]! < times[2]!, String(times))

  const group = await groups.create({
    video_group_name: 'yard',
    access_type: 'cloud',
    video_source_ids: [id],
  })
  await groups.update(group, { video_group_name: 'gates', video_source_ids: [id, other] })
  const { video_group_name, num_video_source } = await groups.get(group)
  assert.deepEqual([video_group_name, num_video_source], ['gates', 2])
  assert.deepEqual(await names({ video_group_id: [group] }), ['Back', 'Gate'])
  await groups.delete(group)
  assert.equal((await groups.list({ type: ['url'] })).video_group_number, 0)

  const renamed = await sources.update(id, { video_source_name: 'Main gate', type_config: body.type_config })
  assert.equal(renamed.video_source_name, 'Main gate')
  assert.ok(!JSON.stringify(await sources.get(id)).includes(CAMERA_PASSWORD))
  const job = await create(client, INTRUSION, {
    ...intrusionJob('gate', ''),
    input: { type: 'video_source', data: [{ video_source_id: id }] },
  })
  assert.match((await refusalOf(sources.delete(id))).detail, /job/)
  for await (const { jpeg } of await client.jobs.watch(job, 60)) {
    assert.deepEqual(jpegSize(jpeg), sized)
    break
  }
  await client.jobs.delete(job)
  await until('the source to be deleted', async () => {
    await sources.delete(id).catch(() => undefined)
    return (await names({})).length === 1
  })
})

test('cameras are asked by ONVIF, registered, changed and deleted', async (t) => {
  const camera = await streetCamera(t)
  const device = await startOnvifDevice({
    profiles: [
      {
        token: 'main',
        name: 'main',
        source: 'source-1',
        encoding: 'H264',
        ...sized,
        fps: STREET.fps,
        rtsp: camera.url.replace(/\/\/[^@]*@/, '//'),
      },
    ],
    login,
  })
  atEnd(t, () => device.stop())
  const env = { VIGIA_ONVIF_DISCOVERY: 'lo' }
  const { client } = await startVigia(t, { dataDir: await dataFolder(t), env })
  const { cameras, sources } = client
  assert.ok(Array.isArray(await cameras.discover(1)))
  const onvif = { address: device.address, ...login }
  const { profiles } = await cameras.profiles(onvif)
  assert.deepEqual(
    profiles.map(({ token, width }) => [token, width]),
    [['main', STREET.width]],
  )
  const { id } = await cameras.create({ name: 'North gate', onvif })
  assert.equal((await cameras.update(id, { name: 'South gate' })).name, 'South gate')
  assert.equal((await cameras.get(id)).name, 'South gate')
  assert.equal((await cameras.list({ name_like: 'South' })).total, 1)
  await cameras.delete(id)
  assert.equal((await cameras.list()).total, 0)

  const source = await sources.createByOnvif({ video_source_name: 'Gate', access_type: 'cloud', ...onvif })
  assert.equal((await sources.get(source)).type, 'url')
})

test('streams get keys, objects are stored, and the store is changed', async (t) => {
  const s3 = await startS3Server(['footage'])
  atEnd(t, () => s3.stop())
  const { client } = await startVigia(t, { dataDir: await dataFolder(t) })
  const { streams, objects, services } = client
  const { stream_key, push_url } = await streams.create('yard')
  assert.ok(push_url.endsWith(stream_key))
  assert.equal((await streams.get('yard')).stream_key, stream_key)
  assert.equal((await streams.list({ page_size: 5 })).streams[0]?.stream_key.includes('******'), true)
  assert.notEqual((await streams.rotateKey('yard')).stream_key, stream_key)
  await streams.delete('yard')
  assert.equal((await streams.list()).total, 0)

  const store = async () => {
    const bytes = new Blob(['not a video, but bytes'])
    const { size } = await objects.upload('footage', 'a folder/ä & b.mp4', bytes)
    assert.equal(size, bytes.size)
    const { objects: listed } = await objects.list('footage', { prefix: 'a folder/' })
    assert.deepEqual(
      listed.map(({ key }) => key),
      ['a folder/ä & b.mp4'],
    )
    await objects.delete('footage', 'a folder/ä & b.mp4')
    assert.equal((await objects.list('footage')).count, 0)
  }
  assert.equal((await objects.store()).type, 'folder')
  await store()
  const { endpoint, accessKey: access_key, secretKey: secret_key } = s3
  const used = await objects.useStore({ endpoint, access_key, secret_key })
  assert.deepEqual([used.type, used.secret_key], ['s3', '******'])
  await store()
  assert.equal((await objects.useOwnStore()).type, 'folder')

  const { service_list } = await services.list({ alg_status: ['service_running', 'not_deployed'] })
  const { service_id } = service_list.find(({ service_name }) => service_name === INTRUSION)!
  assert.match((await services.get(service_id)).deployment_constraints.task_config, /target_roi/)
})
