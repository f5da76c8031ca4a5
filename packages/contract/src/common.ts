/** Patterns and path parameters that many operations share (platform-api section 2). */
import { type TSchema, Type } from 'typebox'

export const NAME_PATTERN = '^[\\u4E00-\\u9FA5a-zA-Z0-9_-]{1,100}$'
export const URL_PATTERN =
  '^(https?|rtsp|rtmp|ftp|file)://[-A-Za-z0-9+&@*#/%?=~_|!:,.;]+[-A-Za-z0-9+&@*#/%=~_|]$'
export const IPV4_PATTERN = '^((25[0-5]|2[0-4]\\d|1?\\d?\\d)(\\.|$)){4}$'
const ID_PATTERN = '^[a-z0-9_-]{4,36}$'

export const obsBucket = Type.String({
  pattern: '^[a-z0-9](?!.*[-.][-.].*)([a-z0-9.-]{1,61})[a-z0-9]$',
  maxLength: 63,
})
export const obsPath = Type.String({
  pattern: '^(?![/.\\s])(?!.*//.*)([^:*?"<>|\\\\]{0,1023})(?<![.\\s])$',
  maxLength: 1023,
})

export const projectId = Type.String({ pattern: '^[a-zA-Z0-9-]{1,64}$', description: 'Project ID' })
export const taskId = Type.String({
  pattern: ID_PATTERN,
  description: 'Job ID; issued ones are 32 hex digits',
})
export const orderId = Type.String({ pattern: ID_PATTERN, description: 'Order ID' })
export const batchId = Type.String({ pattern: ID_PATTERN, description: 'Batch ID' })
export const videoSourceId = Type.String({ pattern: ID_PATTERN, description: 'Video source ID, a UUID' })
export const videoGroupId = Type.String({ pattern: ID_PATTERN, description: 'Video source group ID, a UUID' })
export const serviceName = Type.String({
  pattern: '^[a-zA-Z0-9\\u4e00-\\u9fa5,_-]{1,100}$',
  description: 'API name of the algorithm, e.g. c-intrusiondetection-cloud',
})
export const serviceVersion = Type.String({ pattern: '^[a-z0-9.]{3,32}$' })
/** Algorithm and service ids are UUIDs of version 4. */
export const algorithmId = Type.String({
  pattern: '^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$',
})

export const ProjectPath = Type.Object({ project_id: projectId })
export const TaskPath = Type.Object({ project_id: projectId, task_id: taskId })
export const ServicePath = Type.Object({ project_id: projectId, service_name: serviceName })
export const ActionPath = Type.Object({
  project_id: projectId,
  task_id: taskId,
  command: Type.Enum(['start', 'stop']),
})
export const BatchPath = Type.Object({ project_id: projectId, id: batchId })
export const BatchActionPath = Type.Object({
  project_id: projectId,
  id: batchId,
  command: Type.Enum(['start', 'stop']),
})
export const MessagePath = Type.Object({
  project_id: projectId,
  task_id: taskId,
  message_id: Type.String({ pattern: '^[0-9A-F-]{36}$', description: 'Upper-case UUID of a result message' }),
})
export const ServiceTaskPath = Type.Object({
  project_id: projectId,
  service_name: serviceName,
  task_id: taskId,
})
export const VideoSourcePath = Type.Object({ project_id: projectId, video_source_id: videoSourceId })
export const VideoGroupPath = Type.Object({ project_id: projectId, video_group_id: videoGroupId })

/** A query parameter that takes several values: repeated, or separated by commas. */
export const multi = <T extends TSchema>(item: T, description: string) =>
  Type.Optional(
    Type.Array(item, { maxItems: 100, description: `${description}; repeated or separated by commas` }),
  )
/** An answer without content. */
export const Empty = Type.Object({})
