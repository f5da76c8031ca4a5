/** What every EventRetentionStore must do. */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import {
  type OpenStores,
  OTHER_PROJECT,
  onProjects,
  PROJECT,
  type StoresUnderTest,
  uuid,
} from './conformance-kit.js'
import { EVENTS_BEGIN, plainEvent, plainRule, plainSubscription } from './event-kit.js'

const at = (n: number): number => plainEvent(n).at
const left = async ({ events }: StoresUnderTest, projectId = PROJECT): Promise<number[]> =>
  (await events.search(projectId, {}, 2_000)).map((event) => (event.at - EVENTS_BEGIN) / 1_000).reverse()

/** Registers the suite; `name` says which adapter is under test. */
export function eventRetentionConformance(name: string, open: OpenStores): void {
  /** Events of a track of their own: none repeats another. */
  const record = async ({ events }: StoresUnderTest, ...numbers: number[]): Promise<void> => {
    for (const n of numbers) await events.record(plainEvent(n, { tracks: [`t${n}`], pictureBytes: 1_000 }))
  }

  test(`${name}: a project chooses how long events are kept, and takes it back`, () =>
    onProjects(open, async ({ eventRetention }) => {
      assert.deepEqual(await eventRetention.retention(PROJECT), { days: undefined, bytes: undefined })
      await eventRetention.setRetention(PROJECT, { days: 3, bytes: 5_000_000_000 })
      assert.deepEqual(await eventRetention.retention(PROJECT), { days: 3, bytes: 5_000_000_000 })
      assert.deepEqual(await eventRetention.retention(OTHER_PROJECT), { days: undefined, bytes: undefined })
      await eventRetention.setRetention(PROJECT, { days: undefined, bytes: 1 })
      assert.deepEqual(await eventRetention.retention(PROJECT), { days: undefined, bytes: 1 })
    }))

  test(`${name}: what events take is known, also after some are gone`, () =>
    onProjects(open, async (stores) => {
      const { events, eventRetention } = stores
      assert.deepEqual(await eventRetention.projects(), [])
      await record(stores, 1, 2, 3)
      const sum = async () =>
        (await events.search(PROJECT, {}, 9)).reduce((bytes, event) => bytes + event.bytes, 0)
      assert.equal(await eventRetention.usedBytes(PROJECT), await sum())
      assert.ok((await sum()) > 3_000)
      assert.deepEqual(await eventRetention.projects(), [PROJECT])
      await events.remove(PROJECT, [uuid(2).toUpperCase()])
      assert.equal(await eventRetention.usedBytes(PROJECT), await sum())
      assert.equal(await eventRetention.usedBytes(OTHER_PROJECT), 0)
    }))

  test(`${name}: the oldest go first, by age and by size, and only those of the project`, () =>
    onProjects(open, async (stores) => {
      const { eventRetention, events } = stores
      await events.record(plainEvent(0, { projectId: OTHER_PROJECT }))
      await record(stores, 5, 1, 4, 2, 3)
      const each = (await eventRetention.usedBytes(PROJECT)) / 5
      assert.equal(await eventRetention.removeOldest(PROJECT, { before: at(3) }), 2 * each)
      assert.deepEqual(await left(stores), [3, 4, 5])
      assert.equal(await eventRetention.removeOldest(PROJECT, { before: at(3) }), 0)
      assert.equal(await eventRetention.removeOldest(PROJECT, { bytes: each + 1 }), 2 * each)
      assert.deepEqual(await left(stores), [5])
      assert.deepEqual(await left(stores, OTHER_PROJECT), [0])
    }))

  test(`${name}: a main event goes with its repeats, once the newest of them is old enough`, () =>
    onProjects(open, async (stores) => {
      const { events, eventRetention } = stores
      await events.addRule(plainRule(1, { windowMinutes: 5 }), 9)
      for (const n of [1, 2, 3]) await events.record(plainEvent(n, { tracks: ['t'] }))
      await record(stores, 4)
      assert.equal((await events.search(PROJECT, { isMain: true }, 9)).length, 2)
      assert.equal(await eventRetention.removeOldest(PROJECT, { before: at(3) }), 0)
      assert.ok((await eventRetention.removeOldest(PROJECT, { before: at(3) + 1 })) > 0)
      assert.deepEqual(await left(stores), [4])
      assert.equal(await eventRetention.usedBytes(PROJECT), (await events.search(PROJECT, {}, 9))[0]!.bytes)
    }))

  test(`${name}: what is still to be delivered stays, whatever its age and size`, () =>
    onProjects(open, async (stores) => {
      const { events, eventRetention, deliveries } = stores
      await record(stores, 1)
      await events.addSubscription(plainSubscription(1), 9)
      await record(stores, 2)
      const all = { before: at(9) }
      assert.ok((await eventRetention.removeOldest(PROJECT, all)) > 0)
      assert.equal(await eventRetention.removeOldest(PROJECT, all), 0)
      assert.equal(await eventRetention.removeOldest(PROJECT, { bytes: 1 }), 0)
      assert.deepEqual(await left(stores), [2])
      const [lane] = await deliveries.dueLanes()
      const [delivery] = await deliveries.claim(lane!, 1, 1_000)
      await deliveries.delivered([{ id: delivery!.id, attempt: { at: at(9), tookMs: 1 } }])
      assert.ok((await eventRetention.removeOldest(PROJECT, all)) > 0)
      assert.deepEqual(await left(stores), [])
    }))

  test(`${name}: some hundred go at a time`, () =>
    onProjects(open, async (stores) => {
      await record(stores, ...Array.from({ length: 1_100 }, (_, n) => n))
      const counts = []
      while ((await stores.eventRetention.removeOldest(PROJECT, { before: at(1_100) })) > 0)
        counts.push((await left(stores)).length)
      assert.deepEqual(counts, [600, 100, 0])
    }))
}
