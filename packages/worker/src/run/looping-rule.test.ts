/** A rule of somebody else that never ends: it is killed, its job is told why, and the job beside it goes on. */
import assert from 'node:assert/strict'
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test } from 'node:test'
import { fileURLToPath } from 'node:url'
import { type Assignment, addressPolicy, type RunReport } from '@vigia/core'
import { waitFor } from '@vigia/testing'
import { findAlgorithms } from '../added/index.js'
import { Previews } from './previews.js'
import { Worker } from './worker.js'

const EXAMPLE = fileURLToPath(new URL('../../../../examples/own-algorithm', import.meta.url))
/** Both say that they live; then one never lets go of its thread (asleep in it: a test must not take a core). */
const LOOPS = `process.send({ kind: 'alive' })
const cell = new Int32Array(new SharedArrayBuffer(4))
for (;;) Atomics.wait(cell, 0, 0, 1000)
export const createRule = () => undefined`
const GOES_ON = `await new Promise((resolve) => setInterval(() => process.send({ kind: 'alive' }), 200))
export const createRule = () => undefined`

/** The example under ids of its own, with another rule. */
async function algorithmWith(folder: string, name: string, digit: string, rule: string): Promise<void> {
  await mkdir(folder)
  await writeFile(join(folder, 'package.json'), '{"type":"module"}')
  const manifest = JSON.parse(await readFile(join(EXAMPLE, 'algorithm.json'), 'utf8'))
  const id = (first: string) => `${first}${digit.repeat(7)}-0000-4000-8000-000000000000`
  manifest.services = { cloud: { service_name: name, service_id: id('a'), alg_id: id('b') } }
  await writeFile(join(folder, 'algorithm.json'), JSON.stringify(manifest))
  await writeFile(join(folder, 'rule.js'), rule)
}

test('a rule that loops is killed with its process and fails its job; another one goes on', async (t) => {
  const dir = await mkdtemp(join(tmpdir(), 'vigia-loop-'))
  t.after(() => rm(dir, { recursive: true, force: true }))
  await algorithmWith(join(dir, 'loops'), 'x-loops', '1', LOOPS)
  await algorithmWith(join(dir, 'goes-on'), 'x-goes-on', '2', GOES_ON)
  const added = await findAlgorithms([join(dir, 'loops'), join(dir, 'goes-on')])
  const version = added[0]!.services[0]!.releases[0].version
  const run = (serviceName: string): Assignment => ({
    jobId: serviceName,
    projectId: 'p',
    name: serviceName,
    serviceName,
    serviceVersion: version,
    epoch: 1,
    spec: {
      input: { type: 'url', url: 'rtsp://10.0.0.9/ch1', index: 0 },
      output: { eventCenter: true },
      common: {},
    },
  })
  const offered = [run('x-loops'), run('x-goes-on')]
  const ends = new Map<string, RunReport>()
  const worker = new Worker({
    link: {
      claim: async () => offered.splice(0),
      renew: async () => ({ lost: [], stop: [] }),
      append: async () => true,
      clip: async () => true,
      report: async (jobId, _, report) => {
        if (report.kind !== 'begun') ends.set(jobId, report)
        return true
      },
    },
    name: 'w',
    slots: 2,
    leaseMs: 600_000,
    added,
    models: async () => ({ detectors: [] }),
    locatorOf: () => ({ presumed: 'stream', locate: async () => ({ url: 'rtsp://10.0.0.9/ch1' }) }),
    ffmpegPath: 'ffmpeg',
    clipDir: join(dir, 'clips'),
    mediaDirs: [],
    mediaPolicy: addressPolicy('media', ''),
    previews: new Previews(Date.now),
    lookMs: 1_000,
    log: { info: () => undefined, warn: () => undefined, error: () => undefined },
  })
  worker.start()
  t.after(() => worker.stop())
  await waitFor(() => ends.has('x-loops'), 60_000, 'the looping rule is ended')
  assert.deepEqual(ends.get('x-loops'), {
    kind: 'failed',
    stage: 'start',
    code: 'VIGIA.RULE',
    message:
      'The analysis gave no sign of life and was killed: the rule of x-loops takes too long or never ends. Mend it, then start the job.',
  })
  await waitFor(() => worker.runs.length === 1, 60_000, 'its run is let go')
  const [beside] = worker.runs
  assert.equal(beside?.jobId, 'x-goes-on')
  process.kill(beside!.pid!, 0)
  assert.equal(ends.has('x-goes-on'), false)
})
