/** A worker against an engine played by the test. */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { setTimeout as sleep } from 'node:timers/promises'
import { type Assignment, addressPolicy, type EngineLink, type RunReport } from '@vigia/core'
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

/** Waits for something that the worker does by itself. */
async function until(condition: () => boolean): Promise<void> {
  while (!condition()) await sleep(5)
}

test('a run that was told to end while it was being prepared takes no later run of its job along', async (t) => {
  const offered = [run(1)]
  const reports: [number, RunReport['kind']][] = []
  let stop: string[] = []
  const link: EngineLink = {
    claim: async () => offered.splice(0),
    renew: async () => ({ lost: [], stop: stop.splice(0) }),
    report: async (_, epoch, { kind }) => {
      reports.push([epoch, kind])
      return true
    },
    append: async () => true,
  }
  const models: ((reason: Error) => void)[] = []
  const quiet = { info: () => {}, warn: () => {}, error: () => {} }
  const deps: WorkerDeps = {
    link,
    name: 'w',
    slots: 2,
    leaseMs: 60_000,
    model: () => new Promise((_, reject) => models.push(reject)),
    ffmpegPath: 'ffmpeg',
    mediaDirs: [],
    mediaPolicy: addressPolicy('media', ''),
    previews: new Previews(Date.now),
    log: quiet,
  }
  const worker = new Worker(deps)
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
