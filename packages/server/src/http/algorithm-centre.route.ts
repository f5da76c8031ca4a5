/** The algorithm centre (platform-api section 1, rows 25 to 28): services of a project, deployed, upgraded and stopped. */
import {
  AlgorithmPath,
  DeployAlgorithm,
  DeployedAlgorithm,
  ProjectPath,
  ServiceDetail,
  StoppedAlgorithm,
  UserServicePath,
  UserServices,
  UserServicesQuery,
} from '@vigia/contract'
import { deployService, listServices, showService, stopService } from '../use-cases/index.js'
import { type App, callerOf, type RouteDeps } from './deps.js'
import { answers } from './operation.js'
import { presentService, presentServiceDetail } from './present-service.js'

const ALGORITHM = '/v2/:project_id/algorithm'
const DEPLOY = `${ALGORITHM}/:alg_id/deploy`
const tags = ['algorithm centre']

export function algorithmCentreRoutes(app: App, deps: RouteDeps): void {
  app.post(
    DEPLOY,
    {
      schema: {
        tags,
        operationId: 'deployAlgorithm',
        summary: 'Deploy a release of a service, change its streams, or upgrade to it',
        params: AlgorithmPath,
        body: DeployAlgorithm,
        response: answers(DeployedAlgorithm),
      },
    },
    async (request) => {
      const { titleEn } = await deployService(deps, callerOf(request), request.params.alg_id, request.body)
      return { alg_name: titleEn }
    },
  )

  app.put(
    `${DEPLOY}/stop`,
    {
      schema: {
        tags,
        operationId: 'stopDeployAlgorithm',
        summary: 'Stop a service: its jobs are stopped, and none starts until it is deployed again',
        params: AlgorithmPath,
        response: answers(StoppedAlgorithm),
      },
    },
    async (request) => {
      const { alg_id } = request.params
      await stopService(deps, callerOf(request), alg_id)
      return { alg_id }
    },
  )

  app.get(
    `${ALGORITHM}/services/user`,
    {
      schema: {
        tags,
        operationId: 'listUserServices',
        summary: 'Services of the project',
        params: ProjectPath,
        querystring: UserServicesQuery,
        response: answers(UserServices),
      },
    },
    async (request) => {
      const { services, total } = await listServices(deps, callerOf(request), request.query)
      return { count: services.length, total, service_list: services.map(presentService) }
    },
  )

  app.get(
    `${ALGORITHM}/services/:service_id`,
    {
      schema: {
        tags,
        operationId: 'showServiceDetail',
        summary: 'One service: releases, parameters, paths',
        params: UserServicePath,
        response: answers(ServiceDetail),
      },
    },
    async (request) => {
      const { project_id, service_id } = request.params
      return presentServiceDetail(await showService(deps, callerOf(request), service_id), project_id)
    },
  )
}
