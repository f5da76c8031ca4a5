/** Jobs as the services before VIAS had them, below their service (platform-api sections 1.1 and 4.4). */
import { type Static, Type } from 'typebox'
import { NAME_PATTERN, serviceVersion } from './common.js'
import { taskDetailsMembers } from './task-details.js'
import { TASK_STATES_V1 } from './task-states.js'
import { UpdateTask } from './tasks.js'

const milliseconds = (description: string) =>
  Type.Optional(Type.Integer({ minimum: 0, maximum: Number.MAX_SAFE_INTEGER, description }))

export const LegacyListQuery = Type.Object({
  limit: Type.Integer({ minimum: 1, maximum: 1000, default: 100 }),
  offset: Type.Integer({ minimum: 0, maximum: 100_000, default: 0 }),
  order: Type.String({
    pattern: '^(name|created_at|updated_at):(ASC|DESC)$',
    default: 'created_at:DESC',
  }),
  state: Type.Optional(Type.Enum([...TASK_STATES_V1])),
  name_like: Type.Optional(Type.String({ pattern: NAME_PATTERN, description: 'Part of the name' })),
  id_like: Type.Optional(Type.String({ pattern: '^[0-9a-z]{1,32}$', description: 'Part of the job ID' })),
  service_version: Type.Optional(serviceVersion),
  created_since: milliseconds('Created at this time or later, milliseconds since 1970'),
  created_until: milliseconds('Created at this time or earlier, milliseconds since 1970'),
})
export type LegacyListQuery = Static<typeof LegacyListQuery>

const row = {
  id: Type.String(),
  name: Type.String(),
  description: Type.Optional(Type.String()),
  service_name: Type.String(),
  service_version: Type.String(),
  state: Type.Enum([...TASK_STATES_V1]),
  status: Type.Optional(Type.String()),
  video_source_name: Type.String(),
  created_at: Type.String({ description: 'ISO 8601, UTC, milliseconds' }),
  updated_at: Type.String({ description: 'ISO 8601, UTC, milliseconds' }),
}
export const LegacyTaskList = Type.Object({
  count: Type.Integer({ description: 'Jobs that match, on all pages' }),
  tasks: Type.Array(Type.Object(row)),
})
export type LegacyTaskList = Static<typeof LegacyTaskList>

/** Every member may be left out; what is absent stays as it is. */
export const LegacyUpdateTask = Type.Partial(UpdateTask)

export const LegacyTaskDetails = Type.Object({
  ...taskDetailsMembers,
  service_name: Type.String(),
  service_version: Type.String(),
  service_config: taskDetailsMembers.config,
})
export type LegacyTaskDetails = Static<typeof LegacyTaskDetails>
