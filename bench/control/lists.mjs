/**
 * Lists of a project's jobs in a store of 100 projects: every kind of filter, page and total together, at 10,000,
 * 100,000 and 1,000,000 jobs.
 *
 *   npm run bench:control -- lists [--sizes 10000,100000,1000000 --times 200]
 */
import { mkdtemp, rm, stat } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { percentile, table } from '../speed/table.mjs'
import { fill, openStore, projectId } from './store.mjs'

const PROJECTS = 100
const day = 86_400_000
/** Filters as v1, v2 and the older lists send them; `page` counts from 0, ten rows each. */
const LISTS = [
  ['no filter', {}],
  ['no filter, page 50', { page: 50 }],
  ['task_state', { states: ['FAILED'] }],
  ['task_state of three states (v1 PENDING)', { states: ['PENDING', 'SCHEDULING', 'LACK_OF_RESOURCES'] }],
  ['title, company or alg_id', { serviceNames: ['c-flowcount-cloud'] }],
  ['task_name', { nameLike: 'site-42' }],
  ['task_name that nobody has', { nameLike: 'nowhere' }],
  ['camera_name', { sourceNameLike: '.9/ch7' }],
  [
    'task_state, title, task_name, camera_name',
    { states: ['RUNNING'], serviceNames: ['c-flowcount-cloud'], nameLike: 'site-4', sourceNameLike: 'ch7' },
  ],
  ['order=name:ASC', { sortBy: 'name', sortDir: 'asc' }],
  ['order=updated_at, state', { sortBy: 'updated_at', states: ['STOPPED'] }],
  ['id_like', { idLike: 'abc' }],
  [
    'created_since, created_until',
    { createdSince: Date.UTC(2026, 0, 1), createdUntil: Date.UTC(2026, 0, 1) + day / 24 },
  ],
]

export async function lists(args) {
  const { values } = parseArgs({
    args,
    options: {
      sizes: { type: 'string', default: '10000,100000,1000000' },
      times: { type: 'string', default: '200' },
    },
  })
  const dir = await mkdtemp(join(tmpdir(), 'vigia-bench-'))
  const stores = await openStore(join(dir, 'vigia.db'))
  const columns = []
  try {
    let from = 0
    for (const size of values.sizes.split(',').map(Number)) {
      await fill(stores, { from, jobs: size, projects: PROJECTS })
      from = size
      columns.push({ size, times: await measure(stores, Number(values.times)) })
      const { size: bytes } = await stat(join(dir, 'vigia.db'))
      console.error(`${size} jobs: ${(bytes / 1e6).toFixed(0)} MB`)
    }
  } finally {
    await stores.close()
    await rm(dir, { recursive: true })
  }
  const head = ['p50 / p99 in ms', ...columns.map(({ size }) => `${size.toLocaleString('en')} jobs`)]
  const cell = (times) => `${percentile(times, 50).toFixed(2)} / ${percentile(times, 99).toFixed(2)}`
  const rows = LISTS.map(([name], i) => [name, ...columns.map(({ times }) => cell(times[i]))])
  console.log(`${PROJECTS} projects, ${values.times} lists each, of a project drawn by chance`)
  console.log(table([head, ...rows]))
}

/** Milliseconds of each list, by kind. */
async function measure(stores, times) {
  const taken = LISTS.map(() => [])
  for (let n = 0; n < times; n++) {
    for (const [i, [, { page = 0, ...filter }]] of LISTS.entries()) {
      const project = projectId(Math.floor(Math.random() * PROJECTS))
      const from = performance.now()
      await stores.jobs.list({ projectId: project, sortDir: 'desc', offset: page * 10, limit: 10, ...filter })
      taken[i].push(performance.now() - from)
    }
  }
  return taken
}
