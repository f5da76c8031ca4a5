/** A page of a project's batches, by the documented filters. */
import type { BatchListQuery } from '@vigia/contract'
import type { Algorithm, BatchFilter, BatchSummary, JobState } from '@vigia/core'
import type { BatchDeps } from './batch-deps.js'
import type { Caller } from './job-deps.js'

/** Rows of an answer that is not paged. */
const MOST_UNPAGED = 1_000
/** Sources that a row names. */
export const MOST_SOURCE_NAMES = 20

/** @returns `total`: batches that match, on all pages */
export async function listBatches(
  deps: Pick<BatchDeps, 'batches' | 'algorithms'>,
  { projectId }: Caller,
  query: BatchListQuery,
): Promise<{ batches: BatchSummary[]; total: number }> {
  const { is_paged, page_size, page_num } = query
  const filter: BatchFilter = {
    projectId,
    sortBy: query.sort_name,
    sortDir: query.order_by,
    offset: is_paged ? (page_num - 1) * page_size : 0,
    limit: is_paged ? page_size : MOST_UNPAGED,
    mostSources: MOST_SOURCE_NAMES,
  }
  if (query.video_group !== undefined) filter.groups = query.video_group.split(',')
  if (query.task_state !== undefined) filter.state = query.task_state.toUpperCase() as JobState
  if (query.name_like && query.type_like !== 'publish_service_name') filter.nameLike = query.name_like
  const serviceNames = servicesOf(query, deps.algorithms)
  if (serviceNames?.length === 0) return { batches: [], total: 0 }
  if (serviceNames) filter.serviceNames = serviceNames
  return deps.batches.list(filter)
}

/** Services that pass the filters on the algorithm; undefined when there is no such filter. */
function servicesOf(
  { title, manufacturer, type_like, name_like }: BatchListQuery,
  algorithms: ReadonlyMap<string, Algorithm>,
): string[] | undefined {
  const service = type_like === 'publish_service_name' ? name_like : undefined
  if (title === undefined && manufacturer === undefined && !service) return undefined
  const hasTitle = ({ titleEn, titleZh }: Algorithm, part: string) =>
    titleEn.includes(part) || titleZh.includes(part)
  return [...algorithms.values()]
    .filter((a) => title === undefined || hasTitle(a, title))
    .filter((a) => manufacturer === undefined || a.company.includes(manufacturer))
    .filter((a) => !service || a.serviceName.includes(service) || hasTitle(a, service))
    .map((a) => a.serviceName)
}
