/** Facts of job details in both editions (seed tables 3 and 4, platform-api section 4.5). */
import { group, like, type Members, text, words } from './notation.js'
import { STATES } from './states.js'
import { shown } from './tasks.js'

const common: Members = {
  id: text(),
  name: text(),
  creator: like('^.{1,100}$'),
  project_id: text(),
  description: text(500, 0),
  release_id: text(),
  created_at: text(),
  updated_at: text(),
  status: text(4096, 0),
  error: group({ 'code*': text(36, 8), 'message*': text(512, 2) }),
  schedule_status: words('ACTIVATED', 'INACTIVATED'),
  schedule: shown.schedule,
  input: shown.input,
  config: shown.config,
  video_source_name: text(),
  title: text(),
  group_name: text(),
  company: text(),
  task_config: text(),
  type: words('cloud', 'edge'),
  resource_order_id: text(),
  package_id: text(),
}

export const detailsV1 = group({ ...common, state: words(...STATES), output: shown.output })

const REQUIRED_V2 = [
  'company',
  'created_at',
  'creator',
  'id',
  'input',
  'name',
  'output',
  'project_id',
  'service_id',
  'state',
  'updated_at',
  'video_source_name',
]
const allV2: Members = {
  ...common,
  state: words(...STATES, 'SCHEDULING'),
  output: shown.outputV2,
  service_id: text(),
  device_id: text(),
  access_address: text(),
  algorithm_publish_id: text(),
}
export const detailsV2 = group(
  Object.fromEntries(
    Object.entries(allV2).map(([name, fact]) => [REQUIRED_V2.includes(name) ? `${name}*` : name, fact]),
  ),
)
