/** Data streams, their records and readers: the REST API of DIS (algorithms-io B.2). */
import { type Static, type TSchema, Type } from 'typebox'
import { projectId } from './common.js'

const name = Type.String({ pattern: '^[-A-Za-z0-9_]{1,64}$' })
const appName = Type.String({ pattern: '^[-A-Za-z0-9_]{1,200}$' })
const partitionId = Type.String({
  pattern: '^(shardId-)?\\d{1,10}$',
  description: 'shardId-0000000000, or 0',
})
const sequence = Type.String({ pattern: '^\\d{1,19}$', description: 'Decimal digits, 0 to 2^63-1' })
const streamType = Type.Enum(['COMMON', 'ADVANCED'])
const dataType = Type.Enum(['BLOB', 'JSON', 'CSV', 'FILE'])
const hours = Type.Integer({ minimum: 1, maximum: 168, description: 'How long records are kept' })
const partitionCount = Type.Integer({ minimum: 1, maximum: 50 })
const pageLimit = (most: number, fallback: number) =>
  Type.Integer({ minimum: 1, maximum: most, default: fallback })
const time = Type.Integer({ description: 'Milliseconds since 1970' })
/** Clients write null for what they leave out. */
const orNull = <T extends TSchema>(schema: T) => Type.Optional(Type.Union([schema, Type.Null()]))

export const DataStreamPath = Type.Object({ project_id: projectId, stream_name: name })
export const StreamAppPath = Type.Object({ project_id: projectId, app_name: appName })
export const StreamAppOnStreamPath = Type.Object({
  project_id: projectId,
  app_name: appName,
  stream_name: name,
})

export const CreateDataStream = Type.Object({
  stream_name: name,
  partition_count: Type.Optional({ ...partitionCount, description: 'Default 1' }),
  stream_type: Type.Optional({ ...streamType, description: 'Default COMMON' }),
  data_type: Type.Optional({ ...dataType, description: 'Default BLOB; nobody looks' }),
  data_duration: Type.Optional({ ...hours, description: 'Hours that records are kept; default 24' }),
})
export type CreateDataStream = Static<typeof CreateDataStream>

export const UpdateDataStream = Type.Object({
  target_partition_count: Type.Optional(partitionCount),
  data_duration: Type.Optional(hours),
  data_type: Type.Optional(dataType),
})
export type UpdateDataStream = Static<typeof UpdateDataStream>

export const DataStreamChanged = Type.Object({
  stream_name: Type.String(),
  current_partition_count: Type.Integer({ description: 'Before' }),
  target_partition_count: Type.Integer(),
})
export type DataStreamChanged = Static<typeof DataStreamChanged>

export const DataStreamsQuery = Type.Object({
  limit: pageLimit(100, 10),
  start_stream_name: Type.Optional({ ...name, description: 'Those behind it' }),
})
export type DataStreamsQuery = Static<typeof DataStreamsQuery>

export const DataStreamList = Type.Object({
  total_number: Type.Integer(),
  stream_names: Type.Array(Type.String()),
  stream_info_list: Type.Array(
    Type.Object({
      stream_id: Type.String(),
      stream_name: Type.String(),
      create_time: time,
      retention_period: Type.Integer({ description: 'Hours' }),
      status: Type.String({ description: 'RUNNING' }),
      stream_type: Type.String(),
      data_type: Type.String(),
      partition_count: Type.Integer(),
    }),
  ),
  has_more_streams: Type.Boolean(),
})
export type DataStreamList = Static<typeof DataStreamList>

export const DataStreamQuery = Type.Object({
  limit_partitions: pageLimit(1000, 100),
  start_partitionId: Type.Optional({ ...partitionId, description: 'Those behind it' }),
})
export type DataStreamQuery = Static<typeof DataStreamQuery>

export const DataStreamDetails = Type.Object({
  stream_id: Type.String(),
  stream_name: Type.String(),
  create_time: time,
  last_modified_time: time,
  retention_period: Type.Integer({ description: 'Hours' }),
  status: Type.String({ description: 'RUNNING' }),
  stream_type: Type.String(),
  data_type: Type.String(),
  writable_partition_count: Type.Integer(),
  readable_partition_count: Type.Integer(),
  partitions: Type.Array(
    Type.Object({
      partition_id: Type.String(),
      status: Type.String({ description: 'ACTIVE; DELETED: only read; EXPIRED: nothing is left in it' }),
      hash_range: Type.Optional(Type.String({ description: '[first : last]; of active ones' })),
      sequence_number_range: Type.String({ description: '[oldest kept : next]' }),
    }),
  ),
  has_more_partitions: Type.Boolean(),
})
export type DataStreamDetails = Static<typeof DataStreamDetails>

/** 1 MiB in base64. */
const LONGEST_DATA = 1_398_104
export const PutStreamRecords = Type.Object({
  stream_name: name,
  stream_id: orNull(Type.String({ maxLength: 64 })),
  records: Type.Array(
    Type.Object({
      data: Type.String({
        pattern: '^([A-Za-z0-9+/]{4})*([A-Za-z0-9+/]{2}(==)?|[A-Za-z0-9+/]{3}=?)?$',
        maxLength: LONGEST_DATA,
        description: 'Base64, of up to 1 MiB',
      }),
      partition_id: orNull({ ...partitionId, description: 'Wins over the keys' }),
      explicit_hash_key: orNull({ ...sequence, description: 'Instead of the hash of the key' }),
      partition_key: orNull(
        Type.String({ maxLength: 1024, description: 'Records of one key stay in order' }),
      ),
    }),
    { minItems: 1, maxItems: 5000 },
  ),
})
export type PutStreamRecords = Static<typeof PutStreamRecords>

