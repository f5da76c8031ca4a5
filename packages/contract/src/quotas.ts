/** How much a project may hold. */
import { type Static, Type } from 'typebox'

const use = Type.Object({
  used: Type.Integer(),
  limit: Type.Integer(),
  default: Type.Integer({ description: 'The limit of a project that was given no other' }),
})
const limit = Type.Optional(Type.Integer({ minimum: 0, maximum: 1_000_000 }))

export const QuotasAnswer = Type.Object({
  quotas: Type.Object({
    jobs: use,
    sources: use,
    groups: use,
    streams: use,
    cameras: use,
    data_streams: use,
  }),
})
export type QuotasAnswer = Static<typeof QuotasAnswer>
/** What is left out stays. Below what is used: nothing is taken away, and nothing can be added. */
export const ChangeQuotas = Type.Object({
  quotas: Type.Object({
    jobs: limit,
    sources: limit,
    groups: limit,
    streams: limit,
    cameras: limit,
    data_streams: limit,
  }),
})
