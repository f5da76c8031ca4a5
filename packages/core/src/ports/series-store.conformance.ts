/** What every SeriesStore must do with the numbers of results. */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { MINUTE_MS, QUARTER_MS } from '../series/index.js'
import {
  type FakeClock,
  hex32,
  type OpenStores,
  OTHER_PROJECT,
  onStores,
  PROJECT,
  plainJob,
  plainResult,
  type StoresUnderTest,
} from './conformance-kit.js'
import type { NewResult } from './result-store.js'

const ID = hex32(1)
const NINE = Date.UTC(2026, 10, 24, 9)
const EVER = Number.MAX_SAFE_INTEGER

/** Counts at one line, reported `minute` minutes after nine for the minute before. */
const lines = (sequence: number, minute: number, to1: number, to2: number, name = 'in'): NewResult =>
  plainResult(ID, 1, sequence, {
    eventType: 131_073,
    at: NINE + minute * MINUTE_MS,
    envelope: {
      data: {
        interval: 60,
        event_set: [
          {
            line: [
              [0, 0],
              [9, 9],
            ],
            line_id: 0,
            side1_count: to1,
            side2_count: to2,
            side1_name: name,
            side2_name: 'out',
          },
        ],
      },
    },
  })
const region = (sequence: number, at: number, count: number): NewResult =>
  plainResult(ID, 1, sequence, {
    eventType: 131_074,
    at,
    envelope: { data: { event_set: [{ polygon: [[0, 0]], region_id: 0, count }] } },
  })

async function running({ jobs }: StoresUnderTest): Promise<void> {
  await jobs.insert([plainJob(1)])
  await jobs.claim(ID, 'PENDING', 'w', 1_000)
}

/** Registers the suite; `name` says which adapter is under test. */
export function seriesStoreConformance(name: string, open: OpenStores): void {
  const onRun = (body: (stores: StoresUnderTest, clock: FakeClock) => Promise<void>) => () =>
    onStores(open, async (stores, clock) => {
      await running(stores)
      await body(stores, clock)
    })

  test(
    `${name}: counts of lines come into one series per side, each in the minute that it was counted in`,
    onRun(async ({ results, series }) => {
      await results.append(ID, 1, [lines(1, 1, 3, 0), lines(2, 2, 4, 1)], () => [])
      const all = await series.ofJob(PROJECT, ID)
      assert.deepEqual(
        all.map(({ id: _, ...one }) => one),
        [
          ['line-0-side1', 'Line 0 to in'],
          ['line-0-side2', 'Line 0 to out'],
        ].map(([key, named]) => ({
          jobId: ID,
          projectId: PROJECT,
          key,
          kind: 'count',
          eventType: 131_073,
          name: named,
          place: [
            [0, 0],
            [9, 9],
          ],
          firstAt: NINE,
          lastAt: NINE + MINUTE_MS,
        })),
      )
      const minute = (at: number, value: number) => ({
        ...{ at, points: 1, sum: value, least: value, most: value, seconds: 60 },
      })
      assert.deepEqual(await series.read(all[0]!.id, MINUTE_MS, 0, EVER, 9), [
        minute(NINE, 3),
        minute(NINE + MINUTE_MS, 4),
      ])
      assert.deepEqual(await series.read(all[1]!.id, QUARTER_MS, 0, EVER, 9), [
        { at: NINE, points: 2, sum: 1, least: 0, most: 1, seconds: 120 },
      ])
    }),
  )

  test(
    `${name}: a result that is appended twice is counted once, and one that is refused not at all`,
    onRun(async ({ results, series }) => {
      for (const rows of [[lines(1, 1, 3, 0)], [lines(1, 1, 3, 0), lines(2, 1, 5, 0)]])
        await results.append(ID, 1, rows, () => [])
      assert.equal(await results.append(ID, 2, [lines(3, 1, 7, 0)], () => []), false)
      const clash = lines(5, 1, 1, 1)
      await assert.rejects(
        results.append(
          ID,
          1,
          [lines(4, 1, 9, 0), { ...clash, messageId: lines(1, 1, 0, 0).messageId }],
          () => [],
        ),
      )
      const [to1] = await series.ofJob(PROJECT, ID)
      const [minute] = await series.read(to1!.id, MINUTE_MS, 0, EVER, 9)
      assert.deepEqual([minute!.sum, minute!.points, minute!.most], [8, 2, 5])
    }),
  )

  test(
    `${name}: levels of one minute keep their mean, least and most`,
    onRun(async ({ results, series }) => {
      const levels = [4, 1, 7].map((count, i) => region(i + 1, NINE + i * 2_000, count))
      await results.append(ID, 1, levels, () => [])
      const [one] = await series.ofJob(PROJECT, ID)
      assert.deepEqual([one!.key, one!.kind], ['region-0', 'level'])
      assert.deepEqual(await series.read(one!.id, MINUTE_MS, 0, EVER, 9), [
        { at: NINE, points: 3, sum: 12, least: 1, most: 7, seconds: 0 },
      ])
    }),
  )

  test(
    `${name}: a renamed side stays the same series under its new name`,
    onRun(async ({ results, series }) => {
      await results.append(ID, 1, [lines(1, 1, 1, 0, 'in'), lines(2, 2, 1, 0, 'inside')], () => [])
      const all = await series.ofJob(PROJECT, ID)
      assert.deepEqual(
        all.map((one) => one.name),
        ['Line 0 to inside', 'Line 0 to out'],
      )
    }),
  )

  test(
    `${name}: ranges are from inclusive, to exclusive, and go on where the limit cut them`,
    onRun(async ({ results, series }) => {
      await results.append(
        ID,
        1,
        Array.from({ length: 10 }, (_, i) => region(i + 1, NINE + i * MINUTE_MS, i)),
        () => [],
      )
      const [one] = await series.ofJob(PROJECT, ID)
      const read = async (from: number, to: number, limit: number) =>
        (await series.read(one!.id, MINUTE_MS, NINE + from * MINUTE_MS, NINE + to * MINUTE_MS, limit)).map(
          (sums) => sums.sum,
        )
      assert.deepEqual(await read(2, 5, 9), [2, 3, 4])
      assert.deepEqual(await read(2, 9, 2), [2, 3])
    }),
  )

  test(
    `${name}: another project sees no series`,
    onRun(async ({ results, series }) => {
      await results.append(ID, 1, [lines(1, 1, 3, 0)], () => [])
      assert.deepEqual(await series.ofJob(OTHER_PROJECT, ID), [])
    }),
  )

  test(
    `${name}: series outlive the results they came from, go by their own age, and with their job`,
    onRun(async ({ results, series, jobs }) => {
      const minutes = 2_500
      const rows = Array.from({ length: minutes }, (_, i) => region(i + 1, NINE + i * MINUTE_MS, i))
      await results.append(ID, 1, rows, () => [])
      assert.equal(await results.prune(EVER, 0), minutes)
      const [one] = await series.ofJob(PROJECT, ID)
      const count = async () => (await series.read(one!.id, MINUTE_MS, 0, EVER, minutes)).length
      assert.equal(await count(), minutes)
      await series.prune(NINE + 2_400 * MINUTE_MS)
      assert.equal(await count(), 100)
      assert.equal((await series.ofJob(PROJECT, ID))[0]!.firstAt, NINE + 2_400 * MINUTE_MS)
      await jobs.remove(ID)
      await series.prune(0)
      assert.deepEqual(await series.ofJob(PROJECT, ID), [])
      assert.equal(await count(), 0)
    }),
  )
}
