/**
 * Jobs below their service, as the services before VIAS had them (platform-api section 1.1): list, details, update with
 * the details as answer, start, stop and delete with 202. Their create is v2's, which has the same path.
 */
import {
  LegacyListQuery,
  LegacyTaskDetails,
  LegacyTaskList,
  LegacyUpdateTask,
  ServicePath,
  ServiceTaskPath,
} from '@vigia/contract'
import { Type } from 'typebox'
import { actOnJob, findJob, listServiceJobs, updateJob } from '../use-cases/index.js'
import { aroundOf } from './around-job.js'
import { type App, callerOf, type RouteDeps } from './deps.js'
import { logAsked } from './job-log.js'
import { accepted, answers } from './operation.js'
import { detailsLegacy, listLegacy } from './present-legacy-job.js'

const JOBS = '/v2/:project_id/services/:service_name/tasks'
const JOB = `${JOBS}/:task_id`
const tags = ['jobs of a service']
/** These answer without a body. */
const ACCEPTED = accepted(Type.Unsafe<undefined>({ type: 'null', description: 'Accepted' }))

export function legacyJobRoutes(app: App, deps: RouteDeps): void {
  app.get(
    JOBS,
    {
      schema: {
        tags,
        operationId: 'listServiceTasks',
        summary: "List a service's jobs",
        params: ServicePath,
        querystring: LegacyListQuery,
        response: answers(LegacyTaskList),
      },
    },
    async (request) =>
      listLegacy(
        await listServiceJobs(deps, callerOf(request), request.params.service_name, request.query),
        deps,
      ),
  )

  app.get(
    JOB,
    {
      schema: {
        tags,
        operationId: 'showServiceTask',
        summary: 'Job details',
        params: ServiceTaskPath,
        response: answers(LegacyTaskDetails),
      },
    },
    async (request) => {
      const { task_id, service_name } = request.params
      const job = await findJob(deps, callerOf(request), task_id, service_name)
      return detailsLegacy(job, deps, await aroundOf(deps, job))
    },
  )

  app.put(
    JOB,
    {
      schema: {
        tags,
        operationId: 'updateServiceTask',
        summary: 'Update a job; answers its details',
        params: ServiceTaskPath,
        body: LegacyUpdateTask,
        response: answers(LegacyTaskDetails),
      },
    },
    async (request) => {
      const { task_id, service_name } = request.params
      const job = await updateJob(deps, callerOf(request), task_id, request.body, service_name)
      logAsked(request, 'update', task_id)
      return detailsLegacy(job, deps, await aroundOf(deps, job))
    },
  )

  for (const command of ['start', 'stop'] as const) {
    app.post(
      `${JOB}/${command}`,
      {
        schema: {
          tags,
          operationId: `${command}ServiceTask`,
          summary: `${command === 'start' ? 'Start' : 'Stop'} a job`,
          params: ServiceTaskPath,
          response: ACCEPTED,
        },
      },
      async (request, reply) => {
        const { task_id, service_name } = request.params
        await actOnJob(deps, callerOf(request), task_id, command, service_name)
        logAsked(request, command, task_id)
        return reply.code(202).send(undefined)
      },
    )
  }

  app.delete(
    JOB,
    {
      schema: {
        tags,
        operationId: 'deleteServiceTask',
        summary: 'Delete a job',
        params: ServiceTaskPath,
        response: ACCEPTED,
      },
    },
    async (request, reply) => {
      const { task_id, service_name } = request.params
      await actOnJob(deps, callerOf(request), task_id, 'delete', service_name)
      logAsked(request, 'delete', task_id)
      return reply.code(202).send(undefined)
    },
  )
}
