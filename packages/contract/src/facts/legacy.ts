/** Facts of the older family below a service's name (platform-api sections 1.1 and 4.4). */
import {
  group,
  like,
  list,
  type Members,
  type OperationFact,
  or,
  readName,
  text,
  whole,
  words,
} from './notation.js'
import { STATES } from './states.js'
import { updateBody } from './tasks.js'
import { projectId, serviceVersion } from './values.js'

const JOBS = '/v2/{project_id}/services/{service_name}/tasks'
const JOB = `${JOBS}/{task_id}`
const inService: Members = {
  'project_id*': projectId,
  'service_name*': like('^[a-z][a-z-]{0,98}[a-z]$', {
    accepts: ['ab', 'c-face-edge', 'a'.repeat(100)],
    refuses: ['', 'a b', 'a'.repeat(101), 'c_face', 'Face'],
  }),
}
const ofJob: Members = {
  ...inService,
  'task_id*': like(String.raw`^[0-9a-f]{32}|task\w{8}$`, {
    accepts: ['0123456789abcdef0123456789abcdef', 'taskAb_2cd34'],
    refuses: ['', 'job', 'a b c d', 'abcd'],
  }),
}

const query: Members = {
  state: words(...STATES),
  name_like: like(String.raw`^[\u4E00-\u9FA5a-zA-Z0-9_-]{1,100}$`),
  id_like: like('^[0-9a-z]{1,32}$'),
  limit: or(whole(1, 1000), 100),
  offset: or(whole(0, 100_000), 0),
  order: or(
    like('^(name|created_at|updated_at):(ASC|DESC)$', {
      accepts: ['name:ASC', 'created_at:DESC', 'updated_at:ASC'],
      refuses: ['name', 'name:asc', 'state:ASC', ':ASC', 'name:ASC,id:ASC'],
    }),
    'created_at:DESC',
  ),
  service_version: serviceVersion,
  created_since: whole(0),
  created_until: whole(0),
}

/** Rows and details are those of their time; what every later edition kept of them. */
const job: Members = { id: text(), name: text(), state: words(...STATES) }
/** Nothing is required; the parameters have their older name. */
const { config, ...updatable } = Object.fromEntries(
  Object.entries(updateBody.members ?? {}).map(([name, fact]) => [readName(name).name, fact]),
)
const body = group({ ...updatable, description: text(500, 0), service_config: config ?? group({}) })

export const LEGACY_OPERATIONS: OperationFact[] = [
  {
    name: 'legacy list',
    method: 'get',
    path: JOBS,
    success: 200,
    pathParameters: inService,
    query,
    answer: group({ 'count*': whole(), 'tasks*': list(group(job)) }),
  },
  {
    name: 'legacy details',
    method: 'get',
    path: JOB,
    success: 200,
    pathParameters: ofJob,
    answer: group(job),
  },
  {
    name: 'legacy update',
    method: 'put',
    path: JOB,
    success: 200,
    pathParameters: ofJob,
    body,
    answer: group(job),
  },
  { name: 'legacy start', method: 'post', path: `${JOB}/start`, success: 202, pathParameters: ofJob },
  { name: 'legacy stop', method: 'post', path: `${JOB}/stop`, success: 202, pathParameters: ofJob },
  { name: 'legacy delete', method: 'delete', path: JOB, success: 202, pathParameters: ofJob },
]
