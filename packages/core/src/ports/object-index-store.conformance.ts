/** What every ObjectIndexStore must do. */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { hex32, type OpenStores, onStores, PROJECT } from './conformance-kit.js'
import type { IndexHour, WrittenResult } from './object-index-store.js'

const HOUR: IndexHour = { jobId: hex32(1), projectId: PROJECT, bucket: 'results', path: 'gate', hour: 0 }
const result = (n: number): WrittenResult => ({
  messageId: `M-${n}`,
  at: n,
  eventType: 196_609,
  hasPicture: n % 2 === 1,
  hasClip: false,
})

/** Registers the suite; `name` says which adapter is under test. */
export function objectIndexConformance(name: string, open: OpenStores): void {
  test(`${name}: an hour is due once results were written, and until its index holds the last of them`, () =>
    onStores(open, async ({ objectIndex }, clock) => {
      await objectIndex.written(HOUR, result(2), clock.now() + 60)
      await objectIndex.written(HOUR, result(1), clock.now() + 90)
      assert.deepEqual(await objectIndex.due(9), [])
      clock.later(60)
      const [due] = await objectIndex.due(9)
      assert.deepEqual({ ...due, version: 0 }, { ...HOUR, version: 0 })
      assert.deepEqual(await objectIndex.resultsOf(HOUR), [result(1), result(2)])
      await objectIndex.written(HOUR, result(3), clock.now() + 60)
      await objectIndex.indexed(due!)
      clock.later(60)
      const [again] = await objectIndex.due(9)
      assert.ok(again!.version > due!.version)
      await objectIndex.indexed(again!)
      assert.deepEqual(await objectIndex.due(9), [])
      await objectIndex.written(HOUR, result(4), clock.now())
      assert.equal((await objectIndex.due(9)).length, 1)
      assert.equal((await objectIndex.resultsOf(HOUR)).length, 4)
    }))

  test(`${name}: an hour that is due in years, for a clock was wrong, is due with the next result`, () =>
    onStores(open, async ({ objectIndex }, clock) => {
      await objectIndex.written(HOUR, result(1), clock.now() + 1e11)
      await objectIndex.written(HOUR, result(2), clock.now() + 60)
      await objectIndex.written(HOUR, result(3), clock.now() + 90)
      clock.later(60)
      assert.equal((await objectIndex.due(9)).length, 1)
    }))

  test(`${name}: the same result is in the index once, as it was written last`, () =>
    onStores(open, async ({ objectIndex }, clock) => {
      await objectIndex.written(HOUR, result(1), clock.now())
      await objectIndex.written(HOUR, { ...result(1), hasClip: true }, clock.now())
      assert.deepEqual(await objectIndex.resultsOf(HOUR), [{ ...result(1), hasClip: true }])
    }))

  test(`${name}: jobs, places and hours have nothing to do with each other; the longest overdue comes first`, () =>
    onStores(open, async ({ objectIndex }, clock) => {
      const others = [{ jobId: hex32(2) }, { bucket: 'b' }, { path: 'p' }, { hour: 3_600_000 }]
      for (const [i, other] of others.entries())
        await objectIndex.written({ ...HOUR, ...other }, result(i), clock.now() - i)
      await objectIndex.written(HOUR, result(9), clock.now())
      assert.deepEqual(await objectIndex.resultsOf(HOUR), [result(9)])
      const due = await objectIndex.due(2)
      assert.deepEqual(
        due.map(({ hour, path }) => [hour, path]),
        [
          [3_600_000, 'gate'],
          [0, 'p'],
        ],
      )
      await objectIndex.postponed(due[0]!, clock.now() + 1)
      assert.equal((await objectIndex.due(9)).length, 4)
      clock.later(1)
      assert.equal((await objectIndex.due(9)).length, 5)
    }))

  test(`${name}: hours long ago are forgotten`, () =>
    onStores(open, async ({ objectIndex }, clock) => {
      await objectIndex.written(HOUR, result(1), clock.now())
      await objectIndex.written({ ...HOUR, hour: 3_600_000 }, result(2), clock.now())
      assert.equal(await objectIndex.prune(3_600_000), 1)
      assert.deepEqual(await objectIndex.resultsOf(HOUR), [])
      assert.deepEqual(
        (await objectIndex.due(9)).map(({ hour }) => hour),
        [3_600_000],
      )
    }))
}
