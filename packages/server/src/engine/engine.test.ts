import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { JobState, RunReport } from '@vigia/core'
import { PROJECT, plainResult } from '@vigia/core/conformance'
import { StoreFull } from '../store/index.js'
import { LEASE_MS, setUp } from './rig.testing.js'

test('a waiting job is placed, runs, and says so', async (t) => {
  const { engine, add, state } = await setUp(t)
  const id = await add('one')
  const [run] = await engine.claim('w1', 1)
  assert.deepEqual([run?.jobId, run?.serviceVersion], [id, '1.0'])
  assert.equal(await state(id), 'SCHEDULING')
  assert.equal(await engine.report(id, run!.epoch, { kind: 'begun' }), true)
  assert.equal(await state(id), 'STARTING')
  assert.equal(await engine.report(id, run!.epoch, { kind: 'running' }), true)
  assert.equal(await state(id), 'RUNNING')
})

test('with all slots busy a job stays PENDING and says why and how many are ahead', async (t) => {
  const { engine, stores, add, state } = await setUp(t)
  await add('one')
  const two = await add('two')
  const three = await add('three')
  assert.equal((await engine.claim('w1', 1)).length, 1)
  await engine.claim('w1', 0)
  assert.equal(await state(two), 'PENDING')
  const texts = [(await stores.jobs.find(two))?.status, (await stores.jobs.find(three))?.status]
  assert.match(texts.join('|'), /next in line/)
  assert.match(texts.join('|'), /1 job is ahead/)
})

test('ABNORMAL and back: the reason stands in status while it lasts', async (t) => {
  const { engine, stores, add, state } = await setUp(t)
  const id = await add('one')
  const [run] = await engine.claim('w1', 1)
  await engine.report(id, run!.epoch, { kind: 'running' })
  await engine.report(id, run!.epoch, {
    kind: 'abnormal',
    status: 'waiting for camera, attempt 7, next in 10 s',
  })
  assert.equal(await state(id), 'ABNORMAL')
  assert.match((await stores.jobs.find(id))?.status ?? '', /attempt 7/)
  await engine.report(id, run!.epoch, { kind: 'running' })
  assert.equal(await state(id), 'RUNNING')
  assert.equal((await stores.jobs.find(id))?.status, undefined)
})

const endings: [RunReport, JobState][] = [
  [{ kind: 'succeeded', status: 'all analysed' }, 'SUCCEEDED'],
  [{ kind: 'failed', stage: 'run', code: 'VIGIA.SOURCE', message: 'gave up after 10 tries' }, 'FAILED'],
  [{ kind: 'failed', stage: 'start', code: 'VIGIA.SOURCE', message: 'no such file' }, 'START_FAILED'],
]
for (const [report, expected] of endings) {
  test(`a run that reports ${JSON.stringify(report)} leaves the job ${expected}, owned by nobody`, async (t) => {
    const { engine, stores, add, state } = await setUp(t)
    const id = await add('one')
    const [run] = await engine.claim('w1', 1)
    await engine.report(id, run!.epoch, report)
    assert.equal(await state(id), expected)
    assert.equal(await stores.jobs.lease(id), undefined)
    assert.equal(
      (await stores.jobs.find(id))?.error?.code,
      report.kind === 'failed' ? 'VIGIA.SOURCE' : undefined,
    )
  })
}

test('a crashed run is RECOVERING and placed again with a higher epoch; the old epoch is refused everywhere', async (t) => {
  const { engine, stores, add, state } = await setUp(t)
  const id = await add('one')
  const [old] = await engine.claim('w1', 1)
  await engine.report(id, old!.epoch, { kind: 'running' })
  await engine.report(id, old!.epoch, { kind: 'crashed', reason: 'signal SIGKILL' })
  assert.equal(await state(id), 'RECOVERING')
  const [run] = await engine.claim('w1', 1)
  assert.ok(run!.epoch > old!.epoch)
  assert.equal(await engine.report(id, old!.epoch, { kind: 'succeeded', status: '' }), false)
  assert.equal(await engine.append(id, old!.epoch, [plainResult(id, old!.epoch, 1)]), false)
  assert.equal(await engine.append(id, run!.epoch, [plainResult(id, run!.epoch, 1)]), true)
  assert.equal((await stores.results.list(PROJECT, id, 10)).length, 1)
})

test('the picture of a result is on disk before the result that names it; without room nothing is stored', async (t) => {
  const { engine, stores, blobs, add } = await setUp(t)
  const id = await add('one')
  const [run] = await engine.claim('w1', 1)
  const row = { ...plainResult(id, run!.epoch, 1), picture: new Uint8Array([255, 216]) }
  const put = t.mock.method(blobs, 'put', async () => Promise.reject(new StoreFull(undefined)))
  await assert.rejects(engine.append(id, run!.epoch, [plainResult(id, run!.epoch, 2), row]), StoreFull)
  assert.deepEqual(await stores.results.list(PROJECT, id, 10), [])
  put.mock.restore()
  assert.equal(await engine.append(id, run!.epoch, [row]), true)
  const [stored] = await stores.results.list(PROJECT, id, 10)
  assert.deepEqual([...(await blobs.get(stored!.pictureName!))!], [255, 216])
})

