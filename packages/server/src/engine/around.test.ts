/** What happens to jobs when their service, their order or their project changes, on a real store. */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Job, JobState } from '@vigia/core'
import { hex32, PROJECT } from '@vigia/core/conformance'
import { DAY, deployment, LEASE_MS, order, SERVICE, START, setUp } from './rig.testing.js'

async function rig(t: { after(fn: () => Promise<void>): void }) {
  const base = await setUp(t)
  const { engine, stores } = base
  const states = async (ids: string[]) => Promise.all(ids.map((id) => base.state(id)))
  const status = async (id: string) => (await stores.jobs.find(id))?.status ?? ''
  const epoch = async (id: string) => (await stores.jobs.lease(id))?.epoch ?? 0
  /** What waits is taken up, and sees. */
  const work = async (): Promise<string[]> => {
    const runs = await engine.claim('w', 99)
    for (const run of runs) {
      assert.equal(await engine.report(run.jobId, run.epoch, { kind: 'begun' }), true)
      await engine.report(run.jobId, run.epoch, { kind: 'running' })
    }
    return runs.map(({ jobId }) => jobId)
  }
  /** The worker ends what it is told to. */
  const obey = async (ids: string[]): Promise<void> => {
    const held = await Promise.all(ids.map(async (jobId) => ({ jobId, epoch: await epoch(jobId) })))
    for (const jobId of (await engine.renew('w', held)).stop)
      await engine.report(jobId, await epoch(jobId), { kind: 'stopped' })
    await engine.tick()
  }
  const path = async (id: string) => (await stores.jobs.history(id)).map(({ to }) => to)
  return { ...base, states, status, epoch, work, obey, path }
}

test('a service that is stopped stops its jobs, and leaves them without service until it is deployed again', async (t) => {
  const r = await rig(t)
  const { stores, engine, states, work, obey } = r
  const running = await r.add('running')
  const other = await r.add('other', { serviceName: 'c-flowcount-cloud' })
  await work()
  const ids = [
    running,
    await r.add('stopped', { state: 'STOPPED', desired: 'stop' }),
    await r.add('done', { state: 'SUCCEEDED' }),
    await r.add('waiting'),
  ]
  await stores.deployments.put(deployment({ wanted: 'stop' }))
  await engine.tick()
  await obey([running])
  await engine.tick()
  assert.deepEqual(await states(ids), [
    'STOPPED_NO_SERVICE',
    'STOPPED_NO_SERVICE',
    'SUCCEEDED',
    'STOPPED_NO_SERVICE',
  ])
  assert.match(await r.status(running), /was stopped in this project\. Deploy it again, then start the job/)
  assert.equal(await r.state(other), 'RUNNING')
  // Somebody starts one all the same: it is brought back.
  await r.act(running, 'STOPPED_NO_SERVICE', 'PENDING')
  await stores.jobs.change({
    jobId: running,
    expectState: 'PENDING',
    state: 'PENDING',
    desired: 'run',
    status: undefined,
    cause: 'test',
    actor: 'user',
  })
  assert.deepEqual(await work(), [])
  await engine.tick()
  await engine.tick()
  assert.equal(await r.state(running), 'STOPPED_NO_SERVICE')

  await stores.deployments.put(deployment({ upgrading: true, updatedAt: START + 5 }))
  await engine.tick()
  assert.deepEqual(await states(ids), ['STOPPED', 'STOPPED', 'SUCCEEDED', 'STOPPED'])
  assert.equal(await r.status(running), '')
  assert.deepEqual(await stores.deployments.toFollow(), [], 'it is done')
})

test('an upgrade brings every job to the new release; running ones go through UPGRADING and keep what they are', async (t) => {
  const r = await rig(t)
  const { stores, engine, states, work } = r
  const running = await r.add('running')
  const away = await r.add('away')
  await work()
  await engine.report(away, await r.epoch(away), { kind: 'abnormal', status: 'camera away' })
  const failed = await r.add('failed', {
    state: 'FAILED',
    status: 'it ended',
    error: { code: 'ALG.002', message: 'no' },
  })
  const starting = await r.add('starting')
  const [begun] = await engine.claim('w', 1)
  await engine.report(starting, begun!.epoch, { kind: 'begun' })
  const frozen = await r.add('frozen', { state: 'FROZEN' })
  const before = (await stores.jobs.find(running)) as Job
  await stores.deployments.put(deployment({ version: '2.0', upgrading: true, updatedAt: START + 5 }))
  await engine.tick()
  const ids = [running, away, failed, starting]
  assert.deepEqual(await states(ids), ['UPGRADING', 'UPGRADING', 'FAILED', 'STARTING'])
  assert.match(await r.status(running), /from release 1\.0 to 2\.0/)
  assert.equal(await r.status(failed), 'it ended')
  assert.deepEqual((await stores.jobs.find(failed))?.error, { code: 'ALG.002', message: 'no' })
  assert.equal((await stores.jobs.find(frozen))?.serviceVersion, '2.0', 'before it can be thawed')
  // The run of the old release has lost its job.
  const old = { jobId: running, epoch: 1 }
  assert.deepEqual((await engine.renew('w', [old])).lost, [running])
  assert.equal(await engine.append(running, 1, []), false)

  assert.deepEqual(new Set(await work()), new Set([running, away]))
  await engine.report(starting, begun!.epoch, { kind: 'running' })
  assert.equal((await stores.deployments.toFollow()).length, 1, 'one is still to come')
  await engine.tick()
  assert.deepEqual(await states(ids), ['RUNNING', 'RUNNING', 'FAILED', 'UPGRADING'])
  await work()
  await engine.tick()
  assert.deepEqual(await stores.deployments.toFollow(), [])
  for (const id of ids) assert.equal((await stores.jobs.find(id))?.serviceVersion, '2.0')
  const after = (await stores.jobs.find(running)) as Job
  assert.equal(await r.epoch(running), 2)
  const { updatedAt: _, serviceVersion: __, ...same } = before
  assert.deepEqual(
    { ...after, updatedAt: undefined, serviceVersion: undefined },
    { ...same, updatedAt: undefined, serviceVersion: undefined },
  )
  assert.deepEqual(await r.path(running), ['SCHEDULING', 'STARTING', 'RUNNING', 'UPGRADING', 'RUNNING'])
})

