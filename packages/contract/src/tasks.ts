/** Create, update, start and stop jobs (platform-api sections 4.1 to 4.3). */
import { type Static, Type } from 'typebox'
import { NAME_PATTERN, orderId, serviceVersion } from './common.js'
import { TaskInputOnCreate, TaskInputOnUpdate } from './task-input.js'
import { TaskOutput } from './task-output.js'
import { TaskSchedule } from './task-schedule.js'

export const TASK_PRIORITIES = ['low', 'normal', 'high'] as const
const name = Type.String({ pattern: NAME_PATTERN, description: 'Unique within the project' })
const config = Type.Object(
  { common: Type.Optional(Type.Record(Type.String(), Type.Unknown())) },
  { description: "The algorithm's own parameters; see task_config of a job" },
)

/**
 * The update page gives `description` the pattern of a name besides its length. It is not enforced: create takes any
 * text of up to 500 characters, and what create took must survive being read and sent back.
 */
export const taskMembers = {
  name,
  description: Type.Optional(Type.String({ maxLength: 500 })),
  schedule: Type.Optional(TaskSchedule),
  output: TaskOutput,
  config: Type.Optional(config),
  service_config: Type.Optional(
    Type.Object(config.properties, { description: 'Older name of config; config wins when both are there' }),
  ),
  is_saved_as_template: Type.Optional(Type.Boolean({ default: false })),
  resource_order_id: Type.Optional(orderId),
  priority: Type.Optional(
    Type.Enum([...TASK_PRIORITIES], {
      default: 'normal',
      description: 'Who waits less where analysis slots are short; orders the jobs of one project',
    }),
  ),
  edge_pool_id: Type.Optional(Type.String({ maxLength: 36 })),
  timing: Type.Optional(Type.Unknown({ description: 'Of older services; refused, give schedule' })),
}

export const CreateTask = Type.Object(
  { ...taskMembers, input: TaskInputOnCreate, service_version: serviceVersion },
  { description: 'One job per item of input.data; all or none.' },
)
/** The v1 pages ask only for input and output; name and version then have defaults. */
export const CreateTaskV1 = Type.Object({
  ...taskMembers,
  name: Type.Optional(name),
  input: TaskInputOnCreate,
  service_version: Type.Optional(serviceVersion),
})
export const taskScheduleOnUpdate = Type.Optional(
  Type.Union([TaskSchedule, Type.Null()], { description: 'Absent: stays as it is; null: taken away' }),
)
/** Members of create that update does not know (`service_version`) are tolerated, as the published example has them. */
export const UpdateTask = Type.Object({
  ...taskMembers,
  input: TaskInputOnUpdate,
  schedule: taskScheduleOnUpdate,
})
export type CreateTask = Static<typeof CreateTask>
export type CreateTaskV1 = Static<typeof CreateTaskV1>
export type UpdateTask = Static<typeof UpdateTask>

export const CreatedTasks = Type.Object({
  tasks: Type.Array(Type.Object({ id: Type.String() }), { description: 'In the order of input.data' }),
})
export const ActionAnswer = Type.Object({
  id: Type.String(),
  status_code: Type.Integer(),
  status_msg: Type.String(),
})
