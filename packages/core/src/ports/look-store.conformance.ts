/** What every LookStore must do: who is due, to whom it is given, and what is kept of a look. */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import {
  hex32,
  type OpenStores,
  onProjects,
  PROJECT,
  plainJob,
  plainSource,
  uuid,
} from './conformance-kit.js'
import type { LookResult } from './look-store.js'

const MANY = 1000
const LEASE_MS = 120_000
const READ_MS = 300_000
/** When the sources of the kit are due for the first time. */
const NOW = Date.UTC(2026, 10, 24, 9)
const seen = (changed: Partial<NonNullable<LookResult['seen']>> = {}): LookResult => ({
  status: 1,
  reason: '',
  failures: 0,
  dueAt: NOW + 500_000,
  seen: {
    jpeg: new Uint8Array([1, 2]),
    at: NOW,
    frame: { width: 1920, height: 1080 },
    found: ['Blurry'],
    quality: [],
    memory: new Uint8Array([3]),
    ...changed,
  },
})

/** Registers the suite; `name` says which adapter is under test. */
export function lookStoreConformance(name: string, open: OpenStores): void {
  test(`${name}: a new source is due at once, to one only, and again when nothing was heard`, () =>
    onProjects(open, async ({ video, looks }) => {
      for (const n of [1, 2, 3]) await video.addSource(plainSource(n), [], MANY)
      const claim = async (at: number, limit = 10) =>
        (await looks.claimLooks(at, limit, LEASE_MS, READ_MS)).map(({ source, ticket }) => [
          source.id,
          ticket,
        ])
      assert.deepEqual(await claim(plainSource(1).createdAt - 1), [])
      assert.deepEqual(await claim(NOW, 2), [
        [uuid(1), 1],
        [uuid(2), 1],
      ])
      assert.deepEqual(await claim(NOW, 0), [])
      assert.deepEqual(await claim(NOW), [[uuid(3), 1]])
      assert.deepEqual(await claim(NOW + LEASE_MS - 1), [])
      assert.deepEqual(await claim(NOW + LEASE_MS, 1), [[uuid(1), 2]])
      assert.equal(await looks.countAllSources(), 3)
    }))

  test(`${name}: what a look saw is kept and given to the next one; a look that saw nothing leaves it`, () =>
    onProjects(open, async ({ video, looks }) => {
      await video.addSource(plainSource(1), [], MANY)
      const claim = async (at: number) => (await looks.claimLooks(at, 1, LEASE_MS, READ_MS))[0]!
      const first = await claim(NOW)
      assert.deepEqual([first.memory, first.found, first.failures], [undefined, [], 0])
      assert.equal(await looks.finishLook(first, seen({ quality: ['Blurry', 'Occlude'] })), true)
      const shown = await video.source(PROJECT, uuid(1))
      assert.deepEqual([shown?.status, shown?.statusReason, shown?.quality], [1, '', ['Blurry', 'Occlude']])
      assert.deepEqual(shown?.frame, { width: 1920, height: 1080 })
      assert.equal(shown?.updatedAt, plainSource(1).updatedAt)
      const second = await claim(NOW + 500_000)
      assert.deepEqual([[...second.memory!], second.found], [[3], ['Blurry']])
      const unseen = {
        status: 2 as const,
        reason: 'Gone.',
        failures: 4,
        dueAt: NOW + 900_000,
        seen: undefined,
      }
      assert.equal(await looks.finishLook(second, unseen), true)
      const gone = await video.source(PROJECT, uuid(1))
      assert.deepEqual([gone?.status, gone?.statusReason, gone?.quality], [2, 'Gone.', ['Blurry', 'Occlude']])
      assert.deepEqual(gone?.frame, { width: 1920, height: 1080 })
      assert.deepEqual([...(await looks.sourcePicture(uuid(1)))!.jpeg], [1, 2])
      assert.equal((await claim(NOW + 900_000)).failures, 4)
    }))

  test(`${name}: a look is refused once its source was given out again, changed or deleted`, () =>
    onProjects(open, async ({ video, looks }) => {
      await video.addSource(plainSource(1), [], MANY)
      const claim = async (at: number) => (await looks.claimLooks(at, 1, LEASE_MS, READ_MS))[0]!
      const old = await claim(NOW)
      const fresh = await claim(NOW + LEASE_MS)
      assert.equal(await looks.finishLook(old, seen()), false)
      assert.equal(await looks.finishLook(fresh, seen()), true)
      const late = await claim(NOW + 500_000)
      const before = (await video.source(PROJECT, uuid(1)))!
      await video.changeSource(before, { ...before, name: 'other', updatedAt: NOW + 500_001 }, true)
      assert.equal(await looks.finishLook(late, seen()), false)
      assert.equal(await looks.sourcePicture(uuid(1)), undefined, 'the picture was of the old address')
      assert.equal((await video.source(PROJECT, uuid(1)))?.frame, undefined, 'so was its size')
      const anew = await claim(NOW + 500_001)
      assert.deepEqual([anew.memory, anew.found], [undefined, []])
      await video.removeSource(PROJECT, uuid(1))
      assert.equal(await looks.finishLook(anew, seen()), false)
      assert.equal(await looks.countAllSources(), 0)
    }))

  test(`${name}: a source that a job reads is not opened a second time, and soon after the job has ended`, () =>
    onProjects(open, async ({ jobs, video, looks }) => {
      await video.addSource(plainSource(1), [], MANY)
      const [meanwhile] = await looks.claimLooks(NOW, 1, LEASE_MS, READ_MS)
      const spec = {
        ...plainJob(1).spec,
        input: { type: 'video_source' as const, sourceId: uuid(1), index: 0 },
      }
      await jobs.insert([plainJob(1, { sourceId: uuid(1), spec, state: 'RUNNING' })])
      assert.equal(await looks.finishLook(meanwhile!, seen()), false, 'the job tells how it is')
      assert.deepEqual(await looks.claimLooks(NOW + LEASE_MS, 1, LEASE_MS, READ_MS), [])
      const go = (expectState: 'RUNNING' | 'ABNORMAL' | 'STOPPING', state: typeof expectState | 'STOPPED') =>
        jobs.change({ jobId: hex32(1), expectState, state, status: 'lost', cause: 'test', actor: 'test' })
      await go('RUNNING', 'ABNORMAL')
      const lost = await video.source(PROJECT, uuid(1))
      assert.deepEqual([lost?.status, lost?.statusReason], [9, 'lost'])
      await go('ABNORMAL', 'STOPPING')
      await go('STOPPING', 'STOPPED')
      assert.equal((await looks.claimLooks(NOW + LEASE_MS, 1, LEASE_MS, READ_MS)).length, 1)
    }))
}
