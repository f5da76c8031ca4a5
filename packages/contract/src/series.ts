/** Vigia's own: series of the counts that a job makes, and its heat maps. */
import { type Static, Type } from 'typebox'
import { MessagePath } from './common.js'

const moment = (description: string) =>
  Type.Integer({
    minimum: 0,
    maximum: 8_640_000_000_000,
    description: `${description}, milliseconds since 1970`,
  })
const instant = (description: string) =>
  Type.String({ description: `${description}; ISO 8601, milliseconds` })

export const TaskSeriesItem = Type.Object({
  series: Type.String({ description: 'Its key within the job, as the points are asked for' }),
  kind: Type.Enum(['count', 'level'], {
    description: 'count: so many within the time, they add up; level: so many at a moment, they do not',
  }),
  event_type: Type.Integer(),
  name: Type.String(),
  place: Type.Optional(
    Type.Unknown({ description: 'Line or polygon in pixels of the source, as the newest result had it' }),
  ),
  first_at: instant('Beginning of the first minute with points'),
  last_at: instant('Beginning of the last minute with points'),
})
export const TaskSeries = Type.Object({ count: Type.Integer(), series: Type.Array(TaskSeriesItem) })
export type TaskSeriesItem = Static<typeof TaskSeriesItem>
export type TaskSeries = Static<typeof TaskSeries>

export const SeriesPointsQuery = Type.Object({
  series: Type.String({ pattern: '^[a-z0-9-]{1,64}$', description: 'Key of the series, e.g. line-0-side1' }),
  from: Type.Optional(moment('From the bucket that holds this time on; 24 hours before to when left out')),
  to: Type.Optional(moment('To the bucket that holds the last moment before this time; now when left out')),
  bucket: Type.Enum(['minute', 'hour', 'day', 'week', 'month', 'none'], {
    default: 'hour',
    description: 'By the clocks of the time zone, weeks from Monday; none: the minutes that have points',
  }),
  time_zone: Type.String({
    minLength: 1,
    maxLength: 64,
    default: 'UTC',
    description: 'IANA name such as Asia/Shanghai, or an offset such as +08:00',
  }),
})
export type SeriesPointsQuery = Static<typeof SeriesPointsQuery>

const number = (description: string) =>
  Type.Union([Type.Number(), Type.Null()], { description: `${description}; null without points` })
export const SeriesPoints = Type.Object({
  series: Type.String(),
  kind: Type.Enum(['count', 'level']),
  name: Type.String(),
  bucket: Type.String(),
  time_zone: Type.String(),
  count: Type.Integer({ description: 'Buckets' }),
  points: Type.Array(
    Type.Object({
      at: Type.String({ description: 'Beginning of the bucket: ISO 8601 with the offset of the zone' }),
      until: Type.String({ description: 'Its end, which is not in it' }),
      results: Type.Integer({ description: 'Results that were put together' }),
      sum: Type.Optional(Type.Number({ description: 'Of counts; 0 where there were none' })),
      seconds: Type.Optional(
        Type.Number({ description: 'Of counts: how long was counted; 0 where nothing was watched' }),
      ),
      mean: Type.Optional(number('Of levels')),
      min: Type.Optional(number('Of levels')),
      max: Type.Optional(number('Of levels')),
    }),
  ),
})
export type SeriesPoints = Static<typeof SeriesPoints>

export const HeatMapsQuery = Type.Object({
  limit: Type.Integer({ minimum: 1, maximum: 100, default: 20 }),
  before: Type.Optional(moment('Only maps before this time')),
})
export const HeatMaps = Type.Object({
  count: Type.Integer(),
  heat_maps: Type.Array(
    Type.Object({
      message_id: Type.String(),
      at: instant('End of the time that it shows'),
      interval: Type.Integer({ description: 'Seconds that it shows' }),
    }),
  ),
})
export type HeatMaps = Static<typeof HeatMaps>
export const HeatMapPath = Type.Object({
  ...MessagePath.properties,
  style: Type.Enum(['density', 'points'], {
    description: 'density: how long people were where; points: where they stood',
  }),
})
