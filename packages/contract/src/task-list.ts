/** Lists of jobs: filters, paging and rows of both editions (platform-api section 4.4). */
import { type Static, type TSchema, Type } from 'typebox'
import { algorithmId, batchId } from './common.js'
import { TASK_STATES_V1, TASK_STATES_V2 } from './task-states.js'

const paging = (mostRows: number) => ({
  page: Type.Integer({ minimum: 1, maximum: 1_000_000, default: 1, description: 'Page number from 1' }),
  page_size: Type.Integer({ minimum: 5, maximum: mostRows, default: 10 }),
  sort_dir: Type.Enum(['asc', 'desc'], { default: 'desc', description: 'By creation time' }),
})

const filters = {
  task_name: Type.Optional(Type.String({ maxLength: 1024, description: 'Part of the name' })),
  batch_id: Type.Optional(batchId),
  video_group_id: Type.Optional(
    Type.String({ minLength: 4, maxLength: 2048, description: 'Source groups, comma-separated' }),
  ),
}

const TITLE = 'Part of the algorithm name'
const CAMERA_NAME = 'Part of video_source_name'
const COMPANY = 'Vendors of the algorithm, comma-separated'

/** The v1 page gives title and company no pattern, and an empty camera name no sense. */
export const ListQueryV1 = Type.Object({
  ...paging(50),
  ...filters,
  title: Type.Optional(Type.String({ maxLength: 64, description: TITLE })),
  camera_name: Type.Optional(Type.String({ minLength: 1, maxLength: 255, description: CAMERA_NAME })),
  company: Type.Optional(Type.String({ maxLength: 100, description: COMPANY })),
  task_state: Type.Optional(Type.Enum([...TASK_STATES_V1])),
})
export const ListQueryV2 = Type.Object({
  ...paging(1000),
  ...filters,
  title: Type.Optional(
    Type.String({ pattern: '^[a-zA-Z0-9\\u4e00-\\u9fa5_, -]{2,64}$', description: TITLE }),
  ),
  camera_name: Type.Optional(Type.String({ maxLength: 255, description: CAMERA_NAME })),
  company: Type.Optional(
    Type.String({ pattern: '^[\\u4E00-\\u9FA5a-zA-Z0-9,_-]{0,100}$', description: COMPANY }),
  ),
  task_state: Type.Optional(Type.Enum([...TASK_STATES_V2])),
  alg_id: Type.Optional(
    Type.String({ ...algorithmId, description: 'ID of a service, or of one of its releases' }),
  ),
  source_data_type: Type.Optional(Type.Enum(['async_task', 'sync_task'])),
})
export type ListQueryV1 = Static<typeof ListQueryV1>
export type ListQueryV2 = Static<typeof ListQueryV2>

const row = {
  id: Type.String(),
  name: Type.String(),
  state: Type.String(),
  title: Type.String(),
  company: Type.String({ description: 'Vendor of the algorithm' }),
  release_id: Type.String({ description: "ID of the service; Vigia's own member in lists" }),
  resource_order_id: Type.Optional(Type.String({ description: "Vigia's own member in lists" })),
  package_id: Type.String({ description: "Vigia's own member in lists" }),
  type: Type.String({ description: 'cloud or edge' }),
  video_source_name: Type.String(),
  created_at: Type.String({ description: 'Milliseconds since 1970 as text' }),
  status: Type.Optional(Type.String({ description: "Vigia's own member: why the job is in its state" })),
  updated_at: Type.String({ description: "Vigia's own member: ISO 8601" }),
}

const page = <T extends TSchema>(item: T) =>
  Type.Object({
    count: Type.Integer({ description: 'Jobs on this page' }),
    total: Type.Integer({ description: "Jobs that match; Vigia's own member" }),
    tasks: Type.Array(item),
    page: Type.Integer(),
    page_size: Type.Integer(),
  })

export const TaskRowV1 = Type.Object({
  ...row,
  group_name: Type.Optional(Type.String()),
})
export const TaskRowV2 = Type.Object({
  ...row,
  service_id: Type.String(),
  algorithm_publish_id: Type.String(),
})
export const TaskListV1 = page(TaskRowV1)
export const TaskListV2 = page(TaskRowV2)
export type TaskListV1 = Static<typeof TaskListV1>
export type TaskListV2 = Static<typeof TaskListV2>
