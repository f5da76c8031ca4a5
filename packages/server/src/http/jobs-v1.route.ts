/** Jobs in the v1 edition, below `/infer`: the seed's details, list and delete, and our own create, update, action. */
import {
  ActionAnswer,
  ActionPath,
  CreatedTasks,
  CreateTaskV1,
  Empty,
  ListQueryV1,
  ProjectPath,
  ServicePath,
  TaskDetailsV1,
  TaskListV1,
  TaskPath,
  UpdateTask,
} from '@vigia/contract'
import { actOnJob, createJobs, findJob, listJobs, updateJob } from '../use-cases/index.js'
import { type App, callerOf, type RouteDeps } from './deps.js'
import { logAsked } from './job-log.js'
import { answers } from './operation.js'
import { detailsV1, listV1 } from './present-job.js'

const JOBS = '/v1/:project_id/infer/tasks'
const JOB = `${JOBS}/:task_id`
const tags = ['jobs v1']

export function jobRoutesV1(app: App, deps: RouteDeps): void {
  app.post(
    '/v1/:project_id/infer/services/:service_name/tasks',
    {
      schema: {
        tags,
        operationId: 'createTaskV1',
        summary: 'Create jobs',
        params: ServicePath,
        body: CreateTaskV1,
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
        operationId: 'listTasksV1',
        summary: 'List jobs',
        params: ProjectPath,
        querystring: ListQueryV1,
        response: answers(TaskListV1),
      },
    },
    async (request) => listV1(await listJobs(deps, callerOf(request), request.query, 'v1'), deps),
  )

  app.get(
    JOB,
    {
      schema: {
        tags,
        operationId: 'showTaskV1',
        summary: 'Job details',
        params: TaskPath,
        response: answers(TaskDetailsV1),
      },
    },
    async (request) => detailsV1(await findJob(deps, callerOf(request), request.params.task_id), deps),
  )

  app.put(
    JOB,
    {
      schema: {
        tags,
        operationId: 'updateTaskV1',
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
        operationId: 'deleteTaskV1',
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
        operationId: 'startStopTaskV1',
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
