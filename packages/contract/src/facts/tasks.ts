/** Facts of what describes a job: schedule, input, output, parameters (platform-api sections 3.1 to 3.5). */
import { type Fact, flag, free, group, like, list, or, text, whole, words } from './notation.js'
import {
  address,
  bucket,
  cameraCode,
  edgeDevice,
  jobName,
  objectPath,
  otherId,
  pathInResponse,
  serviceVersion,
  sourceId,
  streamName,
} from './values.js'

const timeOfDay = like('^([0-9]{4}-[0-9]{2}-[0-9]{2}T)?[0-9]{2}:[0-9]{2}:[0-9]{2}$')
const schedule = group({
  'type*': words('weekly', 'monthly'),
  'timezone*': like('^[+-][0-9]{2}:[0-9]{2}$'),
  days_of_week: { ...list(whole(1, 7), 1, 7), unique: true },
  days_of_month: list(whole(1, 31)),
  periods: list(list(group({ 'begin_at*': timeOfDay, 'end_at*': timeOfDay }), 1, 10)),
})

const inputData = group({
  video_source_id: sourceId,
  stream_name: streamName(80),
  bucket,
  path: objectPath,
  url: address,
  headers: free(undefined, 10),
  certificate_check: or(flag(), false),
  rtsp_path_in_response: pathInResponse,
  node_id: text(),
  device_id: cameraCode,
  stream_type: whole(1, 3),
  id: edgeDevice,
  index: whole(0, 49),
})
const vcn = group({
  'ip*': { is: 'string', format: 'ipv4' },
  'port*': whole(0, 65535),
  'username*': like('^.{1,100}$'),
  'password*': like('^.{1,1000}$'),
})
const input = (items: number): Fact =>
  group({
    'type*': words('video_source', 'obs', 'url', 'edgecamera', 'restful', 'vcn'),
    'data*': list(inputData, 1, items),
    vcn,
  })

const categories: Fact = { ...list(text(), 0, 10), unique: true }
const dis = group({ 'stream_name*': streamName(64), data_category: categories })
const webhook = group({ 'url*': address, 'headers*': free(1, 10), data_category: categories })
const obs = group({ 'bucket*': bucket, 'path*': objectPath, data_category: categories })
const eventCenter = or(flag(), false)

const config = group({ common: free() })
const output = group({ obs, dis, webhook, event_center: eventCenter })
const shared = {
  'name*': jobName,
  schedule,
  'output*': output,
  config,
  is_saved_as_template: or(flag(), false),
  resource_order_id: otherId,
}
/** Section 4.1 */
export const createBody = group({
  ...shared,
  description: text(500, 0),
  'input*': input(50),
  'service_version*': serviceVersion,
})
/** Section 4.2: here the description has the pattern of a name as well. */
export const updateBody = group({
  ...shared,
  description: { ...like(String.raw`^[\u4E00-\u9FA5a-zA-Z0-9_-]{0,500}$`), most: 500 },
  'input*': input(1),
})

/** Section 3.6 */
const batchInput = group({
  video_source_group: list(
    group({
      'video_source_group_id*': otherId,
      'video_source_list*': list(group({ 'video_source_id*': sourceId, target_roi: text(2048, 0) }), 0, 100),
    }),
    1,
    100,
  ),
})
/** Section 4.7 */
export const createBatchBody = group({
  ...shared,
  description: text(),
  'batch_input*': batchInput,
  'service_name*': jobName,
  'service_version*': serviceVersion,
})
export const updateBatchBody = group({
  name: jobName,
  description: text(),
  schedule,
  batch_input: batchInput,
  output,
  config,
  is_saved_as_template: shared.is_saved_as_template,
  resource_order_id: otherId,
})

/** What details show of it; there everything may be absent that a job does not have. */
export const shown = {
  schedule,
  input: group({ type: text(), data: list(inputData), vcn }),
  output: group({ dis, webhook, event_center: eventCenter }),
  outputV2: group({ obs, dis, webhook, event_center: eventCenter }),
  config,
}
