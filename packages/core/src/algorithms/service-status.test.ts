import assert from 'node:assert/strict'
import { test } from 'node:test'
import { ALG_STATUSES, type AlgStatus } from '@vigia/contract'
import { type ServiceFacts, serviceStatus } from './service-status.js'

const run = { wanted: 'run', upgrading: false } as const
const stop = { wanted: 'stop', upgrading: false } as const
const upgrading = { wanted: 'run', upgrading: true } as const

const CASES: [AlgStatus, string, Partial<ServiceFacts>][] = [
  ['not_deployed', 'an edge service that nobody deployed, sold or not', { type: 'edge', lacksOrder: true }],
  [
    'service_running',
    'an edge service that nobody deployed, with a job',
    { type: 'edge', jobs: { STOPPED: 1 } },
  ],
  ['service_running', 'a deployed edge service', { type: 'edge', deployment: run }],
  ['service_running', 'a cloud service that nobody deployed', {}],
  ['service_running', 'one with a job that runs', { deployment: run, jobs: { RUNNING: 1, STARTING: 1 } }],
  ['service_running', 'one whose jobs all rest or wait', { jobs: { STOPPED: 3, PENDING: 1, FROZEN: 1 } }],
  ['service_stopping', 'stopped, a job still runs', { deployment: stop, jobs: { RUNNING: 1 } }],
  ['service_stopping', 'stopped, a job still waits', { deployment: stop, jobs: { PENDING: 1 } }],
  ['service_stopping', 'stopped, a job is stopping', { deployment: stop, jobs: { STOPPING: 1, STOPPED: 1 } }],
  ['service_stopped', 'stopped, all jobs rest', { deployment: stop, jobs: { STOPPED_NO_SERVICE: 2 } }],
  ['service_stopped', 'stopped, and the order is over too', { deployment: stop, lacksOrder: true }],
  ['service_finished', 'without an order', { lacksOrder: true, jobs: { STOPPED: 1 } }],
  ['service_finished', 'also while it is upgraded', { lacksOrder: true, deployment: upgrading }],
  ['service_upgrading', 'a job has yet to follow', { deployment: upgrading, jobs: { UPGRADING: 1 } }],
  ['service_deploying', 'deployed, and nothing runs yet', { deployment: upgrading, jobs: { STOPPED: 1 } }],
  ['service_deploying', 'its first job is being started', { jobs: { STARTING: 1 } }],
  ['service_deploying', 'its first job is being placed', { jobs: { SCHEDULING: 1 }, fault: 'no detector' }],
  ['service_concerning', 'a job lost its stream', { jobs: { RUNNING: 5, ABNORMAL: 1 } }],
  ['service_concerning', 'a job is brought back', { jobs: { RECOVERING: 1, STARTING: 1 } }],
  [
    'service_failed',
    'its last job lacked the detector',
    { fault: 'no detector', jobs: { CREATE_FAILED: 1 } },
  ],
  ['service_running', 'that was before: now a job runs', { fault: 'no detector', jobs: { RUNNING: 1 } }],
]
for (const [status, what, facts] of CASES) {
  test(`${status}: ${what}`, () => {
    const plain: ServiceFacts = {
      type: 'cloud',
      deployment: undefined,
      jobs: {},
      lacksOrder: false,
      fault: undefined,
    }
    assert.equal(serviceStatus({ ...plain, ...facts }), status)
  })
}

test('each of the nine has a case', () => {
  assert.deepEqual([...new Set(CASES.map(([status]) => status))].sort(), [...ALG_STATUSES].sort())
})