test('a job that crashes again and again waits longer each time and says so', async (t) => {
  const { engine, stores, add, later } = await setUp(t)
  const id = await add('one')
  const crash = async (): Promise<void> => {
    const [run] = await engine.claim('w1', 1)
    await engine.report(id, run!.epoch, { kind: 'crashed', reason: 'exit status 70' })
  }
  await crash()
  await crash()
  assert.deepEqual(await engine.claim('w1', 1), [])
  assert.match((await stores.jobs.find(id))?.status ?? '', /follows in 1 s/)
  later(1_000)
  assert.equal((await engine.claim('w1', 1)).length, 1)
})

test('a worker that falls silent loses its run when the lease ends, and is told at its next renewal', async (t) => {
  const { engine, add, state, later } = await setUp(t)
  const id = await add('one')
  const [run] = await engine.claim('w1', 1)
  await engine.report(id, run!.epoch, { kind: 'running' })
  later(LEASE_MS - 1)
  await engine.tick()
  assert.equal(await state(id), 'RUNNING')
  later(2)
  await engine.tick()
  assert.equal(await state(id), 'RECOVERING')
  assert.deepEqual(await engine.renew('w1', [{ jobId: id, epoch: run!.epoch }]), { lost: [id], stop: [] })
})

for (const hour of [3_600_000, -3_600_000])
  test(`a wall clock set by ${hour} ms takes no run from its owner, and frees none for ever`, async (t) => {
    const { engine, add, state, later, setWallClock } = await setUp(t)
    const id = await add('a')
    const [{ epoch } = { epoch: 0 }] = await engine.claim('w', 1)
    await engine.report(id, epoch, { kind: 'running' })
    setWallClock(hour)
    await engine.tick()
    assert.equal(await state(id), 'RUNNING')
    assert.deepEqual(await engine.renew('w', [{ jobId: id, epoch }]), { lost: [], stop: [] })
    later(LEASE_MS + 1)
    await engine.tick()
    assert.equal(await state(id), 'RECOVERING')
  })

test('a clock set back does not keep the run of an owner that died at that moment', async (t) => {
  const { engine, add, state, later, setWallClock } = await setUp(t)
  const id = await add('a')
  const [{ epoch } = { epoch: 0 }] = await engine.claim('w', 1)
  await engine.report(id, epoch, { kind: 'running' })
  setWallClock(-6 * 3_600_000)
  later(LEASE_MS - 1)
  await engine.tick()
  assert.equal(await state(id), 'RUNNING')
  later(2)
  await engine.tick()
  assert.equal(await state(id), 'RECOVERING')
})

test('a clock set back does not prolong the wait after crashes', async (t) => {
  const { engine, add, later, setWallClock } = await setUp(t)
  const id = await add('a')
  for (let crash = 0; crash < 2; crash++) {
    const [run] = await engine.claim('w', 1)
    await engine.report(id, run!.epoch, { kind: 'crashed', reason: 'test' })
  }
  setWallClock(-3_600_000)
  later(1_000)
  assert.equal((await engine.claim('w', 1)).length, 1)
})

test('while the disk is full runs stay with their owner, and only with it', async (t) => {
  const { engine, add, state, later, fillDisk } = await setUp(t)
  const id = await add('a')
  const [{ epoch } = { epoch: 0 }] = await engine.claim('w', 1)
  await engine.report(id, epoch, { kind: 'running' })
  fillDisk(true)
  for (let renewal = 0; renewal < 4; renewal++) {
    later(LEASE_MS / 2)
    assert.deepEqual(await engine.renew('w', [{ jobId: id, epoch }]), { lost: [], stop: [] })
    await engine.tick()
  }
  assert.equal(await state(id), 'RUNNING')
  assert.deepEqual((await engine.renew('other', [{ jobId: id, epoch }])).lost, [id])
  assert.deepEqual((await engine.renew('w', [{ jobId: id, epoch: epoch + 1 }])).lost, [id])
  fillDisk(false)
  assert.deepEqual((await engine.renew('w', [{ jobId: id, epoch }])).lost, [])
})

test('a status that a full disk keeps from being written can be read until one is written', async (t) => {
  const { engine, add, fillDisk } = await setUp(t)
  const id = await add('a')
  const [{ epoch } = { epoch: 0 }] = await engine.claim('w', 1)
  await engine.report(id, epoch, { kind: 'running' })
  fillDisk(true)
  await assert.rejects(
    engine.report(id, epoch, { kind: 'abnormal', status: 'no room for results' }),
    StoreFull,
  )
  assert.equal(engine.unwrittenStatus(id), 'no room for results')
  fillDisk(false)
  await engine.report(id, epoch, { kind: 'running' })
  assert.equal(engine.unwrittenStatus(id), undefined)
})

