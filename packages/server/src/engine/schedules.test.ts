/** Windows of schedules open and close jobs, once, by the time of day. */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { type Job, planAt, type Schedule } from '@vigia/core'
import { START, setUp } from './rig.testing.js'

const MINUTE = 60_000
const HOUR = 60 * MINUTE
/** Tuesdays and Wednesdays, 09:00 to 10:00 UTC; the clock starts on a Tuesday at 08:00. */
const schedule: Schedule = {
  type: 'weekly',
  timezone: '+00:00',
  days: [2, 3],
  periods: [[{ begin: '09:00:00', end: '10:00:00' }], [{ begin: '09:00:00', end: '10:00:00' }]],
}
const armed = (now = START): Partial<Job> => {
  const { desired, nextAt, status } = planAt(schedule, now)
  return { schedule, desired, nextAt, status }
}

type Rig = Awaited<ReturnType<typeof setUp>>
/** Moves both clocks to this many minutes after 08:00, the worker's run renewed, and lets the engine look. */
async function at(rig: Rig, minutes: number, run?: { jobId: string; epoch: number }): Promise<void> {
  rig.later(START + minutes * MINUTE - rig.now())
  if (run) await rig.engine.renew('w', [run])
  await rig.engine.tick()
}
const seen = async ({ stores }: Rig, id: string) => {
  const job = await stores.jobs.find(id)
  return [job?.state, job?.desired]
}
const path = async ({ stores }: Rig, id: string) =>
  (await stores.jobs.history(id)).map((line) => line.to).join()

test('a job runs in its windows and waits between them, PENDING, telling the next one', async (t) => {
  const rig = await setUp(t)
  const id = await rig.add('one', armed())
  assert.deepEqual(await rig.engine.claim('w', 1), [])
  await at(rig, 59)
  assert.deepEqual(await seen(rig, id), ['PENDING', 'rest'])
  await at(rig, 60)
  assert.deepEqual(await seen(rig, id), ['PENDING', 'run'])
  assert.equal((await rig.stores.jobs.find(id))?.status, undefined)
  const [run] = await rig.engine.claim('w', 1)
  await rig.engine.report(id, run!.epoch, { kind: 'running' })
  await at(rig, 120, run)
  assert.deepEqual(await seen(rig, id), ['STOPPING', 'rest'])
  assert.deepEqual(await rig.engine.renew('w', [{ jobId: id, epoch: run!.epoch }]), { lost: [], stop: [id] })
  await rig.engine.report(id, run!.epoch, { kind: 'stopped' })
  assert.deepEqual(await seen(rig, id), ['PENDING', 'rest'])
  assert.match((await rig.stores.jobs.find(id))?.status ?? '', /it begins on Wed 2026-11-25 09:00:00/)
  assert.equal(await rig.stores.jobs.lease(id), undefined)
  await at(rig, 25 * 60)
  assert.deepEqual(await seen(rig, id), ['PENDING', 'run'])
})

test('history tells that the schedule did it', async (t) => {
  const rig = await setUp(t)
  const id = await rig.add('one', armed())
  await at(rig, 60)
  const [run] = await rig.engine.claim('w', 1)
  await rig.engine.report(id, run!.epoch, { kind: 'running' })
  await at(rig, 120, run)
  const last = (await rig.stores.jobs.history(id)).at(-1)
  assert.deepEqual(
    [last?.from, last?.to, last?.cause, last?.actor],
    ['RUNNING', 'STOPPING', 'window of the schedule closed', 'schedule'],
  )
})

test('stopped in its window, a job neither waits for the next nor starts with it', async (t) => {
  const rig = await setUp(t)
  const id = await rig.add('one', armed())
  await at(rig, 60)
  const [run] = await rig.engine.claim('w', 1)
  await rig.act(id, 'SCHEDULING', 'STOPPING')
  await rig.engine.report(id, run!.epoch, { kind: 'stopped' })
  assert.deepEqual(await seen(rig, id), ['STOPPED', 'stop'])
  await at(rig, 25 * 60)
  assert.deepEqual(await seen(rig, id), ['STOPPED', 'stop'])
})

test('stopped by its user while its window closes, a job is STOPPED, not waiting', async (t) => {
  const rig = await setUp(t)
  const id = await rig.add('one', armed())
  await at(rig, 60)
  const [run] = await rig.engine.claim('w', 1)
  await at(rig, 120, run)
  await rig.act(id, 'STOPPING', 'STOPPING')
  await rig.engine.report(id, run!.epoch, { kind: 'stopped' })
  assert.deepEqual(await seen(rig, id), ['STOPPED', 'stop'])
})

test('what ended by itself in one window begins anew with the next', async (t) => {
  const rig = await setUp(t)
  const id = await rig.add('one', armed())
  await at(rig, 60)
  const [run] = await rig.engine.claim('w', 1)
  await rig.engine.report(id, run!.epoch, { kind: 'failed', stage: 'run', code: 'SOURCE.X', message: 'gone' })
  await at(rig, 120)
  assert.deepEqual(await seen(rig, id), ['FAILED', 'rest'])
  assert.equal((await rig.stores.jobs.find(id))?.error?.code, 'SOURCE.X')
  await at(rig, 25 * 60)
  assert.deepEqual(await seen(rig, id), ['PENDING', 'run'])
  assert.equal((await rig.stores.jobs.find(id))?.error, undefined)
})

