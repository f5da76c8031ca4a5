/** What changes one job, alike in both editions: update, delete, start and stop. */
import { ActionAnswer, ActionPath, Empty, TaskPath, UpdateTask } from '@vigia/contract'
import { actOnJob, updateJob } from '../use-cases/index.js'
import { type App, callerOf, type RouteDeps } from './deps.js'
import { logAsked } from './job-log.js'
import { answers } from './operation.js'

export interface Edition {
  /** Path of one job. */
  job: string
  tags: string[]
  /** Put behind the names of operations. */
  suffix: '' | 'V1'
}

export function jobChangeRoutes(app: App, deps: RouteDeps, { job, tags, suffix }: Edition): void {
  app.put(
    job,
    {
      schema: {
        tags,
        operationId: `updateTask${suffix}`,
        summary: 'Update a job',
        params: TaskPath,
        body: UpdateTask,
        response: answers(Empty),
      },
    },
    async (request) => {
      await updateJob(deps, callerOf(request), request.params.task_id, request.body)
      logAsked(request, 'update', request.params.task_id)
      return {}
    },
  )

  app.delete(
    job,
    {
      schema: {
        tags,
        operationId: `deleteTask${suffix}`,
        summary: 'Delete a job',
        params: TaskPath,
        response: answers(Empty),
      },
    },
    async (request) => {
      await actOnJob(deps, callerOf(request), request.params.task_id, 'delete')
      logAsked(request, 'delete', request.params.task_id)
      return {}
    },
  )

  app.put(
    `${job}/action/:command`,
    {
      schema: {
        tags,
        operationId: `startStopTask${suffix}`,
        summary: 'Start or stop a job',
        params: ActionPath,
        response: answers(ActionAnswer),
      },
    },
    async (request) => {
      const { task_id, command } = request.params
      await actOnJob(deps, callerOf(request), task_id, command)
      logAsked(request, command, task_id)
      return { id: task_id, status_code: 200, status_msg: 'success' }
    },
  )
}
