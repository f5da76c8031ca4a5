/** What the engine's tests share: an engine on a real store, and clocks and a disk that the test owns. */
import { randomBytes } from 'node:crypto'
import type { Deployment, Job, JobState, Order } from '@vigia/core'
import { hex32, MemoryBlobs, makeProjects, PROJECT, plainJob } from '@vigia/core/conformance'
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
  const blobs = new MemoryBlobs()
  const frozen = new Map<string, 1 | 2>()
  const engine = new Engine({
    ...stores,
    blobs,
    projects: {
      frozenProjects: async () => [...frozen].map(([id, is]) => ({ id, frozen: is })),
      thawed: async (id) => void frozen.delete(id),
    },
    clock,
    wallClock: wall,
    log: quiet,
    resolve: resolveSource(stores),
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
    blobs,
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

export const DAY = 86_400_000
export const SERVICE = 'c-intrusiondetection-cloud'
export const PACKAGE = '0c8f4f2e-4a53-4d2c-9a43-0d1a5f9f7e11'

export const deployment = (changed: Partial<Deployment> = {}): Deployment => ({
  projectId: PROJECT,
  serviceName: SERVICE,
  version: '1.0',
  wanted: 'run',
  upgrading: false,
  streamCount: undefined,
  poolId: undefined,
  deployConfig: {},
  envs: {},
  createdAt: START,
  updatedAt: START,
  ...changed,
})

/** Of package `PACKAGE`, valid for a day. */
export const order = (changed: Partial<Order> = {}): Order => ({
  id: hex32(77),
  projectId: PROJECT,
  packageId: PACKAGE,
  streams: 2,
  from: START - DAY,
  until: START + DAY,
  state: 'active',
  creator: 'admin',
  createdAt: START,
  updatedAt: START,
  ...changed,
})
