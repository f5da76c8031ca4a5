/** Pushed streams: an encoder sends, jobs read by name. Vigia's own; in the cloud the service VIS has them. */
import { type Static, Type } from 'typebox'
import { projectId } from './common.js'

export const streamName = Type.String({ pattern: '^[-A-Za-z0-9_]{1,80}$' })
export const PushedStreamPath = Type.Object({ project_id: projectId, stream_name: streamName })

export const CreatePushedStream = Type.Object({
  stream_name: Type.String({ ...streamName, description: 'Unique within the project' }),
})
export type CreatePushedStream = Static<typeof CreatePushedStream>

export const PushedStreamsQuery = Type.Object({
  page: Type.Integer({ minimum: 1, maximum: 1_000_000, default: 1, description: 'Page number from 1' }),
  page_size: Type.Integer({ minimum: 5, maximum: 100, default: 10 }),
})
export type PushedStreamsQuery = Static<typeof PushedStreamsQuery>

const push = Type.Object(
  {
    since: Type.Integer({ description: 'Milliseconds since 1970' }),
    from: Type.String({ description: 'IP address of the encoder' }),
    bytes: Type.Integer({ description: 'Received so far' }),
    kbps: Type.Integer({ description: 'Kilobits of the last second' }),
    codec: Type.Optional(Type.String({ description: 'H.264, …; absent while no picture has come' })),
    width: Type.Optional(Type.Integer({ description: 'Pixels, as the encoder says' })),
    height: Type.Optional(Type.Integer({ description: 'Pixels, as the encoder says' })),
    fps: Type.Optional(Type.Number({ description: 'Frames a second, as the encoder says' })),
    has_audio: Type.Boolean(),
  },
  { description: 'Absent while nobody pushes' },
)

export const ShownPushedStream = Type.Object({
  stream_name: Type.String(),
  push_url: Type.String({ description: 'For encoders that take one address; the key is masked in lists' }),
  server_url: Type.String({ description: 'For encoders that take server and stream key apart' }),
  stream_key: Type.String({ description: 'The other half' }),
  is_pushed: Type.Boolean({ description: 'An encoder is connected now' }),
  push: Type.Optional(push),
  created_at: Type.Integer({ description: 'Milliseconds since 1970' }),
})
export type ShownPushedStream = Static<typeof ShownPushedStream>

export const PushedStreamList = Type.Object({
  count: Type.Integer({ description: 'Streams on this page' }),
  total: Type.Integer({ description: 'Streams of the project' }),
  streams: Type.Array(ShownPushedStream),
  page: Type.Integer(),
  page_size: Type.Integer(),
})
export type PushedStreamList = Static<typeof PushedStreamList>
