/** Jobs in the v2 edition: create, list, details, update, start, stop, delete (platform-api section 1, rows 4 to 9). */
import {
  ActionAnswer,
  ActionPath,
  CreatedTasks,
  CreateTask,
  Empty,
  ListQueryV2,
  ProjectPath,
  ServicePath,
  TaskDetailsV2,
  TaskListV2,
  TaskPath,
  UpdateTask,
} from '@vigia/contract'
import { actOnJob, createJobs, findJob, listJobs, updateJob } from '../use-cases/index.js'
import { type App, callerOf, type RouteDeps } from './deps.js'
import { logAsked } from './job-log.js'
import { answers } from './operation.js'
import { detailsV2, listV2 } from './present-job.js'

const JOBS = '/v2/:project_id/tasks'
const JOB = `${JOBS}/:task_id`
const tags = ['jobs v2']

export function jobRoutesV2(app: App, deps: RouteDeps): void {
  app.post(
    '/v2/:project_id/services/:service_name/tasks',
    {
      schema: {
        tags,
        operationId: 'createTask',
        summary: 'Create jobs',
        params: ServicePath,
        body: CreateTask,
        response: answers(CreatedTasks),
      },
    },
    async (request) => {
      const jobs = await createJobs(deps, callerOf(request), request.params.service_name, request.body)
      logAsked(request, 'create', ...jobs.map(({ id }) => id))
      return { tasks: jobs.map(({ id }) => ({ id })) }
    },
  )

  app.get(
    JOBS,
    {
      schema: {
        tags,
        operationId: 'listTasks',
        summary: 'List jobs',
        params: ProjectPath,
        querystring: ListQueryV2,
        response: answers(TaskListV2),
      },
    },
    async (request) => listV2(await listJobs(deps, callerOf(request), request.query, 'v2'), deps),
  )

  app.get(
    JOB,
    {
      schema: {
        tags,
        operationId: 'showTask',
        summary: 'Job details',
        params: TaskPath,
        response: answers(TaskDetailsV2),
      },
    },
    async (request) => detailsV2(await findJob(deps, callerOf(request), request.params.task_id), deps),
  )

  app.put(
    JOB,
    {
      schema: {
        tags,
        operationId: 'updateTask',
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
    JOB,
    {
      schema: {
        tags,
        operationId: 'deleteTask',
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
    `${JOB}/action/:command`,
    {
      schema: {
        tags,
        operationId: 'startStopTask',
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
