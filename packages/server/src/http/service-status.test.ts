import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { JobState } from '@vigia/core'
import { followed, setUp } from './service.testing.js'
import { createJob, placeOrder, putState, SERVICE, type TestApp } from './test-app.js'

const HOUR_MS = 3_600_000

/** Each `alg_status` by what brings it about. */
const STATUSES: [string, string, (s: Awaited<ReturnType<typeof setUp>>) => Promise<unknown>][] = [
  ['service_deploying', 'deployed a moment ago, with nothing that runs', (s) => s.deploy('2.0')],
  [
    'service_deploying',
    'its first job is being started',
    async (s) => putState(s.app, await createJob(s.app), 'STARTING', 'Fetching the detector'),
  ],
  [
    'service_upgrading',
    'a newer release is deployed while jobs run',
    async (s) => {
      await putState(s.app, await createJob(s.app), 'RUNNING')
      await s.deploy('2.0')
    },
  ],
  [
    'service_running',
    'the engine has brought all jobs to the release',
    async (s) => {
      await putState(s.app, await createJob(s.app), 'RUNNING')
      await s.deploy('2.0')
      await followed(s.app)
    },
  ],
  [
    'service_concerning',
    'one of its jobs has lost its stream',
    async (s) => {
      await putState(s.app, await createJob(s.app), 'RUNNING')
      await putState(s.app, await createJob(s.app, { name: 'lost' }), 'ABNORMAL')
    },
  ],
  [
    'service_stopping',
    'stopped while a job runs',
    async (s) => {
      await putState(s.app, await createJob(s.app), 'RUNNING')
      await s.stop('1.0')
    },
  ],
  [
    'service_stopped',
    'stopped, and its jobs have ended',
    async (s) => {
      await putState(s.app, await createJob(s.app), 'STOPPED_NO_SERVICE')
      await s.stop('1.0')
    },
  ],
  [
    'service_finished',
    'it is sold, and the order is over',
    async (s) => {
      const { app } = s
      const sold = { name: 'Sold', service_names: [SERVICE] }
      const { id } = (await app.call('POST', `/v2/${app.projectId}/packages`, sold)).body
      assert.equal((await s.row()).alg_status, 'service_finished')
      await placeOrder(app, { package_id: id, until: app.now() + HOUR_MS })
      assert.equal((await s.row()).alg_status, 'service_running')
      app.pass(HOUR_MS)
      assert.deepEqual((await s.row()).package_name, 'Sold')
    },
  ],
  [
    'service_failed',
    'its last job that ended lacked the detector',
    async (s) => {
      await fail(s.app, 'CREATE_FAILED', 'VIGIA.MODEL')
      assert.equal((await s.row()).error_msg, 'It is not to be had.')
    },
  ],
  [
    'service_running',
    'its last job failed for its input',
    (s) => fail(s.app, 'CREATE_FAILED', 'VIGIA.INPUT'),
  ],
  [
    'service_running',
    'a job ended well after one that lacked the detector',
    async (s) => {
      await fail(s.app, 'CREATE_FAILED', 'VIGIA.MODEL')
      const id = await createJob(s.app, { name: 'later' })
      s.app.pass(1)
      await putState(s.app, id, 'SUCCEEDED')
    },
  ],
]
for (const [status, cause, bring] of STATUSES) {
  test(`${status}: ${cause}`, async (t) => {
    const s = await setUp(t)
    await bring(s)
    assert.equal((await s.row()).alg_status, status)
    assert.equal((await s.show()).body.alg_status, status)
  })
}

async function fail(app: TestApp, state: JobState, code: string): Promise<void> {
  await app.stores.jobs.change({
    jobId: await createJob(app),
    expectState: 'PENDING',
    state,
    status: undefined,
    error: { code, message: 'It is not to be had.' },
    cause: 'test',
    actor: 'test',
  })
}
