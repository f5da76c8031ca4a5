/** What every EdgeCameraStore must do. */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { QuotaReached } from '../identity/quotas.js'
import {
  hex32,
  type OpenStores,
  OTHER_PROJECT,
  onProjects,
  PROJECT,
  plainCamera,
  plainJob,
  plainSource,
  uuid,
} from './conformance-kit.js'
import { CameraGone, type EdgeCameraFilter } from './edge-camera-store.js'
import { NameTaken } from './job-store.js'

const MANY = 1000
const input = { type: 'edgecamera' as const, id: 'cam-1' }
const reading = (n: number, changed = {}) =>
  plainJob(n, { spec: { ...plainJob(n).spec, input: { ...input, index: 0 } }, ...changed })
const source = (n: number, changed = {}) =>
  plainSource(n, { type: 'camera', accessType: 'edge', input, ...changed })
const isGone = (error: unknown) => error instanceof CameraGone && error.cameraId === 'cam-1'

/** Registers the suite; `name` says which adapter is under test. */
export function edgeCameraStoreConformance(name: string, open: OpenStores): void {
  test(`${name}: a camera comes back as it went in, in its project only`, () =>
    onProjects(open, async ({ cameras }) => {
      const camera = plainCamera(1, {
        description: 'By the gate',
        stream: 'sub1',
        streams: [
          { name: 'main', url: 'rtsp://a:b@10.0.0.9/1', width: 1920, height: 1080, fps: 25, codec: 'H264' },
          { name: 'sub1', url: 'rtsp://a:b@10.0.0.9/2' },
        ],
        onvif: { address: 'http://10.0.0.9/onvif/device_service', user: 'a', password: 'b' },
      })
      await cameras.add(camera, MANY)
      assert.deepEqual(await cameras.get(PROJECT, 'cam-1'), camera)
      assert.equal(await cameras.get(OTHER_PROJECT, 'cam-1'), undefined)
      assert.equal(await cameras.remove(OTHER_PROJECT, 'cam-1'), undefined)
      await cameras.add(plainCamera(1, { projectId: OTHER_PROJECT }), MANY)
      assert.equal((await cameras.get(OTHER_PROJECT, 'cam-1'))?.description, '')
    }))

  test(`${name}: a camera id that is taken and a full project of cameras are told, and nothing is kept`, () =>
    onProjects(open, async ({ cameras }) => {
      await cameras.add(plainCamera(1), 1)
      await assert.rejects(cameras.add(plainCamera(1, { name: 'Other' }), MANY), NameTaken)
      await assert.rejects(
        cameras.add(plainCamera(2), 1),
        (error) => error instanceof QuotaReached && error.total === 1 && error.most === 1,
      )
      assert.equal((await cameras.get(PROJECT, 'cam-1'))?.name, 'Camera 1')
      assert.equal(await cameras.get(PROJECT, 'cam-2'), undefined)
      const ends = await Promise.allSettled([3, 4, 5].map((n) => cameras.add(plainCamera(n), 2)))
      assert.equal(ends.filter(({ status }) => status === 'fulfilled').length, 1)
    }))

  test(`${name}: of two changes of a camera from one look the first wins`, () =>
    onProjects(open, async ({ cameras }) => {
      const before = plainCamera(1, { onvif: { address: 'http://10.0.0.9/', user: '', password: '' } })
      await cameras.add(before, MANY)
      const { onvif: _, ...without } = before
      const to = { ...without, name: 'Gate', stream: 'main' as const, updatedAt: before.updatedAt }
      assert.equal(await cameras.change(before, to), true)
      assert.equal(await cameras.change(before, { ...to, name: 'Late' }), false)
      assert.deepEqual(await cameras.get(PROJECT, 'cam-1'), { ...to, updatedAt: before.updatedAt + 1 })
    }))

  test(`${name}: lists of cameras are by creation, filtered, and of one project`, () =>
    onProjects(open, async ({ cameras }) => {
      await cameras.add(plainCamera(1, { name: 'Gate_100%' }), MANY)
      await cameras.add(plainCamera(2, { name: 'gate' }), MANY)
      await cameras.add(plainCamera(3, { nodeId: 'other' }), MANY)
      await cameras.add(plainCamera(4, { projectId: OTHER_PROJECT }), MANY)
      const found = async (changed: Partial<EdgeCameraFilter>) => {
        const filter: EdgeCameraFilter = { projectId: PROJECT, sortDir: 'asc', offset: 0, limit: 10 }
        const { cameras: page, total } = await cameras.list({ ...filter, ...changed })
        return [total, ...page.map(({ id }) => id)]
      }
      assert.deepEqual(await found({}), [3, 'cam-1', 'cam-2', 'cam-3'])
      assert.deepEqual(await found({ sortDir: 'desc', limit: 2 }), [3, 'cam-3', 'cam-2'])
      assert.deepEqual(await found({ offset: 2 }), [3, 'cam-3'])
      assert.deepEqual(await found({ nameLike: 'ate' }), [2, 'cam-1', 'cam-2'])
      assert.deepEqual(await found({ nameLike: '_1' }), [1, 'cam-1'])
      assert.deepEqual(await found({ nameLike: 'GATE' }), [0])
      assert.deepEqual(await found({ idLike: 'm-2' }), [1, 'cam-2'])
      assert.deepEqual(await found({ nodeId: 'other' }), [1, 'cam-3'])
    }))

  test(`${name}: a camera that jobs and sources read stays and tells how many; jobs that are being deleted do not count`, () =>
    onProjects(open, async ({ cameras, jobs, video }) => {
      await cameras.add(plainCamera(1), MANY)
      await cameras.add(plainCamera(1, { projectId: OTHER_PROJECT }), MANY)
      await jobs.insert([reading(1), reading(2, { state: 'DELETING' }), plainJob(3)], { cameras: ['cam-1'] })
      await video.addSource(source(1), [], MANY)
      await video.addSource(plainSource(2), [], MANY)
      assert.deepEqual(await cameras.remove(PROJECT, 'cam-1'), { jobs: 1, sources: 1 })
      assert.ok(await cameras.get(PROJECT, 'cam-1'))
      assert.deepEqual(await cameras.remove(OTHER_PROJECT, 'cam-1'), { jobs: 0, sources: 0 })

      // They read something else, or something else reads it.
      const job = await jobs.find(hex32(1))
      await jobs.replaceSpec({ ...job!, spec: plainJob(1).spec }, 'PENDING')
      await video.changeSource(source(1), { ...source(1), input: plainSource(1).input }, true)
      const third = await jobs.find(hex32(3))
      await jobs.replaceSpec({ ...third!, spec: reading(3).spec }, 'PENDING', undefined, {
        cameras: ['cam-1'],
      })
      assert.deepEqual(await cameras.remove(PROJECT, 'cam-1'), { jobs: 1, sources: 0 })
      await jobs.remove(hex32(3))
      assert.deepEqual(await cameras.remove(PROJECT, 'cam-1'), { jobs: 0, sources: 0 })
      assert.equal(await cameras.remove(PROJECT, 'cam-1'), undefined)
    }))

  test(`${name}: nothing is stored that would read a camera that is gone, or is another project's`, () =>
    onProjects(open, async ({ cameras, jobs, video }) => {
      await cameras.add(plainCamera(1, { projectId: OTHER_PROJECT }), MANY)
      await assert.rejects(jobs.insert([reading(1)], { cameras: ['cam-1'] }), isGone)
      assert.equal(await jobs.find(hex32(1)), undefined)
      await assert.rejects(video.addSource(source(1), [], MANY), isGone)
      assert.equal(await video.findSource(uuid(1)), undefined)
      await video.addSource(plainSource(2), [], MANY)
      await assert.rejects(video.changeSource(plainSource(2), { ...plainSource(2), input }, true), isGone)
      assert.deepEqual(await video.findSource(uuid(2)), plainSource(2))
    }))

  test(`${name}: a project with cameras is not deleted, and tells how many`, () =>
    onProjects(open, async ({ cameras, identity }) => {
      await cameras.add(plainCamera(1), MANY)
      assert.deepEqual(await identity.removeProject(PROJECT), { 'edge cameras': 1 })
      assert.deepEqual((await identity.quotas(PROJECT)).cameras, { used: 1, limit: 5_000 })
    }))
}
