/** What every JobStore must do with jobs and their history; leases have a suite of their own. */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { QuotaReached } from '../identity/quotas.js'
import type { JobState } from '../job/states.js'
import {
  hex32,
  type OpenStores,
  OTHER_PROJECT,
  onProjects,
  PROJECT,
  plainJob,
  plainResult,
} from './conformance-kit.js'
import { type JobFilter, NameTaken } from './job-store.js'

const all: JobFilter = { projectId: PROJECT, sortDir: 'asc', offset: 0, limit: 100 }
const edge = (jobId: string, expectState: JobState, state: JobState) => ({
  jobId,
  expectState,
  state,
  status: undefined,
  cause: 'test',
  actor: 'tester',
})

/** Registers the suite; `name` says which adapter is under test. */
export function jobStoreConformance(name: string, open: OpenStores): void {
  test(`${name}: a job comes back as it went in, its empty fields too`, () =>
    onProjects(open, async ({ jobs }) => {
      const full = plainJob(1, {
        description: 'gate',
        status: 'why',
        error: { code: 'VIGIA.X', message: 'm' },
        state: 'FAILED',
        schedule: {
          type: 'weekly',
          timezone: 'Europe/Berlin',
          days: [1],
          periods: [[{ begin: '08:00:00', end: '18:00:00' }]],
        },
        nextAt: 1_795_000_000_000,
      })
      const bare = plainJob(2)
      await jobs.insert([full, bare])
      assert.deepEqual(await jobs.find(full.id), full)
      assert.deepEqual(await jobs.get(PROJECT, bare.id), bare)
      assert.equal(await jobs.find(hex32(3)), undefined)
    }))

  test(`${name}: another project neither sees a job nor is hindered by its name`, () =>
    onProjects(open, async ({ jobs }) => {
      await jobs.insert([plainJob(1)])
      assert.equal(await jobs.get(OTHER_PROJECT, hex32(1)), undefined)
      assert.deepEqual(await jobs.list({ ...all, projectId: OTHER_PROJECT }), { jobs: [], total: 0 })
      await jobs.insert([plainJob(2, { projectId: OTHER_PROJECT, name: 'job-1' })])
    }))

  test(`${name}: a taken name is told by name, and none of the batch is kept`, () =>
    onProjects(open, async ({ jobs }) => {
      await jobs.insert([plainJob(1)])
      const taken = (error: unknown) => error instanceof NameTaken && error.jobName === 'job-1'
      await assert.rejects(jobs.insert([plainJob(2), plainJob(3, { name: 'job-1' }), plainJob(4)]), taken)
      const twice = (error: unknown) => error instanceof NameTaken && error.jobName === 'same'
      await assert.rejects(jobs.insert([plainJob(5, { name: 'same' }), plainJob(6, { name: 'same' })]), twice)
      assert.equal((await jobs.list(all)).total, 1)
    }))

  test(`${name}: a project has no more jobs than it may, also when several are stored at once`, () =>
    onProjects(open, async ({ jobs }) => {
      const insert = (...numbers: number[]) =>
        jobs.insert(
          numbers.map((n) => plainJob(n)),
          { most: 3 },
        )
      const reached = (error: unknown) =>
        error instanceof QuotaReached && error.total === 2 && error.most === 3
      await jobs.insert([plainJob(9, { projectId: OTHER_PROJECT })])
      await insert(1, 2)
      await assert.rejects(insert(3, 4), reached)
      const ends = await Promise.allSettled([insert(3), insert(4)])
      assert.deepEqual(ends.map(({ status }) => status).sort(), ['fulfilled', 'rejected'])
      assert.equal(await jobs.count(PROJECT), 3)
    }))

  test(`${name}: of two inserts of one name at the same moment one wins`, () =>
    onProjects(open, async ({ jobs }) => {
      const both = [1, 2].map((n) => jobs.insert([plainJob(n, { name: 'gate' }), plainJob(n + 10)]))
      const ends = await Promise.allSettled(both)
      assert.equal(ends.filter((e) => e.status === 'fulfilled').length, 1)
      assert.equal((await jobs.list(all)).total, 2)
    }))

  test(`${name}: lists filter by states and by a case-sensitive part of the name, page and sort`, () =>
    onProjects(open, async ({ jobs }) => {
      const states: JobState[] = ['PENDING', 'RUNNING', 'STOPPED', 'RUNNING', 'RUNNING']
      await jobs.insert(
        states.map((state, i) => plainJob(i + 1, { state, name: i === 4 ? 'Gate_100%' : `gate-${i}` })),
      )
      const names = async (filter: Partial<JobFilter>) => {
        const { jobs: found, total } = await jobs.list({ ...all, ...filter })
        return [total, ...found.map((job) => job.name)]
      }
      assert.deepEqual(await names({ states: ['RUNNING', 'STOPPED'] }), [
        4,
        'gate-1',
        'gate-2',
        'gate-3',
        'Gate_100%',
      ])
      assert.deepEqual(await names({ nameLike: 'Gate' }), [1, 'Gate_100%'])
      assert.deepEqual(await names({ nameLike: '0%' }), [1, 'Gate_100%'])
      assert.deepEqual(await names({ nameLike: 'e_1' }), [1, 'Gate_100%'])
      assert.deepEqual(await names({ sortDir: 'desc', offset: 1, limit: 2 }), [5, 'gate-3', 'gate-2'])
      assert.deepEqual(await names({ offset: 9 }), [5])
      assert.deepEqual(await names({ states: [] }), [0])
    }))

  test(`${name}: lists filter by parts of id and source, service, version and time, and sort by what is asked`, () =>
    onProjects(open, async ({ jobs }) => {
      const base = Date.UTC(2026, 10, 24, 8)
      await jobs.insert([
        plainJob(0xa1, {
          name: 'c',
          sourceName: '10.0.0.1/Yard',
          serviceVersion: '2.0',
          updatedAt: base + 900,
        }),
        plainJob(0xa2, {
          name: 'a',
          sourceName: '10.0.0.2/yard',
          serviceName: 'c-other',
          updatedAt: base + 700,
        }),
        plainJob(0xb3, { name: 'b', sourceName: '10.0.0.3/gate', updatedAt: base + 800 }),
      ])
      const names = async (filter: Partial<JobFilter>) => {
        const { jobs: found, total } = await jobs.list({ ...all, ...filter })
        assert.equal(total, found.length)
        return found.map((job) => job.name).join('')
      }
      assert.equal(await names({ idLike: '0a' }), 'ca')
      assert.equal(await names({ sourceNameLike: 'yard' }), 'a')
      assert.equal(await names({ sourceNameLike: 'ard', serviceNames: ['c-other', 'c-none'] }), 'a')
      assert.equal(await names({ serviceVersion: '2.0' }), 'c')
      assert.equal(await names({ createdSince: base + 0xa2 }), 'ab')
      assert.equal(await names({ createdUntil: base + 0xa2, sortDir: 'desc' }), 'ac')
      assert.equal(await names({ sortBy: 'name' }), 'abc')
      assert.equal(await names({ sortBy: 'name', sortDir: 'desc', states: ['PENDING', 'FAILED'] }), 'cba')
      assert.equal(await names({ sortBy: 'updated_at', states: ['PENDING'] }), 'abc')
    }))

  test(`${name}: what is to run is told by state, the longest waiting first, and what rests is left out`, () =>
    onProjects(open, async ({ jobs }) => {
      await jobs.insert([
        plainJob(2),
        plainJob(1),
        plainJob(3, { desired: 'rest' }),
        plainJob(4, { state: 'RECOVERING' }),
      ])
      const ids = async (state: JobState, limit = 9) => (await jobs.toRun(state, limit)).map((job) => job.id)
      assert.deepEqual(await ids('PENDING'), [hex32(1), hex32(2)])
      assert.deepEqual(await ids('PENDING', 1), [hex32(1)])
      assert.deepEqual(await ids('RECOVERING'), [hex32(4)])
    }))

  test(`${name}: due schedules come longest overdue first, and a disarmed one never`, () =>
    onProjects(open, async ({ jobs }) => {
      await jobs.insert([plainJob(1, { nextAt: 300 }), plainJob(2, { nextAt: 100 }), plainJob(3)])
      const due = async (now: number) => (await jobs.dueSchedules(now, 9)).map((job) => job.id)
      assert.deepEqual(await due(99), [])
      assert.deepEqual(await due(300), [hex32(2), hex32(1)])
      assert.equal(await jobs.change({ ...edge(hex32(2), 'PENDING', 'PENDING'), nextAt: null }), true)
      assert.equal(await jobs.change({ ...edge(hex32(1), 'PENDING', 'PENDING'), nextAt: 400 }), true)
      assert.deepEqual(await due(399), [])
      assert.deepEqual(await due(400), [hex32(1)])
      assert.equal((await jobs.find(hex32(1)))?.nextAt, 400)
    }))

  test(`${name}: a change that expects another wish of the user is refused`, () =>
    onProjects(open, async ({ jobs }) => {
      await jobs.insert([plainJob(1)])
      const change = { ...edge(hex32(1), 'PENDING', 'PENDING'), desired: 'rest' as const }
      assert.equal(await jobs.change({ ...change, expectDesired: 'stop' }), false)
      assert.equal(await jobs.change({ ...change, expectDesired: 'run' }), true)
      assert.equal((await jobs.find(hex32(1)))?.desired, 'rest')
    }))

  test(`${name}: many changes at once are each refused or done by their own guards`, () =>
    onProjects(open, async ({ jobs }, clock) => {
      await jobs.insert([plainJob(1), plainJob(2), plainJob(3)])
      clock.later(1_000)
      const changes = [
        edge(hex32(1), 'PENDING', 'STOPPING'),
        edge(hex32(2), 'RUNNING', 'STOPPING'),
        { ...edge(hex32(3), 'PENDING', 'STOPPING'), expectDesired: 'rest' as const },
        edge(hex32(9), 'PENDING', 'STOPPING'),
      ]
      assert.deepEqual(await jobs.changeAll(changes), [true, false, false, false])
      assert.deepEqual(await jobs.changeAll([]), [])
      assert.deepEqual(
        (await jobs.inStates(['STOPPING'], 9)).map((job) => [job.id, job.updatedAt]),
        [[hex32(1), clock.now()]],
      )
      assert.equal((await jobs.history(hex32(1))).length, 1)
      assert.deepEqual(await jobs.history(hex32(2)), [])
    }))

  test(`${name}: jobs of a project are counted`, () =>
    onProjects(open, async ({ jobs }) => {
      await jobs.insert([plainJob(1), plainJob(2), plainJob(3, { projectId: OTHER_PROJECT })])
      assert.equal(await jobs.count(PROJECT), 2)
      assert.equal(await jobs.count('c'.repeat(32)), 0)
    }))

  test(`${name}: jobs of one millisecond keep the order they were given in`, () =>
    onProjects(open, async ({ jobs }) => {
      const at = { createdAt: 5, updatedAt: 5 }
      const ids = [7, 3, 9, 1]
      await jobs.insert(ids.slice(0, 3).map((n) => plainJob(n, at)))
      await jobs.insert([plainJob(1, at)])
      const given = ids.map(hex32)
      assert.deepEqual(
        (await jobs.list(all)).jobs.map((job) => job.id),
        given,
      )
      assert.deepEqual(
        (await jobs.list({ ...all, sortDir: 'desc' })).jobs.map((job) => job.id),
        given.toReversed(),
      )
      assert.deepEqual(
        (await jobs.inStates(['PENDING'], 9)).map((job) => job.id),
        given,
      )
    }))

  test(`${name}: a change needs the state it was computed from, and leaves a line of history`, () =>
    onProjects(open, async ({ jobs }, clock) => {
      const { id } = plainJob(1)
      await jobs.insert([plainJob(1)])
      clock.later(1_000)
      assert.equal(await jobs.change(edge(id, 'RUNNING', 'STOPPING')), false)
      const why = {
        ...edge(id, 'PENDING', 'STARTING'),
        status: 'fetching the model',
        desired: 'stop' as const,
      }
      assert.equal(await jobs.change(why), true)
      assert.equal(await jobs.change(why), false)
      const job = await jobs.find(id)
      assert.deepEqual(
        [job?.state, job?.status, job?.desired, job?.updatedAt],
        ['STARTING', why.status, 'stop', clock.now()],
      )
      assert.deepEqual(await jobs.history(id), [
        { at: clock.now(), from: 'PENDING', to: 'STARTING', cause: 'test', actor: 'tester' },
      ])
    }))

  test(`${name}: a new status text moves updated_at but neither the history nor the place in the queue`, () =>
    onProjects(open, async ({ jobs }, clock) => {
      await jobs.insert([plainJob(1), plainJob(2)])
      clock.later(1_000)
      await jobs.change({ ...edge(hex32(1), 'PENDING', 'PENDING'), status: 'x'.repeat(5_000) })
      const job = await jobs.find(hex32(1))
      assert.deepEqual([job?.updatedAt, job?.status?.length], [clock.now(), 4_096])
      assert.deepEqual(await jobs.history(hex32(1)), [])
      assert.deepEqual(
        (await jobs.inStates(['PENDING'], 9)).map((j) => j.id),
        [hex32(1), hex32(2)],
      )
      await jobs.change(edge(hex32(1), 'PENDING', 'STOPPING'))
      assert.deepEqual(
        (await jobs.inStates(['STOPPING', 'PENDING'], 9)).map((j) => j.id),
        [hex32(2), hex32(1)],
      )
      assert.equal((await jobs.inStates(['STOPPING', 'PENDING'], 1)).length, 1)
    }))

  test(`${name}: history keeps the order of what happened in one millisecond`, () =>
    onProjects(open, async ({ jobs }) => {
      await jobs.insert([plainJob(1)])
      const path: JobState[] = [
        'PENDING',
        'STARTING',
        'RUNNING',
        'ABNORMAL',
        'RUNNING',
        'STOPPING',
        'STOPPED',
      ]
      for (const [i, to] of path.slice(1).entries()) await jobs.change(edge(hex32(1), path[i]!, to))
      assert.deepEqual(
        (await jobs.history(hex32(1))).map((line) => line.to),
        path.slice(1),
      )
    }))

  test(`${name}: a new spec counts a generation, keeps the state guard, the rule of names and updated_at`, () =>
    onProjects(open, async ({ jobs }, clock) => {
      const job = plainJob(1, { state: 'STOPPED' })
      await jobs.insert([job, plainJob(2)])
      const spec = { ...job.spec, common: { threshold: 0.9 } }
      clock.later(1_000)
      assert.equal(await jobs.replaceSpec({ ...job, spec }, 'FAILED'), false)
      const changed = { name: 'new', description: 'd', orderId: hex32(7), priority: 'high' } as const
      assert.equal(await jobs.replaceSpec({ ...job, spec, ...changed }, 'STOPPED'), true)
      const after = await jobs.find(job.id)
      assert.deepEqual(after, { ...job, spec, ...changed, generation: 2 })
      await assert.rejects(jobs.replaceSpec({ ...after!, name: 'job-2' }, 'STOPPED'), NameTaken)
    }))

  test(`${name}: a change that was computed from an older generation is refused`, () =>
    onProjects(open, async ({ jobs }) => {
      const job = plainJob(1, { state: 'STOPPED' })
      await jobs.insert([job])
      await jobs.replaceSpec(job, 'STOPPED')
      const start = edge(job.id, 'STOPPED', 'PENDING')
      assert.equal(await jobs.change({ ...start, expectGeneration: 1 }), false)
      assert.equal(await jobs.change({ ...start, expectGeneration: 2 }), true)
    }))

  test(`${name}: a new spec may bring a new plan, and leaves the plan alone when it brings none`, () =>
    onProjects(open, async ({ jobs }) => {
      const job = plainJob(1, { state: 'FAILED', nextAt: 100 })
      await jobs.insert([job])
      const plan = async () => {
        const { desired, nextAt } = (await jobs.find(job.id))!
        return [desired, nextAt]
      }
      assert.equal(await jobs.replaceSpec(job, 'FAILED', { desired: 'rest', nextAt: 200 }), true)
      assert.deepEqual(await plan(), ['rest', 200])
      assert.equal(await jobs.replaceSpec({ ...job, generation: 2 }, 'FAILED'), true)
      assert.deepEqual(await plan(), ['rest', 200])
      const none = { desired: 'run', nextAt: undefined } as const
      assert.equal(await jobs.replaceSpec({ ...job, generation: 3 }, 'FAILED', none), true)
      assert.deepEqual(await plan(), ['run', undefined])
    }))

  test(`${name}: a spec that was made from an older generation is refused`, () =>
    onProjects(open, async ({ jobs }) => {
      const job = plainJob(1, { state: 'STOPPED' })
      await jobs.insert([job])
      assert.equal(await jobs.replaceSpec({ ...job, name: 'first' }, 'STOPPED'), true)
      assert.equal(await jobs.replaceSpec({ ...job, description: 'second' }, 'STOPPED'), false)
      assert.equal((await jobs.find(job.id))?.name, 'first')
    }))

  test(`${name}: whatever changes a job, it is read as it is then, also by who read it before`, () =>
    onProjects(open, async ({ jobs }) => {
      const id = hex32(1)
      const state = async () => (await jobs.find(id))?.state
      await jobs.insert([plainJob(1)])
      assert.equal(await state(), 'PENDING')
      await jobs.claim(id, 'PENDING', 'w', 1_000)
      assert.equal(await state(), 'SCHEDULING')
      await jobs.change(edge(id, 'SCHEDULING', 'RUNNING'))
      assert.equal(await state(), 'RUNNING')
      await jobs.changeAll([edge(id, 'RUNNING', 'FAILED')])
      assert.equal(await state(), 'FAILED')
      const read = (await jobs.find(id))!
      await jobs.replaceSpec({ ...read, name: 'renamed' }, 'FAILED')
      assert.equal((await jobs.get(PROJECT, id))?.name, 'renamed')
      assert.equal(read.name, 'job-1')
      await jobs.remove(id)
      assert.equal(await state(), undefined)
    }))

  test(`${name}: a removed job takes its history, lease, results and deliveries along`, () =>
    onProjects(open, async ({ jobs, results, deliveries }) => {
      await jobs.insert([plainJob(1)])
      const lease = await jobs.claim(hex32(1), 'PENDING', 'w', 1_000)
      await results.append(hex32(1), lease!.epoch, [plainResult(hex32(1), 1, 1)], () => ['webhook'])
      await jobs.remove(hex32(1))
      assert.equal(await jobs.find(hex32(1)), undefined)
      assert.deepEqual(await jobs.history(hex32(1)), [])
      assert.equal(await jobs.lease(hex32(1)), undefined)
      assert.equal(await results.byMessageId(plainResult(hex32(1), 1, 1).messageId), undefined)
      assert.deepEqual(await deliveries.dueLanes(), [])
      await jobs.insert([plainJob(1)])
    }))
}
