/** A page of a project's jobs, by the documented filters of both editions. */
import type { ListQueryV1, ListQueryV2 } from '@vigia/contract'
import type { Algorithm, JobFilter, JobState, JobSummary, Order } from '@vigia/core'
import type { Caller, JobDeps } from './job-deps.js'

export interface JobPage {
  jobs: JobSummary[]
  /** That the jobs of the page run on, by id. */
  orders: ReadonlyMap<string, Order>
  /** Jobs that match, on all pages. */
  total: number
  page: number
  pageSize: number
}

type Query = Omit<ListQueryV1, 'task_state'> &
  Partial<Pick<ListQueryV2, 'task_state' | 'alg_id' | 'source_data_type'>>

/** @param edition v1 shows three newer states under older names; its state filter finds them there */
export async function listJobs(
  deps: Pick<JobDeps, 'jobs' | 'orders' | 'algorithms'>,
  caller: Caller,
  query: Query,
  edition: 'v1' | 'v2',
): Promise<JobPage> {
  const { page, page_size: pageSize } = query
  const offset = (page - 1) * pageSize
  const filter: Omit<JobFilter, 'offset' | 'limit'> = { projectId: caller.projectId, sortDir: query.sort_dir }
  const state = query.task_state
  if (state !== undefined) filter.states = edition === 'v1' ? statesBehind(state) : [state]
  // An empty part is in every name.
  if (query.task_name) filter.nameLike = query.task_name
  if (query.camera_name) filter.sourceNameLike = query.camera_name
  const serviceNames = servicesOf(query, deps.algorithms)
  if (serviceNames) filter.serviceNames = serviceNames
  const serviceVersion = versionOf(query, deps.algorithms)
  if (serviceVersion !== undefined) filter.serviceVersion = serviceVersion
  if (query.batch_id !== undefined) filter.batchId = query.batch_id
  if (query.video_group_id !== undefined) filter.groupIds = query.video_group_id.split(',')
  // Every job of this platform is an `async_task`.
  if (query.source_data_type === 'sync_task' || serviceNames?.length === 0)
    return { jobs: [], orders: new Map(), total: 0, page, pageSize }
  const found = await deps.jobs.list({ ...filter, offset, limit: pageSize })
  return { ...found, orders: await ordersOf(deps, found.jobs), page, pageSize }
}

/** Services that pass the filters on the algorithm; undefined when there is no such filter. */
function servicesOf(
  { title, company, alg_id }: Query,
  algorithms: ReadonlyMap<string, Algorithm>,
): string[] | undefined {
  if (title === undefined && alg_id === undefined && !company) return undefined
  const companies = company ? company.split(',') : undefined
  return [...algorithms.values()]
    .filter((a) => title === undefined || a.titleEn.includes(title) || a.titleZh.includes(title))
    .filter((a) => companies === undefined || companies.includes(a.company))
    .filter(
      (a) => alg_id === undefined || a.serviceId === alg_id || a.releases.some((r) => r.algId === alg_id),
    )
    .map((a) => a.serviceName)
}

/** `alg_id` is that of a service or that of one of its releases. */
function versionOf({ alg_id }: Query, algorithms: ReadonlyMap<string, Algorithm>): string | undefined {
  const releases = [...algorithms.values()].flatMap((algorithm) => algorithm.releases)
  return releases.find((release) => release.algId === alg_id)?.version
}

async function ordersOf(
  { orders }: Pick<JobDeps, 'orders'>,
  jobs: JobSummary[],
): Promise<ReadonlyMap<string, Order>> {
  const found = new Map<string, Order>()
  for (const id of new Set(jobs.flatMap(({ orderId }) => orderId ?? []))) {
    const order = await orders.find(id)
    if (order) found.set(id, order)
  }
  return found
}

/** The states that an edition of 15 shows under this name. */
export function statesBehind(state: JobState): JobState[] {
  if (state === 'PENDING') return ['PENDING', 'SCHEDULING', 'LACK_OF_RESOURCES']
  if (state === 'STOPPED') return ['STOPPED', 'STOPPED_NO_SERVICE']
  return [state]
}