test('stop reaches the run by its next renewal, and the job is STOPPED when the run says so', async (t) => {
  const { engine, add, state, act } = await setUp(t)
  const id = await add('one')
  const [run] = await engine.claim('w1', 1)
  await engine.report(id, run!.epoch, { kind: 'running' })
  await act(id, 'RUNNING', 'STOPPING')
  assert.deepEqual(await engine.renew('w1', [{ jobId: id, epoch: run!.epoch }]), { lost: [], stop: [id] })
  await engine.tick()
  assert.equal(await state(id), 'STOPPING')
  await engine.report(id, run!.epoch, { kind: 'stopped' })
  assert.equal(await state(id), 'STOPPED')
})

test('a job that nobody runs is stopped and deleted without waiting for anyone', async (t) => {
  const { engine, add, state, act } = await setUp(t)
  const id = await add('one')
  await act(id, 'PENDING', 'STOPPING')
  await engine.tick()
  assert.equal(await state(id), 'STOPPED')
  await act(id, 'STOPPED', 'DELETING')
  await engine.tick()
  assert.equal(await state(id), undefined)
})

test('a job that was started again while the engine was about to end it keeps its new run', async (t) => {
  const { engine, stores, add, state, act } = await setUp(t)
  const id = await add('one')
  await act(id, 'PENDING', 'STOPPING')
  const { jobs } = stores
  const lease = jobs.lease.bind(jobs)
  jobs.lease = async (jobId) => {
    const nobody = await lease(jobId)
    jobs.lease = lease
    await act(id, 'STOPPING', 'STOPPED')
    const again = { jobId, status: undefined, cause: 'test', actor: 'user' }
    await jobs.change({ ...again, expectState: 'STOPPED', state: 'PENDING', desired: 'run' })
    await engine.claim('w', 1)
    await act(id, 'SCHEDULING', 'STOPPING')
    return nobody
  }
  await engine.tick()
  assert.equal(await state(id), 'STOPPING')
  assert.equal((await lease(id))?.owner, 'w')
})

test('what a run says counts although its state came and went at the same moment', async (t) => {
  const { engine, stores, add, state } = await setUp(t)
  const id = await add('one')
  const [run] = await engine.claim('w', 1)
  await engine.report(id, run!.epoch, { kind: 'running' })
  const { jobs } = stores
  const change = jobs.change.bind(jobs)
  jobs.change = async (asked) => {
    jobs.change = change
    await engine.report(id, run!.epoch, { kind: 'abnormal', status: 'no frames' })
    const done = await change(asked)
    await engine.report(id, run!.epoch, { kind: 'running' })
    return done
  }
  assert.equal(await engine.report(id, run!.epoch, { kind: 'succeeded', status: '' }), true)
  assert.equal(await state(id), 'SUCCEEDED')
})

test('a job that was changed while the engine looked for work is looked at again, and given out as it is stored', async (t) => {
  const { engine, stores, add } = await setUp(t)
  const id = await add('one')
  const { jobs } = stores
  const waitingJobs = jobs.waiting.bind(jobs)
  const move = (from: JobState, to: JobState) =>
    jobs.change({ jobId: id, expectState: from, state: to, status: undefined, cause: 'test', actor: 'user' })
  jobs.waiting = async (...args) => {
    jobs.waiting = waitingJobs
    const waiting = await waitingJobs(...args)
    const job = (await jobs.find(id))!
    await move('PENDING', 'STOPPED')
    await jobs.replaceSpec({ ...job, spec: { ...job.spec, common: { threshold: 0.9 } } }, 'STOPPED')
    await move('STOPPED', 'PENDING')
    return waiting
  }
  assert.deepEqual(await engine.claim('w', 1), [])
  const [run] = await engine.claim('w', 1)
  assert.deepEqual(run?.spec.common, { threshold: 0.9 })
})

for (const state of ['RUNNING', 'RECOVERING'] as const)
  test(`a wall clock set forward gives a run that is ${state} to nobody else`, async (t) => {
    const { engine, add, setWallClock } = await setUp(t)
    const id = await add('one', { state: 'RECOVERING' })
    const [run] = await engine.claim('w', 1)
    if (state === 'RUNNING') await engine.report(id, run!.epoch, { kind: 'running' })
    setWallClock(3_600_000)
    assert.deepEqual(await engine.claim('other', 1), [])
    assert.deepEqual(await engine.renew('w', [{ jobId: id, epoch: run!.epoch }]), { lost: [], stop: [] })
  })

test('after a restart every run of the old process is taken back at once, and what was to end has ended', async (t) => {
  const { engine, add, state, act } = await setUp(t)
  const running = await add('running')
  const stopping = await add('stopping')
  const deleting = await add('deleting')
  for (const run of await engine.claim('old', 3))
    await engine.report(run.jobId, run.epoch, { kind: 'running' })
  await act(stopping, 'RUNNING', 'STOPPING')
  await act(deleting, 'RUNNING', 'DELETING')
  await engine.takeBackAll()
  assert.deepEqual(
    [await state(running), await state(stopping), await state(deleting)],
    ['RECOVERING', 'STOPPED', undefined],
  )
  const [again] = await engine.claim('new', 3)
  assert.equal(again?.jobId, running)
})