test('down over the end of a window: what ran is not started again, once', async (t) => {
  const rig = await setUp(t)
  const id = await rig.add('one', armed())
  await at(rig, 60)
  const [run] = await rig.engine.claim('old', 1)
  await rig.engine.report(id, run!.epoch, { kind: 'running' })
  rig.later(3 * HOUR)
  await rig.engine.takeBackAll()
  assert.deepEqual(await seen(rig, id), ['PENDING', 'rest'])
  assert.equal(await path(rig, id), 'SCHEDULING,RUNNING,STOPPING,PENDING')
  assert.deepEqual(await rig.engine.claim('new', 1), [])
})

test('down over a whole window and into the next: the job runs now, started once', async (t) => {
  const rig = await setUp(t)
  const id = await rig.add('one', armed())
  rig.later(25 * HOUR + MINUTE)
  await rig.engine.takeBackAll()
  assert.deepEqual(await seen(rig, id), ['PENDING', 'run'])
  assert.equal((await rig.engine.claim('new', 5)).length, 1)
  assert.equal(await path(rig, id), 'SCHEDULING')
})

test('down from one window into the next: the run is recovered, the schedule changes nothing', async (t) => {
  const rig = await setUp(t)
  const id = await rig.add('one', armed())
  await at(rig, 60)
  const [run] = await rig.engine.claim('old', 1)
  await rig.engine.report(id, run!.epoch, { kind: 'running' })
  rig.later(24 * HOUR)
  await rig.engine.takeBackAll()
  assert.deepEqual(await seen(rig, id), ['RECOVERING', 'run'])
  assert.equal((await rig.stores.jobs.find(id))?.nextAt, START + 26 * HOUR)
})

test('a window that closes before anybody had a slot leaves the job waiting for the next', async (t) => {
  const rig = await setUp(t)
  const id = await rig.add('one', armed())
  await at(rig, 60)
  await rig.engine.claim('w', 0)
  assert.match((await rig.stores.jobs.find(id))?.status ?? '', /free analysis slot/)
  await at(rig, 120)
  assert.deepEqual(await seen(rig, id), ['PENDING', 'rest'])
  assert.match((await rig.stores.jobs.find(id))?.status ?? '', /next window/)
})

test('a window that closes while the job lacks a stream leaves it waiting for the next', async (t) => {
  const rig = await setUp(t)
  const id = await rig.add('one', { ...armed(), orderId: '5'.repeat(32) })
  await at(rig, 60)
  await rig.engine.claim('w', 1)
  assert.deepEqual(await seen(rig, id), ['LACK_OF_RESOURCES', 'run'])
  await at(rig, 120)
  assert.deepEqual(await seen(rig, id), ['PENDING', 'rest'])
  assert.match((await rig.stores.jobs.find(id))?.status ?? '', /next window/)
})

for (const [what, orderId] of Object.entries({ 'a slot': undefined, 'a stream': '5'.repeat(32) }))
  test(`a window that closes while the engine tells who waits for ${what} leaves the right words`, async (t) => {
    const rig = await setUp(t)
    const id = await rig.add('one', { ...armed(), orderId })
    await at(rig, 60)
    const { jobs } = rig.stores
    const waitingJobs = jobs.waiting.bind(jobs)
    jobs.waiting = async (...args) => {
      const waiting = await waitingJobs(...args)
      if (waiting.length > 0) await at(rig, 120)
      return waiting
    }
    await rig.engine.claim('w', 0)
    assert.deepEqual(await seen(rig, id), ['PENDING', 'rest'])
    assert.match((await jobs.find(id))?.status ?? '', /next window/)
  })

test('a schedule that is replaced while the engine follows the old one is followed itself', async (t) => {
  const rig = await setUp(t)
  const id = await rig.add('one', { ...armed(), state: 'FAILED' })
  const { jobs } = rig.stores
  const due = jobs.dueSchedules.bind(jobs)
  jobs.dueSchedules = async (...args) => {
    const seen = await due(...args)
    jobs.dueSchedules = due
    const job = (await jobs.find(id))!
    const later = { ...schedule, periods: [[{ begin: '12:00:00', end: '13:00:00' }], []] }
    const plan = { desired: 'rest', nextAt: START + 4 * HOUR } as const
    assert.ok(await jobs.replaceSpec({ ...job, schedule: later }, 'FAILED', plan))
    return seen
  }
  await at(rig, 60)
  assert.deepEqual(await seen(rig, id), ['FAILED', 'rest'])
  assert.equal((await jobs.find(id))?.nextAt, START + 4 * HOUR)
})

test('a stop for good that comes while the engine looks at the next window is not undone', async (t) => {
  const rig = await setUp(t)
  const id = await rig.add('one', { ...armed(), state: 'STOPPING' })
  const { jobs } = rig.stores
  const due = jobs.dueSchedules.bind(jobs)
  jobs.dueSchedules = async (...args) => {
    const seen = await due(...args)
    jobs.dueSchedules = due
    await rig.act(id, 'STOPPING', 'STOPPING')
    return seen
  }
  await at(rig, 60)
  assert.deepEqual(await seen(rig, id), ['STOPPED', 'stop'])
})

test('more due schedules than one look takes are all followed in one tick', async (t) => {
  const rig = await setUp(t)
  for (let i = 0; i < 1_200; i++) await rig.add(`job-${i}`, armed())
  await at(rig, 60)
  assert.deepEqual(await rig.stores.jobs.dueSchedules(rig.now(), 9), [])
  assert.equal((await rig.stores.jobs.toRun('PENDING', 2_000)).length, 1_200)
})
