/** When a job runs (platform-api section 3.1, seed tables 5 and 6). */
import { type Static, Type } from 'typebox'

const time = Type.String({ pattern: '^([0-9]{4}-[0-9]{2}-[0-9]{2}T)?[0-9]{2}:[0-9]{2}:[0-9]{2}$' })
/** VIAS knows offsets only; named zones follow daylight-saving time. */
const TIMEZONE = '^([+-][0-9]{2}:[0-9]{2}|[A-Za-z][A-Za-z0-9_+-]*(/[A-Za-z0-9_+-]+)*)$'

export const PeriodsData = Type.Object({ begin_at: time, end_at: time })
export const TaskSchedule = Type.Object({
  type: Type.Enum(['weekly', 'monthly']),
  timezone: Type.String({
    pattern: TIMEZONE,
    maxLength: 64,
    description: 'Offset from UTC such as +08:00, or an IANA zone such as Europe/Berlin',
  }),
  days_of_week: Type.Optional(
    Type.Array(Type.Integer({ minimum: 1, maximum: 7 }), { minItems: 1, maxItems: 7, uniqueItems: true }),
  ),
  days_of_month: Type.Optional(
    Type.Array(Type.Integer({ minimum: 1, maximum: 31 }), { minItems: 1, maxItems: 31, uniqueItems: true }),
  ),
  periods: Type.Optional(
    Type.Array(Type.Array(PeriodsData, { maxItems: 10 }), {
      maxItems: 31,
      description:
        'Windows of each day, in the order of days_of_week or days_of_month; empty for a day without one',
    }),
  ),
})
export type TaskSchedule = Static<typeof TaskSchedule>
