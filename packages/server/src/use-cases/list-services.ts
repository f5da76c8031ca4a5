/** The services of a project: every installed algorithm, whether it is used or not. */
import type { UserServicesQuery } from '@vigia/contract'
import type { Caller } from './job-deps.js'
import { type ServiceDeps, type ServiceView, viewService } from './view-service.js'

export interface ServicePage {
  services: ServiceView[]
  /** Services that match, on all pages. */
  total: number
}

export async function listServices(
  deps: ServiceDeps,
  { projectId }: Caller,
  query: UserServicesQuery,
): Promise<ServicePage> {
  const { name_like: part = '', alg_status: wanted } = query
  const named = [...deps.algorithms.values()].filter(({ serviceName, titleEn, titleZh }) =>
    [serviceName, titleEn, titleZh].some((name) => name.includes(part)),
  )
  const deployments = new Map((await deps.deployments.ofProject(projectId)).map((d) => [d.serviceName, d]))
  const packages = await deps.orders.packages()
  const views: ServiceView[] = []
  for (const algorithm of named) {
    const deployment = deployments.get(algorithm.serviceName)
    views.push(await viewService(deps, projectId, algorithm, deployment, packages))
  }
  const matching = views
    .filter(({ status }) => wanted === undefined || wanted.includes(status))
    .sort((a, b) => (query.order_by === 'asc' ? 1 : -1) * compare(a, b, query.sort_name))
  const first = (query.page_num - 1) * query.page_size
  const services = query.is_paged ? matching.slice(first, first + query.page_size) : matching
  return { services, total: matching.length }
}

/** Since when the project uses the service, else when it was released; milliseconds UTC. */
export const createdAt = ({ deployment, release }: ServiceView): number =>
  deployment?.createdAt ?? release.releasedAt

function compare(a: ServiceView, b: ServiceView, by: UserServicesQuery['sort_name']): number {
  const byVersion = a.version.localeCompare(b.version, 'en', { numeric: true })
  const byTime = createdAt(a) - createdAt(b)
  const byName = a.algorithm.serviceName < b.algorithm.serviceName ? -1 : 1
  return (by === 'function_version' ? byVersion : byTime) || byName
}