test('a job that is stopped while it is upgraded is stopped, and one whose worker dies is taken up by another', async (t) => {
  const r = await rig(t)
  const { stores, engine, work } = r
  const [one, two] = [await r.add('one'), await r.add('two')]
  await work()
  await stores.deployments.put(deployment({ version: '2.0', upgrading: true }))
  await engine.tick()
  await r.act(one, 'UPGRADING', 'STOPPING')
  await engine.tick()
  assert.equal(await r.state(one), 'STOPPED')
  await engine.claim('w', 1)
  assert.equal(await r.state(two), 'UPGRADING')
  r.later(LEASE_MS + 1)
  await engine.tick()
  assert.equal(await r.state(two), 'RECOVERING')
  await work()
  assert.equal(await r.state(two), 'RUNNING')
})

async function withOrder(t: { after(fn: () => Promise<void>): void }) {
  const r = await rig(t)
  await r.stores.orders.addPackage({
    id: order().packageId,
    name: 'gates',
    company: 'Vigia',
    description: '',
    serviceNames: [SERVICE],
    orderRequired: true,
    createdAt: START,
  })
  await r.stores.orders.add(order())
  const ids = [await r.add('on it', { orderId: hex32(77) }), await r.add('free')] as [string, string]
  await r.work()
  const states = async (): Promise<(JobState | undefined)[]> => r.states(ids)
  return { ...r, ids, states }
}

test('an order that ends stops its jobs with the reason, once; renewed, they can be started', async (t) => {
  const r = await withOrder(t)
  const [bound] = r.ids
  r.later(DAY - 1_000)
  await r.engine.tick()
  await r.work()
  assert.deepEqual(await r.states(), ['RUNNING', 'RUNNING'])
  r.later(2_000)
  await r.engine.tick()
  assert.equal(await r.state(bound), 'STOPPING')
  await r.obey([bound])
  assert.deepEqual(
    [await r.state(bound), (await r.stores.orders.find(hex32(77)))?.state],
    ['STOPPED', 'expired'],
  )
  assert.match(
    await r.status(bound),
    /^Stopped: Its order 0+4d ended on 2026-11-25T08:00:00.*Renew it, then start the job/,
  )
  assert.deepEqual(await r.stores.orders.unsettled(r.now(), 9), [])

  const ended = (await r.stores.orders.find(hex32(77)))!
  const to = { state: 'active', until: r.now() + DAY, streams: 2, updatedAt: r.now() } as const
  assert.equal(await r.stores.orders.change(ended, to), true)
  await r.engine.tick()
  assert.equal(await r.state(bound), 'STOPPED', 'its user decides when')
})

test('an order is not settled before each of its jobs is stopped, one that changed at that moment too', async (t) => {
  const r = await withOrder(t)
  const [bound] = r.ids
  const { jobs, orders } = r.stores
  const changeAll = jobs.changeAll.bind(jobs)
  jobs.changeAll = async (changes) => {
    jobs.changeAll = changeAll
    await r.engine.report(bound, await r.epoch(bound), { kind: 'abnormal', status: 'camera away' })
    return changeAll(changes)
  }
  const to = { state: 'cancelled', until: order().until, streams: 2, updatedAt: r.now() } as const
  assert.equal(await orders.change(order(), to), true)
  await r.engine.tick()
  assert.equal(await r.state(bound), 'ABNORMAL')
  assert.equal((await orders.unsettled(r.now(), 9)).length, 1)
  await r.engine.tick()
  assert.equal(await r.state(bound), 'STOPPING')
  await r.obey([bound])
  assert.deepEqual(await orders.unsettled(r.now(), 9), [])
})

