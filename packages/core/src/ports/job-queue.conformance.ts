/** What every JobStore must do for placement: who waits, who has a stream, limits that no claim passes, jobs that belong together. */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { hex32, type OpenStores, OTHER_PROJECT, onStores, PROJECT, plainJob } from './conformance-kit.js'

const SERVICE = 'c-intrusiondetection-cloud'
const BATCH = hex32(0xba)
const ORDER = hex32(0x0d)
const TTL = 15_000
const ids = (jobs: { id: string }[]) => jobs.map(({ id }) => Number.parseInt(id, 16))

/** Registers the suite; `name` says which adapter is under test. */
export function jobQueueConformance(name: string, open: OpenStores): void {
  test(`${name}: of each lane the most urgent and longest waiting jobs are told, so many and no more`, () =>
    onStores(open, async ({ jobs }) => {
      await jobs.insert([
        plainJob(1, { priority: 'low' }),
        plainJob(2),
        plainJob(3, { state: 'LACK_OF_RESOURCES' }),
        plainJob(4, { priority: 'high' }),
        plainJob(5, { batchId: BATCH }),
        plainJob(6, { projectId: OTHER_PROJECT }),
        plainJob(7, { desired: 'rest' }),
        plainJob(8, { state: 'RUNNING' }),
      ])
      assert.deepEqual(new Set(ids(await jobs.waiting(9))), new Set([1, 2, 3, 4, 5, 6]))
      assert.deepEqual(new Set(ids(await jobs.waiting(2))), new Set([4, 2, 5, 6]))
      const [first] = (await jobs.waiting(9)).filter(({ id }) => id === hex32(2))
      assert.equal(first?.since, plainJob(2).updatedAt)
    }))

  test(`${name}: who waits longest is told, not who was made first`, () =>
    onStores(open, async ({ jobs }) => {
      const { updatedAt } = plainJob(1)
      await jobs.insert([3, 2, 1].map((n) => plainJob(n, { updatedAt: updatedAt + n })))
      assert.deepEqual(ids(await jobs.waiting(1)), [1])
    }))

  test(`${name}: jobs that wait for a stream of one order or service hide no others of their lane`, () =>
    onStores(open, async ({ jobs }) => {
      await jobs.insert([
        ...[1, 2, 3].map((n) => plainJob(n, { orderId: ORDER, batchId: BATCH })),
        plainJob(4, { batchId: BATCH, orderId: hex32(0x0e) }),
        plainJob(5, { batchId: BATCH }),
        plainJob(6, { batchId: BATCH, serviceName: 'c-loitering-cloud' }),
      ])
      assert.deepEqual(new Set(ids(await jobs.waiting(1))), new Set([1, 4, 5, 6]))
    }))

  test(`${name}: jobs that belong together come in the order of their creation, whatever their states`, () =>
    onStores(open, async ({ jobs }) => {
      const states = ['RUNNING', 'PENDING', 'STOPPED', 'PENDING', 'RUNNING'] as const
      await jobs.insert(states.map((state, i) => plainJob(1 + i, { state, orderId: ORDER })))
      assert.deepEqual(ids(await jobs.within({ orderId: ORDER }, undefined, 9)), [1, 2, 3, 4, 5])
      assert.deepEqual(ids(await jobs.within({ orderId: ORDER }, ['RUNNING', 'PENDING'], 3)), [1, 2, 4])
    }))

  test(`${name}: lacking a stream, and no more lacking it, costs no place in the queue`, () =>
    onStores(open, async ({ jobs }, clock) => {
      await jobs.insert([plainJob(1)])
      clock.later(60_000)
      const to = { jobId: hex32(1), status: undefined, cause: 'test', actor: 'engine' }
      await jobs.change({ ...to, expectState: 'PENDING', state: 'LACK_OF_RESOURCES' })
      await jobs.change({ ...to, expectState: 'LACK_OF_RESOURCES', state: 'PENDING' })
      assert.equal((await jobs.waiting(9))[0]?.since, plainJob(1).updatedAt)
    }))

  test(`${name}: streams are counted by project and batch, those of jobs that are just ending too`, () =>
    onStores(open, async ({ jobs }) => {
      const states = [
        'RUNNING',
        'STARTING',
        'STOPPING',
        'FREEZING',
        'UPGRADING',
        'STOPPED',
        'PENDING',
      ] as const
      await jobs.insert([
        ...states.map((state, i) => plainJob(1 + i, { state })),
        plainJob(20, { state: 'RUNNING', batchId: BATCH }),
        plainJob(21, { state: 'RUNNING', projectId: OTHER_PROJECT }),
      ])
      const lanes = await jobs.laneStreams()
      assert.deepEqual(
        new Set(lanes.map((lane) => JSON.stringify(lane))),
        new Set([
          JSON.stringify({ projectId: PROJECT, batchId: undefined, streams: 5 }),
          JSON.stringify({ projectId: PROJECT, batchId: BATCH, streams: 1 }),
          JSON.stringify({ projectId: OTHER_PROJECT, batchId: undefined, streams: 1 }),
        ]),
      )
    }))

  test(`${name}: no claim passes a limit, however many are made at once`, () =>
    onStores(open, async ({ jobs }) => {
      await jobs.insert(Array.from({ length: 9 }, (_, i) => plainJob(1 + i, { orderId: ORDER })))
      const claims = Array.from({ length: 9 }, (_, i) =>
        jobs.claim(hex32(1 + i), 'PENDING', `w${i}`, TTL, [
          { scope: { orderId: ORDER }, most: 3 },
          { scope: { projectId: PROJECT, serviceName: SERVICE }, most: 5 },
        ]),
      )
      assert.equal((await Promise.all(claims)).filter(Boolean).length, 3)
      assert.deepEqual(await jobs.countsWithin({ orderId: ORDER }), { PENDING: 6, SCHEDULING: 3 })
      const wide = { scope: { projectId: PROJECT, serviceName: SERVICE }, most: 9 }
      const full = { scope: { orderId: ORDER }, most: 3 }
      assert.equal(await jobs.claim(hex32(9), 'PENDING', 'w', TTL, [wide, full]), undefined, 'any of them')
      assert.equal(
        await jobs.claim(hex32(9), 'PENDING', 'w', TTL, [
          { scope: { projectId: PROJECT, serviceName: SERVICE }, most: 3 },
        ]),
        undefined,
      )
    }))

  test(`${name}: a job that was changed since its limits were found is not claimed by them`, () =>
    onStores(open, async ({ jobs }) => {
      await jobs.insert([plainJob(1)])
      const claim = (generation: number) => jobs.claim(hex32(1), 'PENDING', 'w', TTL, [], generation)
      await jobs.replaceSpec(plainJob(1, { orderId: ORDER }), 'PENDING')
      assert.equal(await claim(1), undefined)
      assert.equal((await claim(2))?.epoch, 1)
    }))

  test(`${name}: an UPGRADING job and one that lacked resources can be claimed`, () =>
    onStores(open, async ({ jobs }) => {
      await jobs.insert([plainJob(1, { state: 'UPGRADING' }), plainJob(2, { state: 'LACK_OF_RESOURCES' })])
      assert.equal((await jobs.claim(hex32(1), 'UPGRADING', 'w', TTL))?.epoch, 1)
      assert.equal((await jobs.claim(hex32(2), 'LACK_OF_RESOURCES', 'w', TTL))?.epoch, 1)
      assert.deepEqual(await jobs.countsWithin({ projectId: PROJECT }), { UPGRADING: 1, SCHEDULING: 1 })
    }))

  test(`${name}: jobs that belong together are found by what they belong to, in the order of creation`, () =>
    onStores(open, async ({ jobs }) => {
      const source = 'd0000000-0000-4000-8000-000000000001'
      const template = 'd0000000-0000-4000-8000-000000000002'
      await jobs.insert([
        plainJob(1, { batchId: BATCH, state: 'RUNNING' }),
        plainJob(2, { orderId: ORDER }),
        plainJob(3, { sourceId: source, batchId: BATCH }),
        plainJob(4, { templateId: template, serviceName: 'c-other' }),
        plainJob(5, { projectId: OTHER_PROJECT }),
      ])
      const found = async (...args: Parameters<typeof jobs.within>) => ids(await jobs.within(...args))
      assert.deepEqual(await found({ batchId: BATCH }, undefined, 9), [1, 3])
      assert.deepEqual(await found({ batchId: BATCH }, ['RUNNING'], 9), [1])
      assert.deepEqual(await found({ orderId: ORDER }, undefined, 9), [2])
      assert.deepEqual(await found({ sourceId: source }, undefined, 9), [3])
      assert.deepEqual(await found({ templateId: template }, undefined, 9), [4])
      assert.deepEqual(await found({ projectId: PROJECT }, undefined, 9), [1, 2, 3, 4])
      assert.deepEqual(await found({ projectId: PROJECT }, undefined, 2), [1, 2])
      assert.deepEqual(await found({ projectId: PROJECT, serviceName: 'c-other' }, undefined, 9), [4])
      assert.deepEqual(await jobs.countsWithin({ batchId: BATCH }), { RUNNING: 1, PENDING: 1 })
    }))

  test(`${name}: jobs that are to get another release are told, and a change gives it to them`, () =>
    onStores(open, async ({ jobs }) => {
      await jobs.insert([
        plainJob(1, { state: 'RUNNING' }),
        plainJob(2, { state: 'RUNNING', serviceVersion: '2.0' }),
        plainJob(3, { state: 'STOPPED' }),
        plainJob(4, { state: 'RUNNING', serviceName: 'c-other' }),
        plainJob(5, { state: 'RUNNING', projectId: OTHER_PROJECT }),
      ])
      const scope = { projectId: PROJECT, serviceName: SERVICE }
      assert.deepEqual(ids(await jobs.outdated(scope, '2.0', ['RUNNING'], 9)), [1])
      assert.deepEqual(ids(await jobs.outdated(scope, '2.0', ['RUNNING', 'STOPPED'], 9)), [1, 3])
      const to = { status: undefined, cause: 'upgrade', actor: 'engine', serviceVersion: '2.0' }
      assert.equal(
        await jobs.change({ ...to, jobId: hex32(1), expectState: 'RUNNING', state: 'UPGRADING' }),
        true,
      )
      assert.equal((await jobs.find(hex32(1)))?.serviceVersion, '2.0')
      assert.deepEqual(await jobs.outdated(scope, '2.0', ['RUNNING', 'UPGRADING'], 9), [])
    }))

  test(`${name}: a list tells the jobs of one batch`, () =>
    onStores(open, async ({ jobs }) => {
      await jobs.insert([plainJob(1, { batchId: BATCH }), plainJob(2), plainJob(3, { batchId: BATCH })])
      const filter = { projectId: PROJECT, batchId: BATCH, sortDir: 'asc', offset: 0, limit: 9 } as const
      const page = await jobs.list(filter)
      assert.deepEqual([ids(page.jobs), page.total], [[1, 3], 2])
    }))
}
