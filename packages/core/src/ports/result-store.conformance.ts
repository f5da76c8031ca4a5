/** What every ResultStore must do with results and deliveries. */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import {
  hex32,
  type OpenStores,
  OTHER_PROJECT,
  onStores,
  PROJECT,
  plainJob,
  plainResult,
  type StoresUnderTest,
} from './conformance-kit.js'

const ID = hex32(1)
const CLAIM = 60_000

/** A job with one run, epoch 1, that has emitted `count` results. */
async function emitted({ jobs, results }: StoresUnderTest, count: number, n = 1): Promise<void> {
  await jobs.insert([plainJob(n)])
  await jobs.claim(hex32(n), 'PENDING', 'w', 1_000)
  const rows = Array.from({ length: count }, (_, i) => plainResult(hex32(n), 1, i + 1))
  assert.equal(await results.append(hex32(n), 1, rows, ['webhook']), true)
}

/** Registers the suite; `name` says which adapter is under test. */
export function resultStoreConformance(name: string, open: OpenStores): void {
  test(`${name}: a result comes back as it went in, picture bytes and key order too`, () =>
    onStores(open, async (stores) => {
      await emitted(stores, 0)
      const picture = new Uint8Array([9, 0, 255, 1, 2]).subarray(1, 4)
      const row = plainResult(ID, 1, 1, { picture, envelope: { z: 1, task_id: 'ü', a: [null] } })
      await stores.results.append(ID, 1, [row, plainResult(ID, 1, 2)], [])
      const back = await stores.results.byMessageId(row.messageId)
      assert.deepEqual({ ...back, picture: [...(back?.picture ?? [])] }, { ...row, picture: [0, 255, 1] })
      assert.equal(JSON.stringify(back?.envelope), JSON.stringify(row.envelope))
      assert.deepEqual(
        await stores.results.byMessageId(plainResult(ID, 1, 2).messageId),
        plainResult(ID, 1, 2),
      )
      assert.deepEqual(await stores.results.dueJobs(), [])
    }))

  test(`${name}: what is appended twice is kept once, with one delivery`, () =>
    onStores(open, async (stores) => {
      await emitted(stores, 2)
      const again = [plainResult(ID, 1, 2, { messageId: 'made anew' }), plainResult(ID, 1, 3)]
      assert.equal(await stores.results.append(ID, 1, again, ['webhook']), true)
      assert.deepEqual(
        (await stores.results.list(PROJECT, ID, 9)).map((r) => r.sequence),
        [3, 2, 1],
      )
      assert.equal(await stores.results.byMessageId('made anew'), undefined)
      assert.deepEqual(await stores.results.deliveryCounts(ID), { pending: 3, delivered: 0, dead: 0 })
    }))

  test(`${name}: one bad row takes the whole batch with it`, () =>
    onStores(open, async (stores) => {
      await emitted(stores, 1)
      const clash = plainResult(ID, 1, 3, { messageId: plainResult(ID, 1, 1).messageId })
      await assert.rejects(stores.results.append(ID, 1, [plainResult(ID, 1, 2), clash], ['webhook']))
      assert.equal((await stores.results.list(PROJECT, ID, 9)).length, 1)
      assert.equal((await stores.results.deliveryCounts(ID)).pending, 1)
    }))

  test(`${name}: lists are newest first, bounded, and the project's own`, () =>
    onStores(open, async (stores) => {
      await emitted(stores, 5)
      const { results } = stores
      assert.deepEqual(
        (await results.list(PROJECT, ID, 2)).map((r) => r.sequence),
        [5, 4],
      )
      const before = plainResult(ID, 1, 3).at
      assert.deepEqual(
        (await results.list(PROJECT, ID, 9, before)).map((r) => r.sequence),
        [2, 1],
      )
      assert.deepEqual(await results.list(OTHER_PROJECT, ID, 9), [])
    }))

  test(`${name}: when all claims are ended, what was claimed is due at once, and nothing else changes`, () =>
    onStores(open, async (stores) => {
      const { results } = stores
      await emitted(stores, 3)
      const [first, second] = await results.claimDeliveries(ID, 2, CLAIM)
      await results.delivered(first!.id)
      await results.releaseClaims()
      const again = await results.claimDeliveries(ID, 9, CLAIM)
      assert.deepEqual(
        again.map((delivery) => [delivery.messageId, delivery.attempts]),
        [
          [second!.messageId, 0],
          [plainResult(ID, 1, 3).messageId, 0],
        ],
      )
    }))

  test(`${name}: deliveries are claimed in order, once, and come back when their claim ends`, () =>
    onStores(open, async (stores, clock) => {
      await emitted(stores, 3)
      const claim = async (limit: number) =>
        (await stores.results.claimDeliveries(ID, limit, CLAIM)).map((d) => d.messageId)
      const [one, two, three] = [1, 2, 3].map((n) => plainResult(ID, 1, n).messageId)
      assert.deepEqual(await claim(2), [one, two])
      assert.deepEqual(await stores.results.dueJobs(), [ID])
      assert.deepEqual(await claim(9), [three])
      assert.deepEqual(await claim(9), [])
      assert.deepEqual(await stores.results.dueJobs(), [])
      clock.later(CLAIM - 1)
      assert.deepEqual(await claim(9), [])
      clock.later(1)
      assert.deepEqual(await claim(9), [one, two, three])
    }))

  test(`${name}: claims at the same moment share nothing`, () =>
    onStores(open, async (stores) => {
      await emitted(stores, 20)
      const claims = await Promise.all(
        Array.from({ length: 10 }, () => stores.results.claimDeliveries(ID, 2, CLAIM)),
      )
      assert.equal(new Set(claims.flat().map((d) => d.id)).size, 20)
    }))

  test(`${name}: a failed delivery waits for its time, counts its attempts and keeps the reason; a dead one never comes back`, () =>
    onStores(open, async (stores, clock) => {
      await emitted(stores, 1)
      const { results } = stores
      const [first] = await results.claimDeliveries(ID, 1, CLAIM)
      await results.failed(first!.id, 'answered 500', clock.now() + 5_000)
      clock.later(4_999)
      assert.deepEqual(await results.claimDeliveries(ID, 1, CLAIM), [])
      clock.later(1)
      const [second] = await results.claimDeliveries(ID, 1, CLAIM)
      assert.deepEqual(
        { ...second, nextAt: 0 },
        { ...first, attempts: 1, lastError: 'answered 500', nextAt: 0 },
      )
      await results.failed(first!.id, 'answered 410', undefined)
      clock.later(10 * CLAIM)
      assert.deepEqual(await results.dueJobs(), [])
      assert.deepEqual(await results.deliveryCounts(ID), { pending: 0, delivered: 0, dead: 1 })
    }))

  test(`${name}: delivered is delivered, also when a slower deliverer reports a failure afterwards`, () =>
    onStores(open, async (stores, clock) => {
      await emitted(stores, 1)
      const [delivery] = await stores.results.claimDeliveries(ID, 1, CLAIM)
      await stores.results.delivered(delivery!.id)
      await stores.results.failed(delivery!.id, 'late', clock.now())
      assert.deepEqual(await stores.results.deliveryCounts(ID), { pending: 0, delivered: 1, dead: 0 })
    }))

  test(`${name}: a receiver that is back gets the waiting deliveries of its job now, and of no other job`, () =>
    onStores(open, async (stores, clock) => {
      await emitted(stores, 2)
      await emitted(stores, 1, 2)
      for (const job of [ID, hex32(2)]) {
        for (const d of await stores.results.claimDeliveries(job, 9, CLAIM)) {
          await stores.results.failed(d.id, 'down', clock.now() + 3_600_000)
        }
      }
      await stores.results.retryNow(ID)
      assert.deepEqual(await stores.results.dueJobs(), [ID])
      assert.equal((await stores.results.claimDeliveries(ID, 9, CLAIM)).length, 2)
    }))

  test(`${name}: jobs with due deliveries are told longest overdue first`, () =>
    onStores(open, async (stores, clock) => {
      await emitted(stores, 1, 2)
      clock.later(1)
      await emitted(stores, 3, 1)
      assert.deepEqual(await stores.results.dueJobs(), [hex32(2), ID])
    }))

  test(`${name}: jobs with failed deliveries are told as long as one of them is pending`, () =>
    onStores(open, async (stores, clock) => {
      const { results } = stores
      for (const n of [1, 2, 3]) await emitted(stores, 2, n)
      for (const n of [1, 2]) {
        const [delivery] = await results.claimDeliveries(hex32(n), 1, CLAIM)
        await results.failed(delivery!.id, 'down', clock.now() + 3_600_000)
      }
      assert.deepEqual(await results.failingJobs(), [ID, hex32(2)])
      clock.later(3_600_000)
      for (const d of await results.claimDeliveries(ID, 9, CLAIM)) await results.delivered(d.id)
      for (const d of await results.claimDeliveries(hex32(2), 9, CLAIM))
        await results.failed(d.id, 'gone', undefined)
      assert.deepEqual(await results.failingJobs(), [])
    }))

  test(`${name}: pruning spares the newest, the young, and what is still to be delivered`, () =>
    onStores(open, async (stores) => {
      await emitted(stores, 500)
      const { results } = stores
      const at = (sequence: number) => plainResult(ID, 1, sequence).at
      for (const d of await results.claimDeliveries(ID, 499, CLAIM)) await results.delivered(d.id)
      assert.equal(await results.prune(at(1), 0), 0)
      assert.equal(await results.prune(at(451), 480), 20)
      assert.equal(await results.prune(at(451), 10), 430)
      assert.equal(await results.prune(at(999), 0), 49)
      assert.deepEqual(
        (await results.list(PROJECT, ID, 9)).map((r) => r.sequence),
        [500],
      )
      assert.deepEqual(await results.deliveryCounts(ID), { pending: 1, delivered: 0, dead: 0 })
    }))
}
