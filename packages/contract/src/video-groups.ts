/** Groups of video sources (platform-api section 5.2). */
import { type Static, Type } from 'typebox'
import { multi, videoSourceId } from './common.js'
import { accessType, sourceLevel, sourceType } from './video-sources.js'

const name = Type.String({
  pattern: '^[\\u4e00-\\u9fa5_a-zA-Z0-9-]{1,20}$',
  description: 'Unique within the project',
})
const description = Type.Optional(Type.String({ maxLength: 100 }))

export const CreateVideoGroup = Type.Object({
  video_group_name: name,
  access_type: accessType,
  description,
  video_source_ids: Type.Optional(Type.Array(videoSourceId, { minItems: 1, maxItems: 5000 })),
})
export type CreateVideoGroup = Static<typeof CreateVideoGroup>
/** What is left out stays. */
export const UpdateVideoGroup = Type.Object({
  video_source_ids: Type.Optional(
    Type.Array(videoSourceId, {
      minItems: 1,
      maxItems: 50,
      description: 'All sources of the group from now on',
    }),
  ),
  video_group_name: Type.Optional(name),
  description,
})
export type UpdateVideoGroup = Static<typeof UpdateVideoGroup>
export const CreatedVideoGroup = Type.Object({ video_group_id: Type.String() })
/** What update and delete answer. */
export const VideoGroupId = Type.String({ description: 'The ID of the group' })

const shown = {
  video_group_id: Type.String(),
  video_group_name: Type.String(),
  access_type: accessType,
  create_at: Type.Integer({ description: 'Milliseconds since 1970' }),
  modify_at: Type.Integer({ description: 'Milliseconds since 1970' }),
  num_video_source: Type.Integer(),
  group_status: Type.Object(
    { num_online: Type.Integer(), num_exception: Type.Integer(), num_offline: Type.Integer() },
    { description: 'Sources by their state' },
  ),
  num_batch_task: Type.Integer({ description: 'Batch jobs that name the group' }),
}
export const VideoGroupDetails = Type.Object({ ...shown, description: Type.String() })
export type VideoGroupDetails = Static<typeof VideoGroupDetails>

export const VideoGroupQuery = Type.Object({
  sort_name: Type.Enum(['create_at', 'modify_at', 'num_video_source', 'num_task'], {
    default: 'create_at',
    description: 'num_task: batch jobs',
  }),
  order_by: Type.Enum(['desc', 'asc'], { default: 'desc' }),
  is_paged: Type.Boolean({ default: false, description: 'False: all on one page' }),
  page_size: Type.Integer({ minimum: 5, maximum: 200, default: 10 }),
  page_num: Type.Integer({ minimum: 1, maximum: 100_000, default: 1 }),
  name: Type.Optional(Type.String({ maxLength: 20, description: 'Part of the name' })),
  status: Type.Optional(
    Type.Enum([...sourceLevel.enum], {
      description: 'Groups with a source that is 1 online, 2 offline, 9 abnormal',
    }),
  ),
  access_type: multi(accessType, 'cloud, edge'),
  has_task: Type.Boolean({ default: false, description: 'True: only groups that a batch job names' }),
  type: multi(sourceType, 'Groups with a source of one of these types'),
})
export type VideoGroupQuery = Static<typeof VideoGroupQuery>

export const VideoGroupList = Type.Object({
  video_group_number: Type.Integer({ description: 'Groups that match, on all pages' }),
  total_number: Type.Integer({ description: 'Groups of the project' }),
  quota_number: Type.Integer({ description: 'Groups that the project may have' }),
  video_group_list: Type.Array(
    Type.Object({ ...shown, type: Type.String({ description: 'Types of its sources, comma-separated' }) }),
  ),
})
export type VideoGroupList = Static<typeof VideoGroupList>
