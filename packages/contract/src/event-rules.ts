/** Rules of the event centre, and its subscriptions. Vigia's own; VIAS has them on its console only. */
import { type Static, Type } from 'typebox'
import { NAME_PATTERN, projectId, serviceName, taskId, URL_PATTERN } from './common.js'

const id = { pattern: '^[a-z0-9_-]{4,36}$' }
const name = Type.String({ pattern: NAME_PATTERN })

export const EventRulePath = Type.Object({
  project_id: projectId,
  rule_id: Type.String({ ...id, description: 'Rule ID' }),
})
export const EventSubscriptionPath = Type.Object({
  project_id: projectId,
  subscription_id: Type.String({ ...id, description: 'Subscription ID' }),
})

/** Empty or absent: all. */
const filter = {
  event_types: Type.Optional(
    Type.Array(Type.Integer({ minimum: 0, maximum: Number.MAX_SAFE_INTEGER }), {
      maxItems: 100,
      description: 'Kinds; empty or absent: all',
    }),
  ),
  sources: Type.Optional(
    Type.Array(Type.String({ minLength: 1, maxLength: 1023 }), {
      maxItems: 1000,
      description: 'Ids or names of video sources; empty or absent: all',
    }),
  ),
  task_ids: Type.Optional(Type.Array(taskId, { maxItems: 1000, description: 'Empty or absent: all' })),
  service_names: Type.Optional(
    Type.Array(serviceName, { maxItems: 100, description: 'Empty or absent: all' }),
  ),
}

const seconds = (description: string) =>
  Type.Optional(
    Type.Integer({ minimum: 0, maximum: 86_400, default: 0, description: `Seconds: ${description}` }),
  )

export const ChangeEventRule = Type.Object({
  name,
  priority: Type.Optional(
    Type.Integer({
      minimum: 0,
      maximum: 1000,
      default: 100,
      description: 'The first rule that is for an event counts: the smallest, of equal ones the oldest',
    }),
  ),
  enabled: Type.Optional(Type.Boolean({ default: true })),
  ...filter,
  manual_review: Type.Optional(
    Type.Boolean({ default: false, description: 'true: only approved events are sent to subscriptions' }),
  ),
  aggregation_window: Type.Optional(
    Type.Integer({
      minimum: 0,
      maximum: 1440,
      default: 10,
      description: 'Minutes in which repeats become sub-events of the first; 0: none does',
    }),
  ),
  quiet_hours: Type.Optional(
    Type.Object(
      {
        timezone: Type.String({
          maxLength: 64,
          description: 'An offset such as +08:00, or an IANA name such as Europe/Berlin',
        }),
        periods: Type.Array(
          Type.Object({
            days: Type.Optional(
              Type.Array(Type.Integer({ minimum: 1, maximum: 7 }), {
                maxItems: 7,
                uniqueItems: true,
                description: 'Days on which it begins, 1 for Monday; empty or absent: every day',
              }),
            ),
            begin_at: Type.String({ pattern: '^([01][0-9]|2[0-3]):[0-5][0-9]$' }),
            end_at: Type.String({
              pattern: '^(([01][0-9]|2[0-3]):[0-5][0-9]|24:00)$',
              description: 'Not after begin_at: on the next day',
            }),
          }),
          { minItems: 1, maxItems: 21 },
        ),
      },
      { description: 'When nothing is sent' },
    ),
  ),
  cool_down: seconds('so long after something was sent by the rule nothing else is'),
  track_cool_down: seconds('so long after something was sent of a track nothing else of it is'),
  minimum_duration: seconds('nothing is sent before the main event has lasted so long; below the window'),
})
export type ChangeEventRule = Static<typeof ChangeEventRule>

const times = {
  created_at: Type.Integer({ description: 'Milliseconds since 1970' }),
  updated_at: Type.Integer({ description: 'Milliseconds since 1970' }),
}
export const EventRuleAnswer = Type.Object({ id: Type.String(), ...ChangeEventRule.properties, ...times })
export type EventRuleAnswer = Static<typeof EventRuleAnswer>
export const EventRuleList = Type.Object({
  count: Type.Integer(),
  rules: Type.Array(EventRuleAnswer, { description: 'In the order in which they are looked at' }),
})
export type EventRuleList = Static<typeof EventRuleList>

export const ChangeEventSubscription = Type.Object({
  name,
  description: Type.Optional(Type.String({ maxLength: 500 })),
  ...filter,
  webhook: Type.Object({
    url: Type.String({ pattern: URL_PATTERN, maxLength: 1000 }),
    headers: Type.Record(Type.String(), Type.String(), {
      minProperties: 1,
      maxProperties: 10,
      description: 'Values are masked in answers; a masked one keeps what is stored',
    }),
  }),
})
export type ChangeEventSubscription = Static<typeof ChangeEventSubscription>

export const EventSubscriptionAnswer = Type.Object({
  id: Type.String(),
  ...ChangeEventSubscription.properties,
  sent: Type.Integer({ description: 'Events passed on to it' }),
  answered: Type.Integer({ description: 'Those of them that it has answered with 2xx' }),
  ...times,
})
export type EventSubscriptionAnswer = Static<typeof EventSubscriptionAnswer>
export const EventSubscriptionList = Type.Object({
  count: Type.Integer(),
  subscriptions: Type.Array(EventSubscriptionAnswer, { description: 'By name' }),
})
export type EventSubscriptionList = Static<typeof EventSubscriptionList>
