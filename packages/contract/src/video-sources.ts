/** Registered video sources (platform-api section 5.1). */
import { type Static, Type } from 'typebox'
import { multi, videoGroupId } from './common.js'

export const accessType = Type.Enum(['cloud', 'edge'])
/** All that any edition publishes; which of them are taken is a rule of the platform. */
const PUBLISHED_TYPES = [
  'obs',
  'vcn',
  'url',
  'restful',
  'camera',
  'VIDEO_PLATFORM',
  'VIDEO_IMAGE_DB',
  'RTSP_STREAM',
  'ivm',
  'vcn_restful',
] as const
export const sourceType = Type.Enum([...PUBLISHED_TYPES])
export const sourceLevel = Type.Enum(['1', '2', '9'])

/** The thirteen defects of a picture (platform-api section 5.1). */
export const QUALITY_FINDINGS = [
  'Blurry',
  'ColorDistortion',
  'AbnormalLight',
  'ScreenSplash',
  'ScreenJitter',
  'ScreenMovement',
  'SceneUpheaval',
  'ScreenFreeze',
  'BlackScreen',
  'SnowNoise',
  'Occlude',
  'GrayScreen',
  'ScreenSmudge',
] as const

const TAG_PATTERN = '^[\\u4e00-\\u9fa5a-zA-Z0-9,_-]{1,10}$'
const given = {
  video_source_name: Type.String({
    pattern: '^(?! )[\\u4e00-\\u9fa5a-zA-Z0-9 ._()（）-]{1,100}(?<! )$',
    description: 'Unique within the project',
  }),
  type_config: Type.String({
    maxLength: 1024,
    description:
      'XML, e.g. <type>URL</type><config><URL_ADDRESS>rtsp://…</URL_ADDRESS></config>; case of elements does not count',
  }),
  latitude: Type.Optional(Type.String({ pattern: '^$|^[+-]?(([0-8]?\\d(\\.\\d{1,5})?)|(90(\\.0{1,5})?))$' })),
  longitude: Type.Optional(
    Type.String({ pattern: '^$|^-?((([0-9]\\d?|1[0-7]\\d)(\\.\\d{1,5})?)|180(\\.0{1,5})?)$' }),
  ),
  tag: Type.Optional(Type.Array(Type.String({ pattern: TAG_PATTERN }), { maxItems: 4 })),
}

export const CreateVideoSource = Type.Object({
  ...given,
  access_type: accessType,
  type: sourceType,
  video_group_ids: Type.Optional(Type.Array(videoGroupId, { maxItems: 200 })),
})
export type CreateVideoSource = Static<typeof CreateVideoSource>
/** What is not registered yet: one picture shows that it can be reached. */
export const PreviewVideoSource = Type.Object({
  access_type: accessType,
  type: sourceType,
  type_config: given.type_config,
})
export type PreviewVideoSource = Static<typeof PreviewVideoSource>
/** Of live streams. */
export const LiveQuery = Type.Object({
  seconds: Type.Integer({
    minimum: 1,
    maximum: 86_400,
    default: 3_600,
    description: 'The stream ends after so long',
  }),
})
/** What is left out stays. */
export const UpdateVideoSource = Type.Object(given)
export type UpdateVideoSource = Static<typeof UpdateVideoSource>
/** What delete answers. */
export const VideoSourceDeleted = Type.Boolean({ description: 'Always true' })
export const CreatedVideoSource = Type.Object({ video_source_id: Type.String() })

const shown = {
  video_source_id: Type.String(),
  video_source_name: Type.String(),
  access_type: accessType,
  status: Type.Object(
    {
      status: Type.String({ description: 'Online, Offline or Abnormal' }),
      name: Type.String({ description: 'In Chinese' }),
      level: sourceLevel,
      reason: Type.String({ description: 'Why it is not online; empty while it is. Not in VIAS' }),
    },
    {
      description:
        'What looked last has seen, a job or a look at the source. Online: pictures come. Offline: it is not reached, or nobody has looked yet. Abnormal: a job waits for it, or it will not come back before somebody acts',
    },
  ),
  type: Type.String(),
  latitude: Type.String(),
  longitude: Type.String(),
  create_at: Type.Integer({ description: 'Milliseconds since 1970' }),
  type_config: Type.String({ description: 'Passwords are shown as ******' }),
  video_packages: Type.Array(
    Type.Object({ video_group_id: Type.String(), video_group_name: Type.String() }),
    { description: 'Its groups' },
  ),
  stream_path: Type.Optional(Type.String({ description: 'Address of a url source, its password masked' })),
  tag: Type.Array(Type.String()),
  scene_recommend: Type.Array(Type.String(), { description: 'Always empty: nothing is recommended here' }),
  video_source_quality: Type.Array(Type.Enum([...QUALITY_FINDINGS]), {
    description: 'Defects of the picture that two looks one after the other have found',
  }),
}

export const VideoSourceDetails = Type.Object({
  ...shown,
  service_config_templates: Type.Array(
    Type.Object({
      name: Type.String(),
      roi: Type.String({ description: 'target_roi of the config, or empty' }),
      serviceConfig: Type.Object(
        { common: Type.Record(Type.String(), Type.Unknown()) },
        { description: 'To be sent as config of a job' },
      ),
      createAt: Type.Integer(),
      modifyAt: Type.Integer(),
      numTask: Type.Integer({ description: 'Jobs that have it' }),
    }),
  ),
  image: Type.Optional(
    Type.String({
      description:
        'JPEG in base64: the newest picture of a job that reads the source, otherwise that of the last look',
    }),
  ),
})
export type VideoSourceDetails = Static<typeof VideoSourceDetails>

export const VideoSourceQuery = Type.Object({
  scope: Type.Optional(
    Type.String({ maxLength: 255, description: 'Part of the name that scope_name tells' }),
  ),
  scope_name: Type.Enum(['source_name', 'group_name'], { default: 'source_name' }),
  status: multi(sourceLevel, '1 online, 2 offline, 9 abnormal'),
  type: multi(sourceType, 'Types'),
  video_group_id: multi(videoGroupId, 'Groups; a source is in one of them'),
  sort_name: Type.Enum(['create_at', 'num_task', 'num_template'], { default: 'create_at' }),
  order_by: Type.Enum(['desc', 'asc'], { default: 'desc' }),
  is_paged: Type.Boolean({ default: false, description: 'False: all on one page' }),
  page_size: Type.Integer({ minimum: 5, maximum: 200, default: 10 }),
  page_num: Type.Integer({ minimum: 1, maximum: 100_000, default: 1 }),
  access_type: multi(accessType, 'cloud, edge'),
  platform_name: Type.Optional(
    Type.String({ maxLength: 100, description: 'No source comes from a video platform: matches nothing' }),
  ),
  tag: Type.Optional(Type.String({ maxLength: 255, description: 'Part of a tag' })),
})
export type VideoSourceQuery = Static<typeof VideoSourceQuery>

export const VideoSourceList = Type.Object({
  video_source_number: Type.Integer({ description: 'Sources that match, on all pages' }),
  total_number: Type.Integer({ description: 'Sources of the project' }),
  quota_number: Type.Integer({ description: 'Sources that the project may have' }),
  video_source_list: Type.Array(
    Type.Object({
      ...shown,
      num_tasks: Type.Integer({ description: 'Jobs that read it' }),
      num_service_config_templates: Type.Integer(),
    }),
  ),
})
export type VideoSourceList = Static<typeof VideoSourceList>
