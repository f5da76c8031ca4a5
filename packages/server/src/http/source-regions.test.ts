/** Regions are held against the picture of the registered source that a job reads, once a look has seen it. */
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { uuid } from '@vigia/core/conformance'
import { addGroup, batchCalls, groupOf, inputOf } from './batches.testing.js'
import { createBody, createJob, putState, SERVICE, type TestApp, testApp } from './test-app.js'
import { createSource, reading, urlConfig } from './video.testing.js'

let t: TestApp
before(async () => {
  t = await testApp()
})
after(() => t.close())

/** A square with its lower right corner there. */
const upTo = (x: number, y: number): string =>
  JSON.stringify({
    polygons: [
      {
        data: [
          [1, 1],
          [x, 1],
          [x, y],
          [1, y],
        ],
      },
    ],
  })
const config = (target_roi: string) => ({ config: { common: { target_roi } } })
const create = (change: object) =>
  t.call('POST', `/v2/${t.projectId}/services/${SERVICE}/tasks`, createBody({ ...change }))
const update = (id: string, source: string, change: object) => {
  const { service_version: _, ...body } = createBody({ ...reading(source), ...change })
  return t.call('PUT', `/v2/${t.projectId}/tasks/${id}`, body)
}

/** All sources that are due are seen with pictures of this size. */
async function see(width: number, height: number): Promise<void> {
  const claimed = await t.stores.looks.claimLooks(t.now() + 1_000_000, 100, 1, 1)
  for (const look of claimed)
    await t.stores.looks.finishLook(look, {
      status: 1,
      reason: '',
      failures: 0,
      dueAt: t.now(),
      seen: {
        jpeg: new Uint8Array([1]),
        at: t.now(),
        frame: { width, height },
        found: [],
        quality: [],
        memory: undefined,
      },
    })
}

const OUTSIDE =
  /^config\.common\.target_roi: target_roi polygons\[0\]\.data\[1\] is \[1920, 1\], outside of the frame, which is 1280 × 720 pixels/

test('a region outside of the picture is refused when the job is made, naming region, point and size', async () => {
  const id = await createSource(t, { video_source_name: 'seen' })
  const large = { ...reading(id), ...config(upTo(1920, 1080)) }
  assert.equal((await create({ name: 'unseen', ...large })).status, 200)
  await see(1280, 720)
  const { status, body } = await create({ name: 'too-large', ...large })
  assert.deepEqual([status, body.error_code], [400, 'VIAS.00010001'])
  assert.match(body.detail, OUTSIDE)
  assert.match(body.detail, /picture of "seen"/)
  // Drawn along the edge by hand.
  assert.equal((await create({ name: 'fits', ...reading(id), ...config(upTo(1292, 727)) })).status, 200)
  // What is not registered is judged at its first frame.
  assert.equal((await create({ name: 'direct', ...config(upTo(1920, 1080)) })).status, 200)
})

test('an update is held against the picture too, but not for what it leaves as it is', async () => {
  const id = await createSource(t, { video_source_name: 'updated' })
  const job = await createJob(t, { name: 'earlier', ...reading(id), ...config(upTo(1920, 1080)) })
  await see(1280, 720)
  await t.call('PUT', `/v2/${t.projectId}/tasks/${job}/action/stop`)
  await putState(t, job, 'STOPPED')
  assert.equal((await update(job, id, { name: 'renamed' })).status, 200)
  const { status, body } = await update(job, id, config(upTo(1920, 1000)))
  assert.equal(status, 400)
  assert.match(body.detail, OUTSIDE)
  assert.equal((await update(job, id, config(upTo(640, 360)))).status, 200)
  // A camera that was replaced has not been seen.
  const type_config = urlConfig('rtsp://10.0.0.9/ch2')
  const change = { video_source_name: 'updated', type_config }
  assert.equal((await t.call('PUT', `/v2/${t.projectId}/source/${id}`, change)).status, 200)
  assert.equal((await update(job, id, config(upTo(1920, 1080)))).status, 200)
})

test('of a batch those members are refused whose picture is smaller, with their own or the common region', async () => {
  await addGroup(t, 1, [1, 2, 3])
  await see(1280, 720)
  const batches = batchCalls(t)
  const own = await batches.create({
    ...inputOf(groupOf(1, 1, [2, upTo(1920, 1080)])),
    ...config(upTo(640, 360)),
  })
  assert.deepEqual([own.status, own.body.succeed_count, own.body.failed_count], [200, 1, 1])
  assert.match(JSON.stringify(own.body), /polygons\[0\]\.data\[1\] is \[1920, 1\].* 1280 × 720/)

  const common = await batches.create({ name: 'common', ...config(upTo(1920, 1080)) })
  assert.equal(common.status, 400)

  for (const job of await batches.members(own.body.id)) {
    await t.call('PUT', `/v2/${t.projectId}/tasks/${job.id}/action/stop`)
    await putState(t, job.id, 'STOPPED')
  }
  const changed = await batches.update(own.body.id, config(upTo(1920, 1080)))
  assert.equal(changed.body.failed_count, 1, JSON.stringify(changed.body))
  const [member] = await batches.members(own.body.id)
  assert.equal(member?.sourceId, uuid(1))
  assert.equal((await t.stores.jobs.find(member!.id))?.spec.common.target_roi, upTo(640, 360))
})
