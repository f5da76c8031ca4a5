/** Vigia's own: how long a project keeps its events. */
import { type Static, Type } from 'typebox'

const limit = (maximum: number, description: string) =>
  Type.Optional(Type.Union([Type.Integer({ minimum: 1, maximum }), Type.Null()], { description }))
export const EventRetentionChange = Type.Object({
  days: limit(36_500, 'Days that events are kept; null or left out: as the server has it'),
  megabytes: limit(
    1_000_000_000,
    'Megabytes of events with their pictures and clips; null or left out: as the server has it',
  ),
})
export type EventRetentionChange = Static<typeof EventRetentionChange>
export const EventRetention = Type.Object({
  days: Type.Integer({ description: 'In force' }),
  megabytes: Type.Integer({ description: 'In force' }),
  own: EventRetentionChange,
  used_megabytes: Type.Number({ description: 'What the events take now' }),
})
export type EventRetention = Static<typeof EventRetention>
