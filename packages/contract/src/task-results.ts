/** Vigia's own reads beside a job: results, history, deliveries. */
import { type Static, Type } from 'typebox'

export const ResultsQuery = Type.Object({
  limit: Type.Integer({ minimum: 1, maximum: 100, default: 20 }),
  before: Type.Optional(
    Type.Integer({
      minimum: 0,
      maximum: Number.MAX_SAFE_INTEGER,
      description: 'Only results before this time, milliseconds since 1970',
    }),
  ),
})
export const TaskResult = Type.Object({
  message_id: Type.String(),
  event_type: Type.Integer(),
  at: Type.String({ description: 'ISO 8601, milliseconds' }),
  stream_id: Type.String({
    description: 'What was seen: the address or file, of a folder of videos the key of the one',
  }),
  data: Type.Record(Type.String(), Type.Unknown()),
  vigia: Type.Object({
    epoch: Type.Integer(),
    sequence: Type.Integer(),
    video_time_ms: Type.Integer(),
    frame_at: Type.String(),
  }),
  has_picture: Type.Boolean(),
  has_clip: Type.Boolean({ description: 'A clip follows its result some seconds later' }),
})
export const TaskResults = Type.Object({ count: Type.Integer(), results: Type.Array(TaskResult) })
export const TaskHistory = Type.Object({
  history: Type.Array(
    Type.Object({
      at: Type.String(),
      from: Type.String(),
      to: Type.String(),
      cause: Type.String(),
      actor: Type.String(),
    }),
  ),
})
export const TaskDeliveries = Type.Object({
  pending: Type.Integer(),
  delivered: Type.Integer(),
  dead: Type.Integer(),
})
export type TaskResult = Static<typeof TaskResult>
export type TaskResults = Static<typeof TaskResults>
export type TaskHistory = Static<typeof TaskHistory>
export type TaskDeliveries = Static<typeof TaskDeliveries>
