/**
 * Edge cameras: cameras that are registered at a node, with the address of their stream as attribute `rtsp`. Vigia's
 * own; with VIAS they are registered at the edge service beside it.
 */
import { type Static, Type } from 'typebox'
import { projectId } from './common.js'
import { edgeDeviceId } from './task-input.js'

const cameraId = Type.String({ ...edgeDeviceId, description: 'Edge camera ID' })
export const EdgeCameraPath = Type.Object({ project_id: projectId, camera_id: cameraId })

/** Longer than that of a source by a user and a password with every sign encoded. */
export const rtspAddress = Type.String({
  pattern: '^rtsp://[-A-Za-z0-9+&@*#/%?=~_|!:,.;\\[\\]]+$',
  maxLength: 1000,
  description:
    'rtsp://…; a password is shown as ******, and sent back so it stays, for the same host and user',
})
/** What XML and HTTP write as it is: ONVIF sends it in both. */
const deviceUser = Type.String({ pattern: '^[^<>&":\\u0000-\\u001f\\u007f]{1,100}$' })
const devicePassword = Type.String({ pattern: '^.{0,255}$' })
export const login = {
  user: Type.Optional(deviceUser),
  password: Type.Optional(devicePassword),
}
export const onvifAddress = Type.String({
  pattern: '^https?://[-A-Za-z0-9+&*#/%?=~_|!:,.;\\[\\]]+$',
  maxLength: 500,
  description: 'Of its device service, e.g. http://10.0.0.9/onvif/device_service',
})
export const sourceToken = Type.String({
  minLength: 1,
  maxLength: 64,
  description: 'Which picture of a device that has several: source of its profiles. Absent: the first',
})

const stream = {
  name: Type.Enum(['main', 'sub1', 'sub2']),
  rtsp: rtspAddress,
  width: Type.Optional(Type.Integer({ minimum: 1, maximum: 32_768 })),
  height: Type.Optional(Type.Integer({ minimum: 1, maximum: 32_768 })),
  fps: Type.Optional(Type.Number({ minimum: 0.01, maximum: 1_000, description: 'Frames a second' })),
  codec: Type.Optional(Type.String({ maxLength: 32, description: 'H264, H265, JPEG …' })),
}
export const streamChoice = Type.Enum(['auto', 'main', 'sub1', 'sub2'], {
  description:
    'Which stream is analysed; auto: the smallest of 360 rows or more with enough frames a second, in H.264 or H.265',
})
const LABELS = { 'iva-device-type': Type.Literal('camera') }

const given = {
  description: Type.Optional(Type.String({ maxLength: 255 })),
  node_id: Type.Optional(
    Type.String({
      pattern: '^[a-zA-Z0-9_-]{1,64}$',
      description: 'Its node; local, this server itself, unless given',
    }),
  ),
  attributes: Type.Optional(
    Type.Object(
      { rtsp: rtspAddress },
      { description: 'Address of its main stream, where it is all there is to tell' },
    ),
  ),
  streams: Type.Optional(
    Type.Array(Type.Object(stream), {
      minItems: 1,
      maxItems: 3,
      description: 'Its streams, main among them',
    }),
  ),
  stream: Type.Optional(streamChoice),
  user: Type.Optional(
    Type.String({
      pattern: '^.{1,100}$',
      description: 'With password: for all addresses that hold none of their own',
    }),
  ),
  password: Type.Optional(devicePassword),
  onvif: Type.Optional(
    Type.Object(
      { address: onvifAddress, ...login, source_token: Type.Optional(sourceToken) },
      { description: 'The device is asked for its streams now, unless some are given' },
    ),
  ),
  labels: Type.Optional(Type.Object(LABELS, { description: 'Every camera has it' })),
}
const name = Type.String({ pattern: '^\\S(.{0,98}\\S)?$', description: 'Need not be unique' })

export const CreateEdgeCamera = Type.Object({
  id: Type.Optional(
    Type.String({ ...edgeDeviceId, description: 'Unique within the project; made when absent' }),
  ),
  name,
  ...given,
})
export type CreateEdgeCamera = Static<typeof CreateEdgeCamera>
/** What is left out stays. */
export const UpdateEdgeCamera = Type.Object({ name: Type.Optional(name), ...given })
export type UpdateEdgeCamera = Static<typeof UpdateEdgeCamera>

export const ShownEdgeCamera = Type.Object({
  id: Type.String(),
  name: Type.String(),
  description: Type.String(),
  node_id: Type.String(),
  attributes: Type.Object({ rtsp: Type.String({ description: 'That of the main stream' }) }),
  labels: Type.Object(LABELS),
  streams: Type.Array(Type.Object({ ...stream, rtsp: Type.String() })),
  stream: streamChoice,
  onvif: Type.Optional(
    Type.Object({
      address: Type.String(),
      user: Type.Optional(Type.String()),
      password: Type.Optional(Type.String()),
    }),
  ),
  created_at: Type.Integer({ description: 'Milliseconds since 1970' }),
  updated_at: Type.Integer({ description: 'Milliseconds since 1970' }),
})
export type ShownEdgeCamera = Static<typeof ShownEdgeCamera>

export const EdgeCamerasQuery = Type.Object({
  page: Type.Integer({ minimum: 1, maximum: 1_000_000, default: 1, description: 'Page number from 1' }),
  page_size: Type.Integer({ minimum: 5, maximum: 100, default: 10 }),
  sort_dir: Type.Enum(['asc', 'desc'], { default: 'desc', description: 'By creation time' }),
  name_like: Type.Optional(Type.String({ maxLength: 100, description: 'Part of the name' })),
  id_like: Type.Optional(Type.String({ maxLength: 63, description: 'Part of the id' })),
  node_id: Type.Optional(Type.String({ maxLength: 64 })),
})
export type EdgeCamerasQuery = Static<typeof EdgeCamerasQuery>

export const EdgeCameraList = Type.Object({
  count: Type.Integer({ description: 'Cameras on this page' }),
  total: Type.Integer({ description: 'Cameras that match' }),
  edge_cameras: Type.Array(ShownEdgeCamera),
  page: Type.Integer(),
  page_size: Type.Integer(),
})
export type EdgeCameraList = Static<typeof EdgeCameraList>
