/** What the engine's tests share: an engine on a real store, and clocks and a disk that the test owns. */
import { randomBytes } from 'node:crypto'
import type { Job, JobState } from '@vigia/core'
import { makeProjects, plainJob } from '@vigia/core/conformance'
import { SecretBox } from '../security/index.js'
import { openSqliteStores, StoreFull } from '../store/index.js'
import { Engine } from './engine.js'
import { resolveSource } from './resolve-source.js'

export const LEASE_MS = 15_000

/** A Tuesday. */
export const START = Date.parse('2026-11-24T08:00:00Z')

/** An engine on a real store with a clock that the test owns. */
export async function setUp(t: { after(fn: () => Promise<void>): void }) {
  let now = START
  let set = 0
  let full = false
  const clock = { now: () => now }
  const wall = { now: () => now + set }
  const stores = await openSqliteStores(':memory:', new SecretBox(randomBytes(32)), wall)
  await makeProjects(stores)
  const renew = stores.jobs.renew.bind(stores.jobs)
  const change = stores.jobs.change.bind(stores.jobs)
  stores.jobs.renew = (...args) => (full ? Promise.reject(new StoreFull(undefined)) : renew(...args))
  stores.jobs.change = (...args) => (full ? Promise.reject(new StoreFull(undefined)) : change(...args))
  t.after(() => stores.close())
  const quiet = { info: () => undefined, warn: () => undefined, error: () => undefined }
  const frozen = new Map<string, 1 | 2>()
  const engine = new Engine({
    ...stores,
    projects: {
      frozenProjects: async () => [...frozen].map(([id, is]) => ({ id, frozen: is })),
      thawed: async (id) => void frozen.delete(id),
    },
    clock,
    wallClock: wall,
    log: quiet,
    resolve: resolveSource(stores.video),
    leaseMs: LEASE_MS,
    onPlace: () => undefined,
    onResults: () => undefined,
  })
  const add = async (name: string, changed: Partial<Job> = {}): Promise<string> => {
    now += 1
    const job = { ...newJob(name, now), ...changed }
    await stores.jobs.insert([job])
    return job.id
  }
  const state = async (id: string): Promise<JobState | undefined> => (await stores.jobs.find(id))?.state
  const act = async (id: string, from: JobState, to: JobState): Promise<boolean> =>
    stores.jobs.change({
      jobId: id,
      expectState: from,
      state: to,
      ...(to === 'STOPPING' ? { desired: 'stop' as const, nextAt: null } : {}),
      status: undefined,
      cause: 'test',
      actor: 'user',
    })
  return {
    engine,
    stores,
    frozen,
    add,
    state,
    act,
    /** Wall clock. */
    now: () => wall.now(),
    later: (ms: number) => {
      now += ms
    },
    setWallClock: (ms: number) => {
      set += ms
    },
    fillDisk: (isFull: boolean) => {
      full = isFull
    },
  }
}

const newJob = (name: string, now: number): Job =>
  plainJob(0, { id: randomBytes(16).toString('hex'), name, createdAt: now, updatedAt: now })
