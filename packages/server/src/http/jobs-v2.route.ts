/** Jobs in the v2 edition: create, list, details, update, start, stop, delete (platform-api section 1, rows 4 to 9). */
import {
  CreatedTasks,
  CreateTask,
  ListQueryV2,
  ProjectPath,
  ServicePath,
  TaskDetailsV2,
  TaskListV2,
  TaskPath,
} from '@vigia/contract'
import { findJob, listJobs } from '../use-cases/index.js'
import { aroundOf } from './around-job.js'
import { createAnswer } from './create-answer.js'
import { type App, callerOf, type RouteDeps } from './deps.js'
import { detailsWriter } from './details-text.js'
import { jobChangeRoutes } from './job-changes.route.js'
import { answers, JSON_TYPE } from './operation.js'
import { detailsV2, listV2 } from './present-job.js'

const JOBS = '/v2/:project_id/tasks'
const JOB = `${JOBS}/:task_id`
const detailsText = detailsWriter(detailsV2)
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
    (request) => createAnswer(deps, request, request.params.service_name, request.body),
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
    async (request, reply) => {
      const job = await findJob(deps, callerOf(request), request.params.task_id)
      return reply.type(JSON_TYPE).send(detailsText(job, deps, await aroundOf(deps, job)) as never)
    },
  )

  jobChangeRoutes(app, deps, { job: JOB, tags, suffix: '' })
}
