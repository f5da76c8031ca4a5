/** For every operation a request that is accepted. Whoever adds an operation or a member adds it here. */
import { BUILT_IN_PACKAGE_ID } from '@vigia/core'
import { ALG_IDS, PASSWORD, SERVICE, SERVICE_ID, signInBody } from '../test-app.js'
import { BATCH_EXAMPLES } from './batch-examples.js'
import { CAMERA_EXAMPLES } from './camera-examples.js'
import { DELIVERY_EXAMPLES } from './delivery-examples.js'
import { EVENT_EXAMPLES } from './event-examples.js'
import { everythingElse, task } from './example-bodies.js'
import type { Fixture } from './fixture.js'
import { OBJECT_EXAMPLES } from './object-examples.js'
import { OPERATOR_EXAMPLES } from './operator-examples.js'
import { STREAM_EXAMPLES } from './stream-examples.js'
import { VIDEO_EXAMPLES } from './video-examples.js'

export interface Example {
  path?: Record<string, string>
  query?: Record<string, string>
  headers?: Record<string, string>
  body?: unknown
  /** A token to send it with where that of the fixture would end by it. */
  as?: string
  /** Bodies that fit the schema and hold what `body` has no place for; they need not be accepted. */
  alsoValid?: unknown[]
}

const listQuery = {
  page: '1',
  page_size: '10',
  sort_dir: 'asc',
  task_name: 'gate',
  batch_id: 'abcd',
  video_group_id: 'abcd',
  title: 'Test',
  camera_name: 'ch1',
  company: 'Vigia',
  task_state: 'RUNNING',
}

const auditQuery = {
  page: '1',
  page_size: '20',
  from: '1',
  until: '9007199254740991',
  user: 'admin',
  operation: 'createTask',
  target: 'a',
}
const between = { from: '1', until: '9007199254740991' }
const head = { head: 'a'.repeat(64) }

const inProject = ({ project }: Fixture) => ({ project_id: project })
const stopped = ({ project, jobs }: Fixture) => ({ project_id: project, task_id: jobs.stopped })
const running = ({ project, jobs }: Fixture) => ({ project_id: project, task_id: jobs.running })
const inDomain = ({ domain }: Fixture) => ({ id: domain })
const key = ({ accessKey }: Fixture) => ({ access_key: accessKey })
const subject = ({ spareToken }: Fixture) => ({ 'x-subject-token': spareToken })

const create = (f: Fixture): Example => ({
  path: { ...inProject(f), service_name: SERVICE },
  body: task,
  alsoValid: [everythingElse],
})
const list = (f: Fixture): Example => ({ path: inProject(f), query: listQuery })
const ofJob = (f: Fixture): Example => ({ path: running(f) })
const update = (f: Fixture): Example => ({ path: stopped(f), body: task, alsoValid: [everythingElse] })
const inService = (f: Fixture) => ({ ...stopped(f), service_name: SERVICE })
const remove = (f: Fixture): Example => ({ path: stopped(f) })
const act = (f: Fixture): Example => ({ path: { ...stopped(f), command: 'start' } })

const ofOrder = (f: Fixture): Example => ({ path: { ...inProject(f), order_id: f.order } })
/** A time in the year 2100. */
const LATE = 4_102_444_800_000

