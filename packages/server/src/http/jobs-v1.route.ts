/** Jobs in the v1 edition, below `/infer`: the seed's details, list and delete, and our own create, update, action. */
import {
  CreatedTasks,
  CreateTaskV1,
  ListQueryV1,
  ProjectPath,
  ServicePath,
  TaskDetailsV1,
  TaskListV1,
  TaskPath,
} from '@vigia/contract'
import { findJob, groupNames, listJobs } from '../use-cases/index.js'
import { aroundOf } from './around-job.js'
import { createAnswer } from './create-answer.js'
import { type App, callerOf, type RouteDeps } from './deps.js'
import { detailsWriter } from './details-text.js'
import { jobChangeRoutes } from './job-changes.route.js'
import { answers, JSON_TYPE } from './operation.js'
import { detailsV1, listV1 } from './present-job.js'

const JOBS = '/v1/:project_id/infer/tasks'
const JOB = `${JOBS}/:task_id`
const detailsText = detailsWriter(detailsV1)
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
    (request) => createAnswer(deps, request, request.params.service_name, request.body),
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
    async (request) => {
      const page = await listJobs(deps, callerOf(request), request.query, 'v1')
      return listV1(page, deps, await groupNames(deps, page.jobs))
    },
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
    async (request, reply) => {
      const job = await findJob(deps, callerOf(request), request.params.task_id)
      return reply.type(JSON_TYPE).send(detailsText(job, deps, await aroundOf(deps, job)) as never)
    },
  )

  jobChangeRoutes(app, deps, { job: JOB, tags, suffix: 'V1' })
}
