/** Where a job's frames come from (platform-api sections 3.2 and 3.3, seed tables 7 to 9). */
import { type Static, Type } from 'typebox'
import { obsBucket, obsPath, URL_PATTERN } from './common.js'
import { streamName } from './pushed-streams.js'

const headers = (least: number) =>
  Type.Record(Type.String(), Type.String(), { minProperties: least, maxProperties: 10 })

export const sourceUrl = Type.String({
  pattern: URL_PATTERN,
  maxLength: 1000,
  description: 'Address of a file or stream.',
})
export const pathInResponse = Type.String({
  pattern: '^([-A-Za-z0-9+&?=~_][-A-Za-z0-9+&/?=~_]+[-A-Za-z0-9+&/?=~_]|[A-Za-z]+)$',
  maxLength: 1024,
})
export const vcnDeviceId = Type.String({
  pattern: '^([0-9]{20}#[a-zA-Z0-9]{32})|([0-9]{20}#[0-9]{1,10}#[a-zA-Z0-9]{32})$',
})
export const edgeDeviceId = Type.String({ pattern: '^[a-zA-Z0-9][a-zA-Z0-9_-]{0,62}$' })

export const TaskInputData = Type.Object({
  video_source_id: Type.Optional(Type.String({ pattern: '^[0-9a-z_-]{4,36}$' })),
  stream_name: Type.Optional(streamName),
  bucket: Type.Optional(obsBucket),
  path: Type.Optional(obsPath),
  url: Type.Optional(sourceUrl),
  headers: Type.Optional(headers(0)),
  certificate_check: Type.Optional(Type.Boolean({ default: false })),
  rtsp_path_in_response: Type.Optional(pathInResponse),
  node_id: Type.Optional(Type.String({ maxLength: 64 })),
  device_id: Type.Optional(vcnDeviceId),
  stream_type: Type.Optional(Type.Integer({ minimum: 1, maximum: 3 })),
  id: Type.Optional(edgeDeviceId),
  index: Type.Optional(Type.Integer({ minimum: 0, maximum: 49 })),
})

/** As details show it: a default would be written into each input, also into those that it says nothing of. */
export const ShownInputData = Type.Object({
  ...TaskInputData.properties,
  certificate_check: Type.Optional(Type.Boolean()),
})

export const TaskInputVcn = Type.Object({
  ip: Type.String({ format: 'ipv4' }),
  port: Type.Integer({ minimum: 0, maximum: 65535 }),
  username: Type.String({ pattern: '^.{1,100}$' }),
  password: Type.String({ pattern: '^.{1,1000}$' }),
})

export const INPUT_TYPES = [
  'video_source',
  'obs',
  'vis',
  'url',
  'edgecamera',
  'restful',
  'edgerestful',
  'vcn',
] as const

const input = (mostItems: number) =>
  Type.Object({
    type: Type.Enum(INPUT_TYPES),
    data: Type.Array(TaskInputData, { minItems: 1, maxItems: mostItems }),
    vcn: Type.Optional(TaskInputVcn),
  })

/** One job per item. */
export const TaskInputOnCreate = input(50)
/** A job has exactly one input. */
export const TaskInputOnUpdate = input(1)
export type TaskInput = Static<typeof TaskInputOnCreate>
