/** A worker against an engine played by the test. */
import assert from 'node:assert/strict'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test } from 'node:test'
import { setTimeout as sleep } from 'node:timers/promises'
import { type Assignment, addressPolicy, type EngineLink, type RunReport } from '@vigia/core'
import { locatorOf, VcnSessions } from '../locate/index.js'
import { Previews } from './previews.js'
import { Worker, type WorkerDeps } from './worker.js'

const JOB = 'a'.repeat(32)
const run = (epoch: number): Assignment => ({
  jobId: JOB,
  projectId: 'p',
  name: 'gate',
  serviceName: 'c-intrusiondetection-cloud',
  serviceVersion: '3.0',
  epoch,
  spec: {
    input: { type: 'url', url: 'rtsp://10.0.0.9/ch1', index: 0 },
    output: { eventCenter: true },
    common: {},
  },
})

const openStore = () => {
  throw new Error('no store is wanted here')
}

/** Nothing is there. */
const CLIPS = join(tmpdir(), 'vigia-no-clips')
const quiet = { info: () => {}, warn: () => {}, error: () => {} }

/** @param played what the test plays of the engine */
const depsOf = (played: Pick<EngineLink, 'claim' | 'report'> & Partial<EngineLink>): WorkerDeps => ({
  link: {
    renew: async () => ({ lost: [], stop: [] }),
    append: async () => true,
    clip: async () => true,
    ...played,
  },
  name: 'w',
  slots: 2,
  leaseMs: 60_000,
  models: async () => {
    throw new Error('no model is wanted here')
  },
  locatorOf: (input) =>
    locatorOf(input, {
      lookupPolicy: addressPolicy('webhook', ''),
      vcn: new VcnSessions({ policy: addressPolicy('media', ''), verify: 'public' }),
      openStore,
      pushes: { find: async () => ({ isPushed: false }) },
    }),
  ffmpegPath: 'ffmpeg',
  clipDir: CLIPS,
  mediaDirs: [],
  mediaPolicy: addressPolicy('media', ''),
  previews: new Previews(Date.now),
  log: quiet,
})

/** Waits for something that the worker does by itself. */
async function until(condition: () => boolean): Promise<void> {
  while (!condition()) await sleep(5)
}

test('a run of a release that is not installed is given back at once, with what to do', async (t) => {
  const offered = [{ ...run(1), serviceVersion: '9.9' }]
  const reports: RunReport[] = []
  const worker = new Worker(
    depsOf({
      claim: async () => offered.splice(0),
      report: async (_, __, report) => {
        reports.push(report)
        return true
      },
    }),
  )
  worker.start()
  t.after(() => worker.stop())
  await until(() => reports.length === 2)
  assert.deepEqual(reports, [
    { kind: 'begun' },
    {
      kind: 'failed',
      stage: 'prepare',
      code: 'VIGIA.RELEASE',
      message:
        'The service c-intrusiondetection-cloud 9.9 is not installed here. Install it, or deploy a release that is, then start the job.',
    },
  ])
})

test('a run that was told to end while it was being prepared takes no later run of its job along', async (t) => {
  const offered = [run(1)]
  const reports: [number, RunReport['kind']][] = []
  let stop: string[] = []
  const models: ((reason: Error) => void)[] = []
  const worker = new Worker({
    ...depsOf({
      claim: async () => offered.splice(0),
      renew: async () => ({ lost: [], stop: stop.splice(0) }),
      report: async (_, epoch, { kind }) => {
        reports.push([epoch, kind])
        return true
      },
    }),
    models: () => new Promise((_, reject) => models.push(reject)),
  })
  worker.start()
  t.after(() => worker.stop())
  await until(() => models.length === 1)

  stop = [JOB]
  worker.wake()
  await until(() => reports.some(([epoch, kind]) => epoch === 1 && kind === 'stopped'))
  offered.push(run(2))
  worker.wake()
  await until(() => models.length === 2)

  models[0]!(new Error('the registry is away'))
  await until(() => reports.some(([epoch, kind]) => epoch === 1 && kind === 'failed'))
  await sleep(0)
  assert.deepEqual(
    worker.runs.map(({ epoch }) => epoch),
    [2],
  )
})
