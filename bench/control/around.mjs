/**
 * What stands around jobs, in a project of 10,000 sources, 200 groups and 100 batches (10,900 jobs): lists, a batch
 * start of 1,000 jobs, and single starts of another project meanwhile, on the real engine with a worker whose runs do
 * nothing.
 *
 *   npm run bench:control -- around [--times 100 --slots 16 --run-ms 500 --singles 20]
 */
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { startOrStopBatch } from '../../packages/server/dist/use-cases/index.js'
import { percentile, table } from '../speed/table.mjs'
import { engineOn, IdleWorker, waitsOf } from './around-waits.mjs'
import { BATCHES, caller, depsOn, fillAround, GROUPS, SOURCES } from './around-world.mjs'
import { fill, openStore, projectId } from './store.mjs'

/** Whoever starts single jobs beside the batch. */
const neighbour = { projectId: projectId(1), userName: 'admin' }
const SINGLE_EVERY_MS = 100

export async function around(args) {
  const { values } = parseArgs({
    args,
    options: {
      times: { type: 'string', default: '100' },
      slots: { type: 'string', default: '16' },
      'run-ms': { type: 'string', default: '500' },
      singles: { type: 'string', default: '20' },
    },
  })
  const [times, slots, runMs, singles] = ['times', 'slots', 'run-ms', 'singles'].map((name) =>
    Number(values[name]),
  )
  const dir = await mkdtemp(join(tmpdir(), 'vigia-bench-'))
  const clock = { now: () => Date.now() }
  const stores = await openStore(join(dir, 'vigia.db'), clock)
  try {
    const deps = depsOn(stores, clock)
    const { groupIds, batchId, inBatch } = await fillAround(deps)
    console.error(`${SOURCES} sources, ${GROUPS} groups, ${BATCHES} batches`)
    await restAll(deps, stores)
    console.log(table([['list, p50 / p99 in ms', ''], ...(await lists(stores, groupIds, batchId, times))]))

    await fill(stores, {
      jobs: 2 * singles,
      projects: 1,
      change: (n) => ({
        projectId: neighbour.projectId,
        name: `single-${n}`,
        state: 'STOPPED',
        desired: 'stop',
      }),
    })
    const { jobs } = await stores.jobs.list({
      projectId: neighbour.projectId,
      sortDir: 'asc',
      offset: 0,
      limit: 2 * singles,
    })
    const ids = jobs.map(({ id }) => id)
    const quietMs = await took(() => startOrStopBatch(deps, caller, batchId, 'start'))
    await restAll(deps, stores)

    const engine = engineOn(stores, () => worker.wake())
    const worker = new IdleWorker(engine, slots, runMs)
    const live = { ...deps, wake: () => worker.wake() }
    const alone = await waitsOf(live, neighbour, worker, ids.slice(0, singles), SINGLE_EVERY_MS)
    const from = performance.now()
    const start = took(() => startOrStopBatch(live, caller, batchId, 'start'))
    const beside = await waitsOf(live, neighbour, worker, ids.slice(singles), SINGLE_EVERY_MS)
    const answerMs = await start
    const inTakeMs = await until(() => worker.placedAt.size >= inBatch + 2 * singles, from)
    await worker.stop()
    console.log(
      `\nStarting a batch of ${inBatch} jobs is answered after ${quietMs.toFixed(0)} ms, with nobody who takes them up.`,
    )
    console.log(
      `With ${slots} slots and runs of ${runMs} ms: after ${answerMs.toFixed(0)} ms; its last run began after ${(inTakeMs / 1000).toFixed(1)} s.\n`,
    )
    const row = (name, waits) => [name, ...[50, 99, 100].map((p) => percentile(waits, p).toFixed(0))]
    console.log(
      table([
        [`${singles} single starts, ms to their run`, 'p50', 'p99', 'most'],
        row('alone', alone),
        row('while the batch is taken in', beside),
      ]),
    )
  } finally {
    await stores.close()
    await rm(dir, { recursive: true })
  }
}

/** Members begin to wait as soon as they are made: all are put to rest before anything is measured. */
async function restAll(deps, stores) {
  const { batches } = await stores.batches.list({
    projectId: caller.projectId,
    sortBy: 'created_at',
    sortDir: 'asc',
    offset: 0,
    limit: BATCHES,
    mostSources: 1,
  })
  for (const { id } of batches) await startOrStopBatch(deps, caller, id, 'stop')
  const engine = engineOn(stores, () => undefined)
  while ((await stores.jobs.inStates(['STOPPING'], 1)).length > 0) await engine.tick()
}

async function lists({ video, batches, jobs }, groupIds, batchId, times) {
  const page = { projectId: caller.projectId, sortDir: 'desc', offset: 0, limit: 10 }
  const source = (filter) => () => video.listSources({ ...page, sortBy: 'created_at', ...filter })
  const group = (filter) => () => video.listGroups({ ...page, sortBy: 'created_at', ...filter })
  const batch = (filter) => () => batches.list({ ...page, sortBy: 'created_at', mostSources: 20, ...filter })
  const job = (filter) => () => jobs.list({ ...page, ...filter })
  const KINDS = [
    ['sources', source({})],
    ['sources, page 500', source({ offset: 5_000 })],
    ['sources by name', source({ nameLike: '99' })],
    ['sources by status and type', source({ statuses: [9], types: ['url'] })],
    ['sources by tag', source({ tagLike: 'north' })],
    ['sources of a group', source({ groupIds: [groupIds[7]] })],
    ['sources, most jobs first', source({ sortBy: 'jobs' })],
    ['groups', group({})],
    ['groups by name', group({ nameLike: '-9' })],
    ['groups with a source that is offline', group({ status: 2 })],
    ['groups, most sources first', group({ sortBy: 'sources' })],
    ['batches', batch({})],
    ['batches by name', batch({ nameLike: 'gates' })],
    ['batches of a group', batch({ groups: [groupIds[7]] })],
    ['batches with a job in a state', batch({ state: 'STOPPED' })],
    ['batches, most jobs first', batch({ sortBy: 'task_count' })],
    ['jobs', job({})],
    ['jobs of a batch', job({ batchId })],
    ['jobs on sources of a group', job({ groupIds: [groupIds[7]] })],
  ]
  const rows = []
  for (const [name, ask] of KINDS) {
    const taken = []
    for (let n = 0; n < times; n++) {
      taken.push(await took(ask))
    }
    rows.push([name, `${percentile(taken, 50).toFixed(2)} / ${percentile(taken, 99).toFixed(2)}`])
  }
  return rows
}

async function took(work) {
  const from = performance.now()
  await work()
  return performance.now() - from
}

async function until(holds, from) {
  while (!holds()) await new Promise((resolve) => setTimeout(resolve, 5))
  return performance.now() - from
}