export const EXAMPLES: Record<string, (fixture: Fixture) => Example> = {
  showIdentityVersion: () => ({}),
  createToken: ({ project }) => ({
    query: { nocatalog: '1' },
    body: signInBody({ project: { id: project } }, PASSWORD),
    alsoValid: [
      {
        auth: {
          identity: {
            methods: ['password'],
            password: { user: { id: 'a', name: 'admin', password: 'p', domain: { id: 'a', name: 'a' } } },
          },
          scope: {
            project: { id: 'a', name: 'a', domain: { id: 'a', name: 'a' } },
            domain: { id: 'a', name: 'a' },
          },
        },
      },
    ],
  }),
  showToken: (f) => ({ query: { nocatalog: '1' }, headers: subject(f) }),
  deleteToken: (f) => ({ headers: subject(f) }),
  createAccessKey: ({ user }) => ({ body: { credential: { user_id: user, description: 'd' } } }),
  listAccessKeys: ({ user }) => ({ query: { user_id: user } }),
  showAccessKey: (f) => ({ path: key(f) }),
  updateAccessKey: (f) => ({
    path: key(f),
    body: { credential: { status: 'inactive', description: 'd' } },
  }),
  deleteAccessKey: (f) => ({ path: key(f) }),
  ...OPERATOR_EXAMPLES,
  createTaskV1: create,
  listTasksV1: list,
  showTaskV1: ofJob,
  updateTaskV1: update,
  deleteTaskV1: remove,
  startStopTaskV1: act,
  createTask: create,
  listTasks: (f) => ({
    path: inProject(f),
    query: { ...listQuery, alg_id: '11111111-2222-4333-8444-555555555555', source_data_type: 'async_task' },
  }),
  showTask: ofJob,
  updateTask: update,
  deleteTask: remove,
  startStopTask: act,
  listServiceTasks: (f) => ({
    path: { ...inProject(f), service_name: SERVICE },
    query: {
      limit: '10',
      offset: '0',
      order: 'name:ASC',
      state: 'RUNNING',
      name_like: 'gate',
      id_like: 'a',
      service_version: '1.0',
      created_since: '1',
      created_until: '2',
    },
  }),
  showServiceTask: (f) => ({ path: inService(f) }),
  updateServiceTask: (f) => ({ ...update(f), path: inService(f) }),
  deleteServiceTask: (f) => ({ path: inService(f) }),
  startServiceTask: (f) => ({ path: inService(f) }),
  stopServiceTask: (f) => ({ path: { ...running(f), service_name: SERVICE } }),
  deployAlgorithm: (f) => ({
    path: { ...inProject(f), alg_id: ALG_IDS['2.0'] },
    body: { stream_count: 3, deploy_config: { region: 'here' }, envs: { LEVEL: 'high' } },
    alsoValid: [{ stream_count: 3, pool_id: 'pool-1' }],
  }),
  stopDeployAlgorithm: (f) => ({ path: { ...inProject(f), alg_id: ALG_IDS['1.0'] } }),
  listUserServices: (f) => ({
    path: inProject(f),
    query: {
      name_like: 'test',
      is_paged: 'true',
      page_size: '10',
      page_num: '1',
      order_by: 'asc',
      sort_name: 'function_version',
      alg_status: 'service_running',
    },
  }),
  showServiceDetail: (f) => ({ path: { ...inProject(f), service_id: SERVICE_ID } }),
  listPackages: (f) => ({ path: inProject(f) }),
  createPackage: (f) => ({
    path: inProject(f),
    body: {
      name: 'Gates',
      description: 'd',
      company: 'Somebody',
      service_names: ['c-other-cloud'],
      order_required: true,
    },
  }),
  deletePackage: (f) => ({ path: { ...inProject(f), package_id: f.pack } }),
  createOrder: (f) => ({
    path: inProject(f),
    body: { package_id: BUILT_IN_PACKAGE_ID, streams: 2, from: 1, until: LATE },
  }),
  listOrders: (f) => ({
    path: inProject(f),
    query: { page: '1', page_size: '10', sort_dir: 'asc', package_id: BUILT_IN_PACKAGE_ID, state: 'active' },
  }),
  showOrder: ofOrder,
  renewOrder: (f) => ({ ...ofOrder(f), body: { until: LATE, streams: 5 } }),
  cancelOrder: ofOrder,
  showTaskPicture: ofJob,
  watchTask: (f) => ({ path: running(f), query: { seconds: '1' } }),
  listTaskResults: (f) => ({ path: running(f), query: { limit: '5', before: '1' } }),
  showTaskResultPicture: (f) => ({ path: { ...running(f), message_id: f.message } }),
  showTaskResultClip: (f) => ({ path: { ...running(f), message_id: f.message } }),
  listTaskHistory: ofJob,
  showTaskDeliveries: ofJob,
  ...DELIVERY_EXAMPLES,
  watchEvents: (f) => ({
    path: inProject(f),
    query: {
      event_type: '196609',
      video_source_id: 'abcd',
      video_source_name: 'camera',
      task_id: 'abcd',
      service_name: SERVICE,
      state: 'approved',
      is_main: 'true',
      last_event_id: '0',
      seconds: '1',
    },
  }),
  exportEvents: (f) => ({
    path: inProject(f),
    query: {
      from: '1',
      until: '2',
      event_type: '196609',
      video_source_id: 'abcd',
      video_source_name: 'camera',
      task_id: 'abcd',
      service_name: SERVICE,
      state: 'approved',
      is_main: 'true',
      text: 'gate',
      format: 'ndjson',
      time_zone: 'Asia/Shanghai',
      bom: 'true',
    },
  }),
  showEventRetention: (f) => ({ path: inProject(f) }),
  changeEventRetention: (f) => ({ path: inProject(f), body: { days: 30, megabytes: 100 } }),
  listTaskSeries: ofJob,
  showTaskSeriesPoints: (f) => ({
    path: running(f),
    query: { series: 'line-0-side1', from: '1', to: '60000', bucket: 'minute', time_zone: 'Asia/Shanghai' },
  }),
  listTaskHeatMaps: (f) => ({ path: running(f), query: { limit: '5', before: '1' } }),
  showTaskHeatMap: (f) => ({ path: { ...running(f), message_id: f.heatMap, style: 'points' } }),
  ...EVENT_EXAMPLES,
  ...OBJECT_EXAMPLES,
  ...STREAM_EXAMPLES,
  ...BATCH_EXAMPLES,
  ...VIDEO_EXAMPLES,
  ...CAMERA_EXAMPLES,
  listAudit: (f) => ({ path: inProject(f), query: auditQuery }),
  exportAudit: (f) => ({ path: inProject(f), query: between }),
  verifyAudit: (f) => ({ path: inProject(f), query: head }),
  listDomainAudit: (f) => ({ path: inDomain(f), query: auditQuery }),
  exportDomainAudit: (f) => ({ path: inDomain(f), query: between }),
  verifyDomainAudit: (f) => ({ path: inDomain(f), query: head }),
}

/** Without an entry: nothing is to be sent. */
export const exampleOf = ({ id }: { id: string }, fixture: Fixture): Example => EXAMPLES[id]?.(fixture) ?? {}
