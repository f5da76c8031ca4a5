/** What every JobStore must do with leases: one owner, an epoch that only grows, and a fence for whatever is older. */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { RunProgress } from '../job/run-progress.js'
import { hex32, type OpenStores, onStores, plainJob, plainResult } from './conformance-kit.js'

const TTL = 15_000
const ID = hex32(1)

/** Registers the suite; `name` says which adapter is under test. */
export function leaseConformance(name: string, open: OpenStores): void {
  test(`${name}: claiming takes the job to SCHEDULING, tells the history, and nobody else gets it`, () =>
    onStores(open, async ({ jobs }, clock) => {
      await jobs.insert([plainJob(1, { status: 'waiting' })])
      const lease = await jobs.claim(ID, 'PENDING', 'w1', TTL)
      assert.deepEqual(lease, { jobId: ID, owner: 'w1', epoch: 1, until: clock.now() + TTL })
      assert.deepEqual(await jobs.lease(ID), lease)
      const job = await jobs.find(ID)
      assert.deepEqual([job?.state, job?.status], ['SCHEDULING', undefined])
      assert.equal((await jobs.history(ID))[0]?.to, 'SCHEDULING')
      assert.equal(await jobs.claim(ID, 'PENDING', 'w2', TTL), undefined)
      assert.equal(await jobs.claim(hex32(9), 'PENDING', 'w2', TTL), undefined)
    }))

  test(`${name}: a job that is to rest is nobody's, though it is PENDING`, () =>
    onStores(open, async ({ jobs }) => {
      await jobs.insert([plainJob(1, { desired: 'rest' })])
      assert.equal(await jobs.claim(ID, 'PENDING', 'w1', TTL), undefined)
      assert.deepEqual(await jobs.history(ID), [])
    }))

  test(`${name}: of many claims at the same moment exactly one wins`, () =>
    onStores(open, async ({ jobs }) => {
      await jobs.insert([plainJob(1)])
      const claims = Array.from({ length: 20 }, (_, i) => jobs.claim(ID, 'PENDING', `w${i}`, TTL))
      assert.equal((await Promise.all(claims)).filter(Boolean).length, 1)
    }))

  test(`${name}: a RECOVERING job stays RECOVERING when claimed, and the epoch grows with every claim`, () =>
    onStores(open, async ({ jobs }) => {
      await jobs.insert([plainJob(1, { state: 'RECOVERING', status: 'why' })])
      for (const epoch of [1, 2, 3]) {
        assert.equal((await jobs.claim(ID, 'RECOVERING', 'w', TTL))?.epoch, epoch)
        const job = await jobs.find(ID)
        assert.deepEqual([job?.state, job?.status], ['RECOVERING', 'why'])
        const back = {
          jobId: ID,
          expectState: 'RECOVERING',
          state: 'RECOVERING',
          cause: 'lost',
          actor: 'engine',
        } as const
        assert.equal(await jobs.change({ ...back, status: 'why', expectEpoch: epoch, release: true }), true)
        assert.equal(await jobs.lease(ID), undefined)
      }
    }))

  test(`${name}: a lease ends by the store's clock, may be renewed until it is taken away, and then only by nobody`, () =>
    onStores(open, async ({ jobs }, clock) => {
      await jobs.insert([plainJob(1, { state: 'RECOVERING' })])
      await jobs.claim(ID, 'RECOVERING', 'w1', TTL)
      clock.later(TTL - 1)
      assert.deepEqual(await jobs.expiredLeases(9), [])
      assert.deepEqual(await jobs.renew('w1', [{ jobId: ID, epoch: 1 }], TTL), [ID])
      clock.later(TTL - 1)
      assert.deepEqual(await jobs.expiredLeases(9), [])
      assert.equal(await jobs.claim(ID, 'RECOVERING', 'w2', TTL), undefined)
      clock.later(1)
      assert.deepEqual(
        (await jobs.expiredLeases(9)).map((l) => [l.jobId, l.owner, l.epoch]),
        [[ID, 'w1', 1]],
      )
      assert.equal((await jobs.claim(ID, 'RECOVERING', 'w2', TTL))?.epoch, 2)
      assert.deepEqual(await jobs.renew('w1', [{ jobId: ID, epoch: 1 }], TTL), [])
    }))

  test(`${name}: a lease that ends later than any given now is told`, () =>
    onStores(open, async ({ jobs }, clock) => {
      await jobs.insert([plainJob(1), plainJob(2)])
      await jobs.claim(ID, 'PENDING', 'w1', TTL)
      assert.deepEqual(await jobs.leasesBeyond(TTL, 9), [])
      clock.later(-1)
      await jobs.claim(plainJob(2).id, 'PENDING', 'w1', TTL)
      assert.deepEqual(
        (await jobs.leasesBeyond(TTL, 9)).map((l) => [l.jobId, l.owner, l.epoch]),
        [[ID, 'w1', 1]],
      )
      assert.deepEqual(await jobs.leasesBeyond(TTL, 0), [])
    }))

  test(`${name}: only owner and epoch together renew`, () =>
    onStores(open, async ({ jobs }) => {
      await jobs.insert([plainJob(1), plainJob(2)])
      await jobs.claim(ID, 'PENDING', 'w1', TTL)
      await jobs.claim(hex32(2), 'PENDING', 'w1', TTL)
      const held = [
        { jobId: ID, epoch: 2 },
        { jobId: hex32(2), epoch: 1 },
        { jobId: hex32(3), epoch: 1 },
      ]
      assert.deepEqual(await jobs.renew('w1', held, TTL), [hex32(2)])
      assert.deepEqual(await jobs.renew('w2', held, TTL), [])
      assert.deepEqual(await jobs.renew('w1', [], TTL), [])
    }))

  test(`${name}: a change that counts on nobody owning the job is refused while somebody does`, () =>
    onStores(open, async ({ jobs }) => {
      await jobs.insert([plainJob(1, { state: 'RECOVERING' })])
      const change = { jobId: ID, expectState: 'RECOVERING', state: 'RECOVERING', status: undefined } as const
      const free = { ...change, cause: 'c', actor: 'a', expectEpoch: null }
      assert.equal(await jobs.change(free), true)
      await jobs.claim(ID, 'RECOVERING', 'w', TTL)
      assert.equal(await jobs.change(free), false)
      assert.equal(await jobs.change({ ...free, expectEpoch: 1, release: true }), true)
      assert.equal(await jobs.change(free), true)
    }))

  test(`${name}: what a run has done is kept for the next one, by the present owner only, until the job ends`, () =>
    onStores(open, async ({ jobs }, clock) => {
      await jobs.insert([plainJob(1, { state: 'RECOVERING' })])
      const progress = (done: string): RunProgress => ({
        input: 'clips/day',
        done,
        analysed: 1,
        frames: 10,
        results: 2,
        passedOver: 1,
        reasons: [{ name: 'a', code: 'SOURCE.NOT_VIDEO', reason: 'It is no video.' }],
      })
      assert.equal(await jobs.noteProgress(ID, 1, progress('a')), false)
      assert.equal((await jobs.claim(ID, 'RECOVERING', 'old', TTL))?.progress, undefined)
      assert.equal(await jobs.noteProgress(ID, 1, progress('a')), true)
      clock.later(TTL)
      assert.deepEqual((await jobs.claim(ID, 'RECOVERING', 'new', TTL))?.progress, progress('a'))
      assert.equal(await jobs.noteProgress(ID, 1, progress('b')), false)
      assert.deepEqual((await jobs.lease(ID))?.progress, progress('a'))
      assert.equal(await jobs.noteProgress(ID, 2, progress('b')), true)
      const change = { jobId: ID, status: undefined, cause: 'c', actor: 'a', release: true } as const
      for (const [from, to] of [
        ['RECOVERING', 'FREEZING'],
        ['FREEZING', 'FROZEN'],
        ['FROZEN', 'PENDING'],
        ['PENDING', 'LACK_OF_RESOURCES'],
        ['LACK_OF_RESOURCES', 'PENDING'],
      ] as const)
        assert.equal(await jobs.change({ ...change, expectState: from, state: to }), true)
      assert.deepEqual((await jobs.claim(ID, 'PENDING', 'new', TTL))?.progress, progress('b'))
      await jobs.change({ ...change, expectState: 'SCHEDULING', state: 'SUCCEEDED' })
      await jobs.change({ ...change, expectState: 'SUCCEEDED', state: 'PENDING' })
      assert.equal((await jobs.claim(ID, 'PENDING', 'new', TTL))?.progress, undefined)
    }))

  test(`${name}: whatever carries an older epoch, or comes after the release, is refused`, () =>
    onStores(open, async ({ jobs, results, deliveries }, clock) => {
      await jobs.insert([plainJob(1, { state: 'RECOVERING' })])
      await jobs.claim(ID, 'RECOVERING', 'old', TTL)
      clock.later(TTL)
      await jobs.claim(ID, 'RECOVERING', 'new', TTL)
      const report = {
        jobId: ID,
        expectState: 'RECOVERING',
        state: 'RUNNING',
        status: undefined,
        cause: 'r',
        actor: 'e',
      } as const
      assert.equal(await jobs.change({ ...report, expectEpoch: 1 }), false)
      assert.equal(await results.append(ID, 1, [plainResult(ID, 1, 1)], () => ['webhook']), false)
      assert.equal((await jobs.find(ID))?.state, 'RECOVERING')
      assert.deepEqual(await jobs.history(ID), [])
      assert.equal(await jobs.change({ ...report, expectEpoch: 2, release: true }), true)
      assert.equal(
        await jobs.change({ ...report, expectState: 'RUNNING', state: 'FAILED', expectEpoch: 2 }),
        false,
      )
      assert.equal(await results.append(ID, 2, [plainResult(ID, 2, 1)], () => ['webhook']), false)
      assert.deepEqual(await deliveries.dueLanes(), [])
    }))
}
