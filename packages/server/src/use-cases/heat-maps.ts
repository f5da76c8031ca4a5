/** The heat maps of a job: pictures that its results of people flow hold. */
import type { HeatMaps } from '@vigia/contract'
import { findJob } from './find-job.js'
import type { Caller } from './job-deps.js'
import type { ResultDeps } from './list-results.js'

export type HeatMapStyle = 'density' | 'points'

const HEAT_MAP = 131075
const MEMBERS = { density: 'heat_image_base64', points: 'heatpoint_image_base64' } as const

/**
 * Newest first.
 * @param before exclusive upper bound of their time, integer milliseconds UTC
 * @throws ApiError VIAS.00010007
 */
export async function listHeatMaps(
  deps: ResultDeps,
  caller: Caller,
  jobId: string,
  { limit, before }: { limit: number; before?: number | undefined },
): Promise<HeatMaps> {
  const job = await findJob(deps, caller, jobId)
  const rows = await deps.results.list(caller.projectId, job.id, limit, before, HEAT_MAP)
  const heat_maps = rows.map(({ messageId, at, envelope }) => ({
    message_id: messageId,
    at: new Date(at).toISOString(),
    interval: Number((envelope.data as { interval?: unknown } | undefined)?.interval ?? 0),
  }))
  return { count: heat_maps.length, heat_maps }
}

/**
 * JPEG bytes; undefined when the job has no such heat map.
 * @throws ApiError VIAS.00010007
 */
export async function heatMap(
  deps: ResultDeps,
  caller: Caller,
  jobId: string,
  messageId: string,
  style: HeatMapStyle,
): Promise<Uint8Array | undefined> {
  const job = await findJob(deps, caller, jobId)
  const result = await deps.results.byMessageId(messageId)
  if (result?.jobId !== job.id || result.eventType !== HEAT_MAP) return undefined
  const picture = (result.envelope.data as Record<string, unknown> | undefined)?.[MEMBERS[style]]
  return typeof picture === 'string' ? Buffer.from(picture, 'base64') : undefined
}
