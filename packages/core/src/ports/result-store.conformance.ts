/** What every ResultStore must do with results and deliveries. */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import {
  emitted,
  hex32,
  LANE,
  type OpenStores,
  OTHER_PROJECT,
  onStores,
  PROJECT,
  plainResult,
  TAKEN,
} from './conformance-kit.js'
import type { StoredResult } from './result-store.js'

const ID = hex32(1)
const CLAIM = 60_000

/** A result as it is read back. */
function stored({ picture, ...row }: ReturnType<typeof plainResult>): StoredResult {
  return { ...row, hasPicture: row.pictureName !== undefined, clipName: undefined }
}

/** Registers the suite; `name` says which adapter is under test. */
export function resultStoreConformance(name: string, open: OpenStores): void {
  test(`${name}: a result comes back as it went in, the name of its picture and key order too`, () =>
    onStores(open, async (stores) => {
      await emitted(stores, 0)
      const pictureName = `${PROJECT}/20261124/M.jpg`
      const row = plainResult(ID, 1, 1, { pictureName, envelope: { z: 1, task_id: 'ü', a: [null] } })
      await stores.results.append(ID, 1, [row, plainResult(ID, 1, 2)], () => [])
      const back = await stores.results.byMessageId(row.messageId)
      assert.deepEqual(back, stored(row))
      assert.equal(JSON.stringify(back?.envelope), JSON.stringify(row.envelope))
      assert.deepEqual(
        await stores.results.byMessageId(plainResult(ID, 1, 2).messageId),
        stored(plainResult(ID, 1, 2)),
      )
      assert.deepEqual(await stores.deliveries.dueLanes(), [])
    }))

  test(`${name}: what is appended twice is kept once, with one delivery`, () =>
    onStores(open, async (stores) => {
      await emitted(stores, 2)
      const again = [plainResult(ID, 1, 2, { messageId: 'made anew' }), plainResult(ID, 1, 3)]
      assert.equal(await stores.results.append(ID, 1, again, () => ['webhook']), true)
      assert.deepEqual(
        (await stores.results.list(PROJECT, ID, 9)).map((r) => r.sequence),
        [3, 2, 1],
      )
      assert.equal(await stores.results.byMessageId('made anew'), undefined)
      assert.deepEqual(await stores.deliveries.counts(ID), { pending: 3, delivered: 0, dead: 0 })
    }))

  test(`${name}: one bad row takes the whole batch with it`, () =>
    onStores(open, async (stores) => {
      await emitted(stores, 1)
      const clash = plainResult(ID, 1, 3, { messageId: plainResult(ID, 1, 1).messageId })
      await assert.rejects(stores.results.append(ID, 1, [plainResult(ID, 1, 2), clash], () => ['webhook']))
      assert.equal((await stores.results.list(PROJECT, ID, 9)).length, 1)
      assert.equal((await stores.deliveries.counts(ID)).pending, 1)
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

  test(`${name}: pruning spares the newest, the young, and what is still to be delivered`, () =>
    onStores(open, async (stores) => {
      await emitted(stores, 500)
      const { results, deliveries } = stores
      const at = (sequence: number) => plainResult(ID, 1, sequence).at
      const claimed = await deliveries.claim(LANE, 499, CLAIM)
      await deliveries.delivered(claimed.map(({ id }) => ({ id, attempt: TAKEN })))
      assert.equal(await results.prune(at(1), 0), 0)
      assert.equal(await results.prune(at(451), 480), 20)
      assert.equal(await results.prune(at(451), 10), 430)
      assert.equal(await results.prune(at(999), 0), 49)
      assert.deepEqual(
        (await results.list(PROJECT, ID, 9)).map((r) => r.sequence),
        [500],
      )
      assert.deepEqual(await deliveries.counts(ID), { pending: 1, delivered: 0, dead: 0 })
    }))

  test(`${name}: a clip is noted for a result of the present run, and for no other`, () =>
    onStores(open, async (stores) => {
      await emitted(stores, 1)
      await emitted(stores, 1, 2)
      const { results } = stores
      const { messageId } = plainResult(ID, 1, 1)
      const clip = { name: 'clip', bytes: 4 }
      assert.equal(await results.addClip(ID, 2, messageId, clip), false)
      assert.equal(await results.addClip(ID, 1, 'unknown', clip), false)
      assert.equal(await results.addClip(hex32(2), 1, messageId, clip), false)
      assert.equal((await results.byMessageId(messageId))?.clipName, undefined)
      for (const _ of ['once', 'again']) assert.equal(await results.addClip(ID, 1, messageId, clip), true)
      assert.equal((await results.byMessageId(messageId))?.clipName, 'clip')
      assert.equal((await results.list(PROJECT, ID, 9))[0]?.clipName, 'clip')
    }))

  test(`${name}: of many ids those of results are told`, () =>
    onStores(open, async (stores) => {
      await emitted(stores, 3)
      const ids = [3, 1].map((n) => plainResult(ID, 1, n).messageId)
      assert.deepEqual((await stores.results.kept([...ids, 'unknown'])).sort(), ids.sort())
    }))
}
