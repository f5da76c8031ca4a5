/** Facts of the algorithm centre, rows 25 to 28 of the catalogue (platform-api section 6). */
import {
  flag,
  free,
  group,
  like,
  list,
  type Members,
  type OperationFact,
  or,
  text,
  whole,
  words,
} from './notation.js'
import { projectId, uuid4 } from './values.js'

const STATUSES = [
  'service_running',
  'service_deploying',
  'service_failed',
  'service_stopping',
  'service_stopped',
  'service_upgrading',
  'service_finished',
  'service_concerning',
  'not_deployed',
]
const requestMode = words('sync', 'async')

const inProject = { 'project_id*': projectId }
const ofAlgorithm = { ...inProject, 'alg_id*': uuid4 }

const service: Members = {
  alg_id: text(),
  service_id: text(),
  service_name: text(),
  package_id: text(),
  package_name: text(),
  company: text(),
  alg_version: text(),
  function_version: text(),
  tags: list(text()),
  created_at: whole(),
  alg_status: words(...STATUSES),
  deploy_type: words('cloud', 'edge'),
  alg_class: words('self', 'partner'),
  request_mode: requestMode,
  description: text(),
  error_msg: text(),
  can_update: flag(),
  new_alg_id: text(),
}

const constraints = group({
  'request_mode*': requestMode,
  'cpu_type*': words('x86_64', 'aarch64'),
  'input_types*': list(words('OBS', 'URL', 'Restful', 'VCN', 'EdgeCamera')),
  'output_types*': list(words('OBS', 'DIS', 'Webhook')),
  accelerators: list(
    group({ 'type*': text(), 'name*': text(), cuda_version: text(), driver_version_section: text() }),
  ),
  service_config: text(),
  task_config: text(),
})

export const ALGORITHM_OPERATIONS: OperationFact[] = [
  {
    name: '25 DeployAlgorithm',
    method: 'post',
    path: '/v2/{project_id}/algorithm/{alg_id}/deploy',
    success: 200,
    pathParameters: ofAlgorithm,
    body: group({
      'stream_count*': whole(1, 10_000),
      pool_id: like('^[A-Za-z-_0-9]{1,64}$', {
        accepts: ['a', 'A-_9', 'a'.repeat(64)],
        refuses: ['', 'a b', 'a.b', 'a'.repeat(65)],
      }),
      deploy_config: free(),
      envs: free(),
    }),
    answer: group({ alg_name: text() }),
  },
  {
    name: '26 StopDeployAlgorithm',
    method: 'put',
    path: '/v2/{project_id}/algorithm/{alg_id}/deploy/stop',
    success: 200,
    pathParameters: ofAlgorithm,
    answer: group({ alg_id: text() }),
  },
  {
    name: '27 ListUserServices',
    method: 'get',
    path: '/v2/{project_id}/algorithm/services/user',
    success: 200,
    pathParameters: inProject,
    query: {
      name_like: text(),
      is_paged: or(flag(), false),
      page_size: or(whole(5, 200), 10),
      page_num: whole(1, 10_000),
      // The page names no values; these are those of the lists beside it.
      order_by: or(words('asc', 'desc'), 'desc'),
      sort_name: or(words('created_at', 'function_version'), 'created_at'),
      alg_status: list(words(...STATUSES)),
    },
    answer: group({ count: whole(), total: whole(), service_list: list(group(service)) }),
  },
  {
    name: '28 ShowServiceDetail',
    method: 'get',
    path: '/v2/{project_id}/algorithm/services/{service_id}',
    success: 200,
    pathParameters: { ...inProject, 'service_id*': uuid4 },
    answer: group({
      ...service,
      logo: text(),
      diagram: text(),
      release_flag: flag(),
      release_at: whole(),
      updated_at: whole(),
      api: text(),
      pool_id: text(),
      alg_name: text(),
      alg_versions: list(text()),
      service_api_list: list(group({ request_type: text(), request_url: text(), zh: text(), en: text() })),
      deployment_constraints: constraints,
    }),
  },
]
