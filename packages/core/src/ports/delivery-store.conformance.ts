/** What every DeliveryStore must do. */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import {
  emitted,
  hex32,
  LANE,
  laneOf,
  type OpenStores,
  OTHER_PROJECT,
  onStores,
  PROJECT,
  plainResult,
  refused,
  TAKEN,
} from './conformance-kit.js'
import type { Delivery, DeliveryFilter } from './delivery-store.js'

const ID = hex32(1)
const CLAIM = 60_000

/** Registers the suite; `name` says which adapter is under test. */
export function deliveryStoreConformance(name: string, open: OpenStores): void {
  test(`${name}: when all claims are ended, what was claimed is due at once, and nothing else changes`, () =>
    onStores(open, async (stores) => {
      const { deliveries } = stores
      await emitted(stores, 3)
      const [first, second] = await deliveries.claim(LANE, 2, CLAIM)
      await deliveries.delivered([{ id: first!.id, attempt: TAKEN }])
      await deliveries.releaseClaims()
      const again = await deliveries.claim(LANE, 9, CLAIM)
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
        (await stores.deliveries.claim(LANE, limit, CLAIM)).map((d) => d.messageId)
      const [one, two, three] = [1, 2, 3].map((n) => plainResult(ID, 1, n).messageId)
      assert.deepEqual(await claim(2), [one, two])
      assert.deepEqual(await stores.deliveries.dueLanes(), [LANE])
      assert.deepEqual(await claim(9), [three])
      assert.deepEqual(await claim(9), [])
      assert.deepEqual(await stores.deliveries.dueLanes(), [])
      clock.later(CLAIM - 1)
      assert.deepEqual(await claim(9), [])
      clock.later(1)
      assert.deepEqual(await claim(9), [one, two, three])
    }))

  test(`${name}: claims at the same moment share nothing`, () =>
    onStores(open, async (stores) => {
      await emitted(stores, 20)
      const claims = await Promise.all(
        Array.from({ length: 10 }, () => stores.deliveries.claim(LANE, 2, CLAIM)),
      )
      assert.equal(new Set(claims.flat().map((d) => d.id)).size, 20)
    }))

  test(`${name}: a failed delivery waits for its time, counts its attempts and keeps the reason; a dead one never comes back`, () =>
    onStores(open, async (stores, clock) => {
      await emitted(stores, 1)
      const { deliveries } = stores
      const [first] = await deliveries.claim(LANE, 1, CLAIM)
      await deliveries.failed(first!.id, refused('answered 500'), clock.now() + 5_000)
      clock.later(4_999)
      assert.deepEqual(await deliveries.claim(LANE, 1, CLAIM), [])
      clock.later(1)
      const [second] = await deliveries.claim(LANE, 1, CLAIM)
      assert.deepEqual(
        { ...second, nextAt: 0 },
        { ...first, attempts: 1, failures: 1, lastError: 'answered 500', nextAt: 0 },
      )
      await deliveries.failed(first!.id, refused('answered 410'), undefined)
      clock.later(10 * CLAIM)
      assert.deepEqual(await deliveries.dueLanes(), [])
      assert.deepEqual(await deliveries.counts(ID), { pending: 0, delivered: 0, dead: 1 })
    }))

  test(`${name}: delivered is delivered, also when a slower deliverer reports a failure afterwards`, () =>
    onStores(open, async (stores, clock) => {
      await emitted(stores, 1)
      const [delivery] = await stores.deliveries.claim(LANE, 1, CLAIM)
      await stores.deliveries.delivered([{ id: delivery!.id, attempt: TAKEN }])
      await stores.deliveries.failed(delivery!.id, refused('late'), clock.now())
      assert.deepEqual(await stores.deliveries.counts(ID), { pending: 0, delivered: 1, dead: 0 })
    }))

  test(`${name}: a receiver that is back gets the waiting deliveries of its job now, and of no other job`, () =>
    onStores(open, async (stores, clock) => {
      await emitted(stores, 2)
      await emitted(stores, 1, 2)
      for (const lane of [LANE, laneOf(2)]) {
        for (const d of await stores.deliveries.claim(lane, 9, CLAIM)) {
          await stores.deliveries.failed(d.id, refused('down'), clock.now() + 3_600_000)
        }
      }
      await stores.deliveries.retryNow(LANE)
      assert.deepEqual(await stores.deliveries.dueLanes(), [LANE])
      assert.equal((await stores.deliveries.claim(LANE, 9, CLAIM)).length, 2)
    }))

  test(`${name}: jobs with due deliveries are told longest overdue first`, () =>
    onStores(open, async (stores, clock) => {
      await emitted(stores, 1, 2)
      clock.later(1)
      await emitted(stores, 3, 1)
      assert.deepEqual(await stores.deliveries.dueLanes(), [laneOf(2), LANE])
    }))

  test(`${name}: jobs with failed deliveries are told as long as one of them is pending`, () =>
    onStores(open, async (stores, clock) => {
      const { deliveries } = stores
      for (const n of [1, 2, 3]) await emitted(stores, 2, n)
      for (const n of [1, 2]) {
        const [delivery] = await deliveries.claim(laneOf(n), 1, CLAIM)
        await deliveries.failed(delivery!.id, refused('down'), clock.now() + 3_600_000)
      }
      assert.deepEqual(await deliveries.failingLanes(), [LANE, laneOf(2)])
      clock.later(3_600_000)
      for (const d of await deliveries.claim(LANE, 9, CLAIM))
        await deliveries.delivered([{ id: d.id, attempt: TAKEN }])
      for (const d of await deliveries.claim(laneOf(2), 9, CLAIM))
        await deliveries.failed(d.id, refused('gone'), undefined)
      assert.deepEqual(await deliveries.failingLanes(), [])
    }))

  test(`${name}: every attempt is kept in order, with what was answered`, () =>
    onStores(open, async (stores, clock) => {
      await emitted(stores, 1)
      const { deliveries } = stores
      const [delivery] = await deliveries.claim(LANE, 1, CLAIM)
      await deliveries.failed(delivery!.id, refused('answered 500'), clock.now())
      await deliveries.delivered([{ id: delivery!.id, attempt: TAKEN }])
      assert.deepEqual(await deliveries.attemptsOf(delivery!.id), [refused('answered 500'), TAKEN])
      for (let n = 0; n < 60; n += 1) {
        await deliveries.replay(PROJECT, { ids: [delivery!.id] })
        await deliveries.delivered([{ id: delivery!.id, attempt: { ...TAKEN, tookMs: n } }])
      }
      const kept = await deliveries.attemptsOf(delivery!.id)
      assert.deepEqual([kept.length, kept[0]?.tookMs, kept.at(-1)?.tookMs], [50, 10, 59])
    }))

  test(`${name}: a delivery to each channel, each in its own lane, and lists by every filter, newest first`, () =>
    onStores(open, async (stores, clock) => {
      await emitted(stores, 1)
      clock.later(10)
      const { results, deliveries } = stores
      const second = plainResult(ID, 1, 2)
      await results.append(ID, 1, [second], () => ['webhook', 'dis', 'obs', 'event_center'])
      const list = (filter: DeliveryFilter, limit = 9) => deliveries.list(PROJECT, filter, { limit })
      const all = await list({})
      assert.equal(all.length, 5)
      assert.equal(all.at(-1)?.messageId, plainResult(ID, 1, 1).messageId)
      assert.deepEqual(all.map(({ lane }) => lane.channel).toSorted(), [
        'dis',
        'event_center',
        'obs',
        'webhook',
        'webhook',
      ])
      assert.equal(new Set(all.map(({ id }) => id)).size, 5)
      assert.deepEqual(
        (await list({ channel: 'dis' })).map((d) => d.messageId),
        [second.messageId],
      )
      assert.equal((await list({ messageId: second.messageId })).length, 4)
      assert.equal((await list({ jobId: hex32(2) })).length, 0)
      assert.equal((await list({ from: clock.now() })).length, 4)
      assert.equal((await list({ to: clock.now() })).length, 1)
      assert.equal((await list({ state: 'dead' })).length, 0)
      const pages: string[] = []
      for (let after: Delivery | undefined; ; ) {
        const [next] = await deliveries.list(PROJECT, {}, { limit: 1, ...(after ? { after } : {}) })
        if (!next) break
        pages.push(next.id)
        after = next
      }
      assert.deepEqual(
        pages,
        all.map(({ id }) => id),
      )
      assert.deepEqual(await deliveries.list(OTHER_PROJECT, {}, { limit: 9 }), [])
      assert.equal(await deliveries.find(OTHER_PROJECT, pages[0]!), undefined)
      assert.deepEqual(await deliveries.find(PROJECT, pages[0]!), all[0])
    }))

  test(`${name}: a replay takes what is done or dead, by id or by filter, with a ladder of its own`, () =>
    onStores(open, async (stores, clock) => {
      await emitted(stores, 3)
      const { deliveries } = stores
      const [one, two] = await deliveries.claim(LANE, 2, CLAIM)
      await deliveries.delivered([{ id: one!.id, attempt: TAKEN }])
      await deliveries.failed(two!.id, refused('gone'), undefined)
      assert.equal(await deliveries.replay(OTHER_PROJECT, { ids: [one!.id] }), 0)
      assert.equal(await deliveries.replay(OTHER_PROJECT, { filter: {} }), 0)
      clock.later(CLAIM)
      assert.equal(await deliveries.replay(PROJECT, { filter: { jobId: ID } }), 1)
      assert.equal(await deliveries.replay(PROJECT, { ids: [one!.id, two!.id] }), 1)
      const again = await deliveries.claim(LANE, 9, CLAIM)
      assert.deepEqual(again.map((d) => [d.attempts, d.failures]).toSorted(), [
        [0, 0],
        [1, 0],
        [1, 0],
      ])
    }))

  test(`${name}: a lane fails since its first failure until something arrives`, () =>
    onStores(open, async (stores, clock) => {
      await emitted(stores, 3)
      const { deliveries } = stores
      const [one, two] = await deliveries.claim(LANE, 2, CLAIM)
      assert.equal(await deliveries.trouble(LANE), undefined)
      await deliveries.failed(one!.id, { ...refused('first'), at: 5 }, clock.now())
      await deliveries.failed(two!.id, { ...refused('second'), at: 9 }, clock.now())
      const trouble = { lane: LANE, failingSince: 5, offSince: undefined, reason: 'second' }
      assert.deepEqual(await deliveries.trouble(LANE), trouble)
      assert.deepEqual(await deliveries.troubles(PROJECT, 9), [trouble])
      assert.deepEqual(await deliveries.jobTroubles(ID), [trouble])
      assert.deepEqual(await deliveries.jobTroubles(hex32(2)), [])
      assert.deepEqual(await deliveries.troubles(OTHER_PROJECT, 9), [])
      await deliveries.delivered([{ id: one!.id, attempt: TAKEN }])
      assert.equal(await deliveries.trouble(LANE), undefined)
    }))

  test(`${name}: what is or comes into a lane that is switched off is dead, until it is switched on`, () =>
    onStores(open, async (stores, clock) => {
      await emitted(stores, 2)
      const { deliveries, results } = stores
      const [one] = await deliveries.claim(LANE, 1, CLAIM)
      await deliveries.failed(one!.id, refused('answered 500'), clock.now())
      assert.equal(await deliveries.countOff(), 0)
      await deliveries.switchOff(LANE, 'failed for 5 days')
      assert.equal(await deliveries.countOff(), 1)
      await results.append(ID, 1, [plainResult(ID, 1, 3)], () => ['webhook', 'obs'])
      assert.deepEqual(
        (await deliveries.totals())
          .map(({ channel, state, count }) => `${channel} ${state} ${count}`)
          .toSorted(),
        ['obs pending 1', 'webhook dead 3'],
      )
      assert.deepEqual(await deliveries.counts(ID), { pending: 1, delivered: 0, dead: 3 })
      const off = await deliveries.trouble(LANE)
      assert.deepEqual([off?.offSince, off?.reason], [clock.now(), 'failed for 5 days'])
      const dead = await deliveries.list(PROJECT, { state: 'dead' }, { limit: 9 })
      assert.deepEqual(new Set(dead.map((d) => d.lastError)), new Set(['failed for 5 days']))
      assert.equal(await deliveries.switchOn(OTHER_PROJECT, LANE), false)
      assert.equal(await deliveries.switchOn(PROJECT, LANE), true)
      assert.equal(await deliveries.switchOn(PROJECT, LANE), false)
      assert.equal(await deliveries.trouble(LANE), undefined)
      await results.append(ID, 1, [plainResult(ID, 1, 4)], () => ['webhook'])
      assert.equal((await deliveries.claim(LANE, 9, CLAIM)).length, 1)
      assert.equal(await deliveries.replay(PROJECT, { filter: { channel: 'webhook' } }), 3)
      assert.equal((await deliveries.claim(LANE, 9, CLAIM)).length, 3)
    }))
}
