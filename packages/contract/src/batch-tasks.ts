/** Batches: one request makes and changes the jobs of up to 100 groups of 100 sources (platform-api sections 3.6, 3.7 and 4.7). */
import { type Static, Type } from 'typebox'
import { NAME_PATTERN, serviceVersion, videoGroupId, videoSourceId } from './common.js'
import { TASK_STATES_V2 } from './task-states.js'
import { taskMembers, taskScheduleOnUpdate } from './tasks.js'

export const BatchInput = Type.Object(
  {
    video_source_group: Type.Array(
      Type.Object({
        video_source_group_id: videoGroupId,
        video_source_list: Type.Array(
          Type.Object({
            video_source_id: videoSourceId,
            target_roi: Type.Optional(
              Type.String({
                maxLength: 2048,
                description: 'Lines and regions of this source, in place of those of config.common',
              }),
            ),
          }),
          { maxItems: 100, description: 'Sources of the group; empty for all of them' },
        ),
      }),
      { minItems: 1, maxItems: 100 },
    ),
  },
  { description: 'One job per source, whichever of the groups it stands in' },
)
export type BatchInput = Static<typeof BatchInput>

export const CreateBatchTask = Type.Object({
  ...taskMembers,
  batch_input: BatchInput,
  service_name: Type.String({ pattern: NAME_PATTERN, description: 'API name of the algorithm' }),
  service_version: serviceVersion,
})
/** What is left out stays as it is. */
export const UpdateBatchTask = Type.Partial(
  Type.Object({ ...taskMembers, schedule: taskScheduleOnUpdate, batch_input: BatchInput }),
)
export type CreateBatchTask = Static<typeof CreateBatchTask>
export type UpdateBatchTask = Static<typeof UpdateBatchTask>

/** Jobs that failed are told here, with HTTP 200. */
export const BatchResult = Type.Object({
  id: Type.String({ description: 'Batch ID' }),
  total_count: Type.Integer({ description: 'Jobs that were to be acted on' }),
  failed_count: Type.Integer(),
  succeed_count: Type.Integer(),
  error_list: Type.Array(Type.String(), {
    description: 'A line per failure that names source or job and tells why; at most 100, then how many more',
  }),
})
export type BatchResult = Static<typeof BatchResult>

const STATES = TASK_STATES_V2.map((state) => state.toLowerCase())

export const BatchListQuery = Type.Object({
  is_paged: Type.Boolean({ default: true }),
  page_size: Type.Integer({ minimum: 5, maximum: 200, default: 10 }),
  page_num: Type.Integer({ minimum: 1, maximum: 10_000, default: 1, description: 'Page number from 1' }),
  order_by: Type.Enum(['asc', 'desc'], { default: 'desc' }),
  sort_name: Type.Enum(['task_count', 'created_at'], { default: 'created_at' }),
  video_group: Type.Optional(
    Type.String({ minLength: 1, maxLength: 1000, description: 'Ids or names of groups, comma-separated' }),
  ),
  task_state: Type.Optional(
    Type.Enum([...STATES, ...TASK_STATES_V2], { description: 'Batches with a job in this state' }),
  ),
  type_like: Type.Optional(
    Type.Enum(['batch_task_name', 'publish_service_name'], { description: 'What name_like is a part of' }),
  ),
  name_like: Type.Optional(Type.String({ maxLength: 100 })),
  manufacturer: Type.Optional(
    Type.String({ minLength: 2, maxLength: 64, description: "Part of the algorithm's vendor" }),
  ),
  title: Type.Optional(
    Type.String({ minLength: 2, maxLength: 64, description: 'Part of the algorithm name' }),
  ),
})
export type BatchListQuery = Static<typeof BatchListQuery>

const counters = Object.fromEntries(STATES.map((state) => [state, Type.Optional(Type.Integer())]))

export const BatchRow = Type.Object({
  id: Type.String(),
  batch_task_name: Type.String(),
  video_source_name: Type.String({
    description: 'Names of the sources, comma-separated; after the first 20 an ellipsis',
  }),
  video_group_name: Type.String({ description: 'Comma-separated' }),
  alg_name: Type.String(),
  company: Type.String(),
  type: Type.String({ description: '0 cloud, 1 edge' }),
  num_task: Type.Integer({ description: 'Jobs of the batch' }),
  created_at: Type.Integer({ description: 'Milliseconds since 1970, UTC' }),
  batch_task_status_info: Type.Object(counters, {
    description: 'Jobs in each state; states without a job are left out',
  }),
})
export const BatchList = Type.Object({
  count: Type.Integer({ description: 'Batches that match, on all pages' }),
  batch_task_list: Type.Array(BatchRow),
})
export type BatchList = Static<typeof BatchList>