test('an order that ends disarms the schedules of its jobs, and leaves the words of what was being stopped', async (t) => {
  const r = await withOrder(t)
  const onIt = { orderId: hex32(77) }
  const armed = await r.add('armed', { ...onIt, desired: 'rest', nextAt: START + DAY + 1 })
  const stopping = await r.add('stopping', {
    ...onIt,
    state: 'STOPPING',
    desired: 'stop',
    status: 'by its user',
  })
  const to = { state: 'cancelled', until: order().until, streams: 2, updatedAt: r.now() } as const
  assert.equal(await r.stores.orders.change(order(), to), true)
  await r.stores.jobs.claim(stopping, 'STOPPING', 'w', LEASE_MS)
  await r.engine.tick()
  const { desired, nextAt } = (await r.stores.jobs.find(armed))!
  assert.deepEqual([desired, nextAt], ['stop', undefined])
  const causes = (await r.stores.jobs.history(stopping)).map(({ cause }) => cause)
  assert.ok(!causes.includes('order cancelled'), causes.join())
  assert.doesNotMatch(await r.status(stopping), /order/)
})

test('a cancelled order stops its jobs at once, and those that wait for a stream too', async (t) => {
  const r = await withOrder(t)
  const [bound] = r.ids
  const lacking = await r.add('lacking', { orderId: hex32(77), state: 'LACK_OF_RESOURCES' })
  const to = { state: 'cancelled', until: order().until, streams: 2, updatedAt: r.now() } as const
  assert.equal(await r.stores.orders.change(order(), to), true)
  await r.engine.tick()
  await r.obey([bound])
  assert.deepEqual([await r.state(bound), await r.state(lacking)], ['STOPPED', 'STOPPED'])
  assert.match(await r.status(lacking), /was cancelled/)
  assert.equal((await r.stores.orders.find(hex32(77)))?.state, 'cancelled')
})

test('a frozen project freezes what runs and waits, and thawed each job is what it was', async (t) => {
  const r = await rig(t)
  const running = await r.add('running')
  await r.work()
  const ids = [
    running,
    await r.add('waiting'),
    await r.add('lacking', { state: 'LACK_OF_RESOURCES' }),
    await r.add('stopped', { state: 'STOPPED', desired: 'stop' }),
    await r.add('done', { state: 'SUCCEEDED' }),
    await r.add('elsewhere', { projectId: 'c'.repeat(32) }),
  ]
  r.frozen.set(PROJECT, 1)
  await r.engine.tick()
  assert.deepEqual((await r.states(ids)).slice(0, 2), ['FREEZING', 'FROZEN'])
  await r.obey([running])
  assert.deepEqual(await r.states(ids), ['FROZEN', 'FROZEN', 'FROZEN', 'STOPPED', 'SUCCEEDED', 'PENDING'])
  assert.match(await r.status(running), /The project is frozen by its operator/)
  assert.deepEqual(await r.work(), [ids.at(-1)], 'nothing of it is given out')

  r.frozen.set(PROJECT, 2)
  await r.engine.tick()
  assert.equal(r.frozen.size, 0)
  assert.deepEqual((await r.states(ids)).slice(0, 5), [
    'PENDING',
    'PENDING',
    'PENDING',
    'STOPPED',
    'SUCCEEDED',
  ])
  assert.equal(await r.status(running), '')
  await r.work()
  assert.deepEqual((await r.states(ids)).slice(0, 3), ['RUNNING', 'RUNNING', 'RUNNING'])
})

test('a worker that fell silent keeps no job from freezing, and thawing waits until it is frozen', async (t) => {
  const r = await rig(t)
  const id = await r.add('running')
  await r.work()
  r.frozen.set(PROJECT, 1)
  await r.engine.tick()
  r.frozen.set(PROJECT, 2)
  await r.engine.tick()
  assert.deepEqual([await r.state(id), r.frozen.size], ['FREEZING', 1])
  r.later(LEASE_MS + 1)
  await r.engine.tick()
  await r.engine.tick()
  assert.deepEqual([await r.state(id), r.frozen.size], ['PENDING', 0])
})

test('a schedule goes on while its job is frozen: thawed outside the window the job waits for the next one', async (t) => {
  const r = await rig(t)
  const schedule: Job['schedule'] = {
    type: 'weekly',
    timezone: '+00:00',
    days: [2, 3],
    periods: [[{ begin: '08:00:00', end: '09:00:00' }], [{ begin: '08:00:00', end: '09:00:00' }]],
  }
  const id = await r.add('windows', { schedule, nextAt: START + 3_600_000 })
  await r.work()
  r.frozen.set(PROJECT, 1)
  await r.engine.tick()
  await r.obey([id])
  r.later(2 * 3_600_000)
  await r.engine.tick()
  assert.equal(await r.state(id), 'FROZEN')
  r.frozen.set(PROJECT, 2)
  await r.engine.tick()
  assert.equal(await r.state(id), 'PENDING')
  assert.match(await r.status(id), /next window of its schedule: it begins on .*25/)
})
