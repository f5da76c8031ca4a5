/**
 * 100,000 armed schedules: what a tick costs when nothing is due, and how long after the boundary the transitions of
 * many jobs that are due at the same moment are on disk.
 *
 *   npm run bench:control -- schedules [--armed 100000 --due 100,1000,10000,100000]
 */
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { planAt } from '@vigia/core'
import { MemoryBlobs } from '@vigia/core/conformance'
import { Engine, resolveSource } from '@vigia/server'
import { percentile, table } from '../speed/table.mjs'
import { fill, openStore } from './store.mjs'

const IDLE_TICKS = 200
const START = Date.parse('2026-11-24T00:00:00Z')
const HOUR = 3_600_000
/** One group of jobs each opens an hour after the other; all others a day later. */
const scheduleOf = (hour) => ({
  type: 'weekly',
  timezone: 'Europe/Berlin',
  days: [1, 2, 3, 4, 5, 6, 7],
  periods: Array(7).fill([{ begin: `${String(hour).padStart(2, '0')}:00:00`, end: '23:00:00' }]),
})

export async function schedules(args) {
  const { values } = parseArgs({
    args,
    options: {
      armed: { type: 'string', default: '100000' },
      due: { type: 'string', default: '100,1000,10000' },
    },
  })
  const armed = Number(values.armed)
  const groups = values.due.split(',').map(Number)
  const dir = await mkdtemp(join(tmpdir(), 'vigia-bench-'))
  const clock = { at: START, now: () => clock.at }
  const stores = await openStore(join(dir, 'vigia.db'), clock)
  try {
    // Group i opens at (i + 3):00 in Berlin; what is left over at 22:00.
    const bounds = groups.map((_, i) => groups.slice(0, i + 1).reduce((a, b) => a + b, 0))
    const groupOf = (n) => bounds.findIndex((end) => n < end)
    await fill(stores, {
      jobs: armed,
      projects: 100,
      change: (n) => {
        const group = groupOf(n)
        const schedule = scheduleOf(group < 0 ? 22 : group + 3)
        const { desired, nextAt, status } = planAt(schedule, START)
        return { state: 'PENDING', schedule, desired, nextAt, status }
      },
    })
    const doneAt = []
    const quiet = { warn: () => undefined, error: () => undefined }
    const engine = new Engine({
      ...stores,
      blobs: new MemoryBlobs(),
      projects: stores.identity,
      resolve: resolveSource(stores),
      clock,
      wallClock: clock,
      leaseMs: 15_000,
      log: { ...quiet, info: (_, what) => what === 'schedule' && doneAt.push(performance.now()) },
      onPlace: () => undefined,
      onResults: () => undefined,
    })
    const idle = []
    for (let i = 0; i < IDLE_TICKS; i++) idle.push(await took(() => engine.tick()))
    console.log(
      `${armed} armed schedules; a tick with nothing due: p50 ${percentile(idle, 50).toFixed(2)} ms, p99 ${percentile(idle, 99).toFixed(2)} ms`,
    )
    const rows = []
    for (const [i, due] of groups.entries()) {
      clock.at = START + (i + 2) * HOUR
      doneAt.length = 0
      const from = performance.now()
      await engine.tick()
      if (doneAt.length !== due) throw new Error(`${doneAt.length} transitions instead of ${due}`)
      const late = doneAt.map((at) => at - from)
      rows.push([
        String(due),
        ...[50, 99, 100].map((p) => percentile(late, p).toFixed(1)),
        ((percentile(late, 100) / due) * 1_000).toFixed(0),
      ])
    }
    console.log(table([['due at once', 'p50 ms late', 'p99 ms late', 'last ms late', 'us each'], ...rows]))
    console.log('The engine looks once a second: up to 1,000 ms come on top.')
  } finally {
    await stores.close()
    await rm(dir, { recursive: true })
  }
}

async function took(work) {
  const from = performance.now()
  await work()
  return performance.now() - from
}
