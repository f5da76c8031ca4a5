/** Where a job's results go (platform-api section 3.4, seed tables 10 to 12). */
import { type Static, Type } from 'typebox'
import { obsBucket, obsPath, URL_PATTERN } from './common.js'

const dataCategory = Type.Optional(
  Type.Array(Type.String({ maxLength: 64 }), {
    maxItems: 10,
    uniqueItems: true,
    description: 'Kinds of results that this channel takes, named by the service; without it all',
  }),
)

export const TaskOutputWebhook = Type.Object({
  url: Type.String({ pattern: URL_PATTERN, maxLength: 1000 }),
  headers: Type.Record(Type.String(), Type.String(), { minProperties: 1, maxProperties: 10 }),
  data_category: dataCategory,
  picture: Type.Optional(
    Type.Enum(['inline', 'address'], {
      description:
        'Vigia’s own: inline (default) sends the picture as image_base64, address only where it lies, as image_url',
    }),
  ),
})
export const TaskOutputDis = Type.Object({
  stream_name: Type.String({ pattern: '^[-A-Za-z0-9_]{1,64}$' }),
  data_category: dataCategory,
})
export const TaskOutputObs = Type.Object({
  bucket: obsBucket,
  path: obsPath,
  data_category: dataCategory,
})

/** Vigia's own: a short film around each alarm. */
export const TaskOutputClip = Type.Object({
  before_seconds: Type.Optional(
    Type.Integer({ minimum: 0, maximum: 30, default: 5, description: 'Seconds before the alarm' }),
  ),
  after_seconds: Type.Optional(
    Type.Integer({ minimum: 1, maximum: 60, default: 10, description: 'Seconds after the alarm' }),
  ),
})

/** At least one channel must be configured. `event_center` also takes 1 for true. */
export const TaskOutput = Type.Object({
  obs: Type.Optional(TaskOutputObs),
  dis: Type.Optional(TaskOutputDis),
  webhook: Type.Optional(TaskOutputWebhook),
  event_center: Type.Optional(
    Type.Union([Type.Boolean(), Type.Literal(1), Type.Literal(0)], { default: false }),
  ),
  clip: Type.Optional(TaskOutputClip),
  localpath: Type.Optional(Type.Unknown({ description: 'Of older services; refused' })),
  hosting: Type.Optional(Type.Unknown({ description: 'Of older services; refused' })),
})
export type TaskOutput = Static<typeof TaskOutput>
