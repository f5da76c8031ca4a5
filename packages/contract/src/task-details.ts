/** Everything about one job, in the v1 form (seed table 3) and the v2 form. Members that do not apply are left out. */
import { type Static, Type } from 'typebox'
import { ShownInputData, TaskInputVcn } from './task-input.js'
import { TaskOutputClip, TaskOutputDis, TaskOutputObs, TaskOutputWebhook } from './task-output.js'
import { TaskSchedule } from './task-schedule.js'
import { TASK_STATES_V1, TASK_STATES_V2 } from './task-states.js'
import { TASK_PRIORITIES } from './tasks.js'

const display = {
  id: Type.String({ description: 'Job ID' }),
  name: Type.String({ description: 'Job name' }),
  creator: Type.String({ description: 'Username of the job creator' }),
  project_id: Type.String({ description: 'Project of the job' }),
  description: Type.Optional(Type.String({ maxLength: 500 })),
  release_id: Type.String({ description: 'ID of the service (algorithm) of the job' }),
  created_at: Type.String({ description: 'ISO 8601, UTC, milliseconds' }),
  updated_at: Type.String({ description: 'When the state last changed; ISO 8601, UTC, milliseconds' }),
  status: Type.Optional(
    Type.String({ maxLength: 4096, description: 'Why the job is in its state, and what to do.' }),
  ),
  error: Type.Optional(
    Type.Object({
      code: Type.String({ maxLength: 36 }),
      message: Type.String({ minLength: 2, maxLength: 512 }),
    }),
  ),
  schedule_status: Type.Optional(Type.Enum(['ACTIVATED', 'INACTIVATED'])),
  schedule: Type.Optional(TaskSchedule),
  input: Type.Object(
    { type: Type.String(), data: Type.Array(ShownInputData), vcn: Type.Optional(TaskInputVcn) },
    { description: 'Passwords are shown as ******' },
  ),
  config: Type.Object({ common: Type.Record(Type.String(), Type.Unknown()) }),
  video_source_name: Type.String({
    description: 'File name, or host and path of the stream; without credentials',
  }),
  title: Type.String({ description: 'Algorithm name' }),
  group_name: Type.Optional(Type.String({ description: 'Comma-separated' })),
  company: Type.String({ description: 'Vendor of the algorithm' }),
  task_config: Type.String({ description: 'XML parameter sheet of the algorithm' }),
  type: Type.Enum(['cloud', 'edge']),
  resource_order_id: Type.Optional(Type.String({ description: 'Order whose streams the job uses' })),
  package_id: Type.String({ description: 'Package of the order, or the built-in one' }),
  priority: Type.Enum([...TASK_PRIORITIES]),
}

const outputForDisplay = {
  dis: Type.Optional(TaskOutputDis),
  webhook: Type.Optional(TaskOutputWebhook),
  clip: Type.Optional(TaskOutputClip),
  event_center: Type.Boolean(),
}

const shown = { description: 'Header values and passwords are shown as ******' }
const outputV2 = Type.Object({ ...outputForDisplay, obs: Type.Optional(TaskOutputObs) }, shown)

export const TaskDetailsV1 = Type.Object({
  ...display,
  state: Type.Enum([...TASK_STATES_V1]),
  output: Type.Object(outputForDisplay, shown),
})
export const TaskDetailsV2 = Type.Object({
  ...display,
  state: Type.Enum([...TASK_STATES_V2]),
  output: outputV2,
  service_id: Type.String({ description: 'The same value as release_id' }),
  algorithm_publish_id: Type.String({ description: 'ID of the release, alg_id of the algorithm centre' }),
})
/** What the older services' details have in common with these; they know the 15 states. */
export const taskDetailsMembers = { ...display, state: Type.Enum([...TASK_STATES_V1]), output: outputV2 }
export type TaskDetailsV1 = Static<typeof TaskDetailsV1>
export type TaskDetailsV2 = Static<typeof TaskDetailsV2>