export const StreamRecordsPut = Type.Object({
  failed_record_count: Type.Integer(),
  records: Type.Array(
    Type.Object({
      partition_id: Type.Optional(Type.String()),
      sequence_number: Type.Optional(Type.String()),
      error_code: Type.Optional(Type.String({ description: 'DIS.4303: put it again a little later' })),
      error_message: Type.Optional(Type.String()),
    }),
    { description: 'In the order of the request' },
  ),
})
export type StreamRecordsPut = Static<typeof StreamRecordsPut>

export const CURSOR_TYPES = [
  'AT_SEQUENCE_NUMBER',
  'AFTER_SEQUENCE_NUMBER',
  'TRIM_HORIZON',
  'LATEST',
  'AT_TIMESTAMP',
] as const
export const StreamCursorQuery = Type.Object({
  'stream-name': name,
  'stream-id': Type.Optional(Type.String({ maxLength: 64 })),
  'partition-id': partitionId,
  'cursor-type': Type.Enum([...CURSOR_TYPES], { default: 'AT_SEQUENCE_NUMBER' }),
  'starting-sequence-number': Type.Optional(sequence),
  timestamp: Type.Optional(
    Type.Integer({ minimum: 0, maximum: 9_007_199_254_740_991, description: 'Milliseconds since 1970' }),
  ),
})
export type StreamCursorQuery = Static<typeof StreamCursorQuery>
export const StreamCursor = Type.Object({
  partition_cursor: Type.String({ description: 'Good for 5 minutes' }),
})
export type StreamCursor = Static<typeof StreamCursor>

export const StreamRecordsQuery = Type.Object({
  'partition-cursor': Type.String({ minLength: 1, maxLength: 512 }),
  limit: pageLimit(10_000, 1000),
  max_fetch_bytes: Type.Integer({
    minimum: 1,
    maximum: 10_485_760,
    default: 2_097_152,
    description: 'Of data and keys, and 64 for each record; the first one comes in any case',
  }),
})
export type StreamRecordsQuery = Static<typeof StreamRecordsQuery>
export const StreamRecords = Type.Object({
  next_partition_cursor: Type.String({ description: 'Good for 5 minutes' }),
  records: Type.Array(
    Type.Object({
      partition_key: Type.String(),
      sequence_number: Type.String(),
      data: Type.String({ description: 'Base64' }),
      timestamp: time,
      timestamp_type: Type.String({ description: 'CreateTime' }),
    }),
  ),
})
export type StreamRecords = Static<typeof StreamRecords>

export const CreateStreamApp = Type.Object({ app_name: appName })
export const StreamAppsQuery = Type.Object({
  limit: pageLimit(100, 10),
  start_app_name: Type.Optional({ ...appName, description: 'Those behind it' }),
  stream_name: Type.Optional({ ...name, description: 'Only those with a checkpoint in it' }),
})
export type StreamAppsQuery = Static<typeof StreamAppsQuery>
const shownApp = {
  app_id: Type.String(),
  app_name: Type.String(),
  create_time: time,
}
export const StreamAppList = Type.Object({
  total_number: Type.Integer(),
  has_more_app: Type.Boolean(),
  apps: Type.Array(Type.Object(shownApp)),
})
export type StreamAppList = Static<typeof StreamAppList>
export const StreamAppDetails = Type.Object({
  ...shownApp,
  commit_checkpoint_stream_names: Type.Array(Type.String()),
})
export type StreamAppDetails = Static<typeof StreamAppDetails>

const checkpointType = Type.Enum(['LAST_READ'])
export const StreamAppProgressQuery = Type.Object({
  limit: pageLimit(1000, 10),
  start_partition_id: Type.Optional({ ...partitionId, description: 'Those behind it' }),
  checkpoint_type: Type.Optional(checkpointType),
})
export type StreamAppProgressQuery = Static<typeof StreamAppProgressQuery>
export const StreamAppProgress = Type.Object({
  stream_name: Type.String(),
  app_name: Type.String(),
  has_more: Type.Boolean(),
  partition_consuming_states: Type.Array(
    Type.Object({
      partition_id: Type.String(),
      sequence_number: Type.String({ description: 'Of the checkpoint; -1: none' }),
      latest_offset: Type.Integer({ description: 'Sequence number of the next record' }),
      earliest_offset: Type.Integer({ description: 'Sequence number of the oldest record kept' }),
      checkpoint_type: Type.String(),
      status: Type.String(),
    }),
  ),
})
export type StreamAppProgress = Static<typeof StreamAppProgress>

export const SaveStreamCheckpoint = Type.Object({
  app_name: appName,
  stream_name: name,
  partition_id: partitionId,
  sequence_number: sequence,
  metadata: orNull(Type.String({ maxLength: 1000 })),
  checkpoint_type: checkpointType,
})
export type SaveStreamCheckpoint = Static<typeof SaveStreamCheckpoint>
export const StreamCheckpointQuery = Type.Object({
  app_name: appName,
  stream_name: name,
  partition_id: partitionId,
  checkpoint_type: checkpointType,
})
export type StreamCheckpointQuery = Static<typeof StreamCheckpointQuery>
export const RemoveStreamCheckpointQuery = Type.Object({
  app_name: appName,
  stream_name: name,
  partition_id: Type.Optional({ ...partitionId, description: 'Without it those of all partitions' }),
  checkpoint_type: checkpointType,
})
export type RemoveStreamCheckpointQuery = Static<typeof RemoveStreamCheckpointQuery>
export const StreamCheckpoint = Type.Object({
  sequence_number: Type.String({ description: 'Empty: none was saved' }),
  metadata: Type.String(),
})
export type StreamCheckpoint = Static<typeof StreamCheckpoint>
