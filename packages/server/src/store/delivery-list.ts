/** Which deliveries a list shows, and which a replay takes. */
import { type Delivery, type DeliveryFilter, laneKey } from '@vigia/core'
import { type ExpressionBuilder, type ExpressionWrapper, type Kysely, type SqlBool, sql } from 'kysely'
import { toDelivery } from './delivery-rows.js'
import type { Tables } from './schema.js'

type Condition = ExpressionWrapper<Tables, 'deliveries', SqlBool>

export async function listDeliveries(
  db: Kysely<Tables>,
  projectId: string,
  filter: DeliveryFilter,
  { limit, after }: { limit: number; after?: { createdAt: number; id: string } },
): Promise<Delivery[]> {
  let query = db
    .selectFrom(sql`deliveries`.as<'deliveries'>(walked(filter)) as unknown as 'deliveries')
    .selectAll('deliveries')
    .where((eb) => matching(eb, projectId, filter))
  if (after)
    query = query.where((eb) =>
      eb.or([
        eb('created_at', '<', after.createdAt),
        eb.and([eb('created_at', '=', after.createdAt), eb('id', '<', after.id)]),
      ]),
    )
  const rows = await query.orderBy('created_at', 'desc').orderBy('id', 'desc').limit(limit).execute()
  return rows.map(toDelivery)
}

/** SQLite keeps no statistics here and would guess which index leaves fewest; each is in the order of the list. */
function walked(filter: DeliveryFilter) {
  const { messageId, jobId, state } = filter
  const index =
    messageId !== undefined
      ? 'by_message'
      : laneIn(filter) !== undefined
        ? 'of_lane'
        : state === 'pending' || state === 'dead'
          ? state
          : jobId !== undefined
            ? 'by_job'
            : 'by_project'
  return sql`deliveries indexed by ${sql.id(`deliveries_${index}`)}`
}

/** A subscription, and one channel of a job, are lanes. */
function laneIn({ jobId, channel, target }: DeliveryFilter): string | undefined {
  if (target !== undefined) return laneKey({ channel: 'subscription', id: target })
  const isLane = jobId !== undefined && channel !== undefined && channel !== 'subscription'
  return isLane ? laneKey({ channel, id: jobId }) : undefined
}

/** What is on its way is left alone: it has its own time. */
export const replayable =
  (projectId: string, which: { ids: string[] } | { filter: DeliveryFilter }) =>
  (eb: ExpressionBuilder<Tables, 'deliveries'>): Condition =>
    'ids' in which
      ? eb.and([eb('project_id', '=', projectId), eb('id', 'in', which.ids), eb('state', '!=', 'pending')])
      : eb.and([matching(eb, projectId, { state: 'dead', ...which.filter }), eb('state', '!=', 'pending')])

function matching(
  eb: ExpressionBuilder<Tables, 'deliveries'>,
  projectId: string,
  filter: DeliveryFilter,
): Condition {
  const { jobId, channel, messageId, state, from, to } = filter
  const conditions = [eb('project_id', '=', projectId)]
  if (jobId !== undefined) conditions.push(eb('job_id', '=', jobId))
  if (channel !== undefined) conditions.push(eb('channel', '=', channel))
  const lane = laneIn(filter)
  if (lane !== undefined) conditions.push(eb('lane', '=', lane))
  if (messageId !== undefined) conditions.push(eb('message_id', '=', messageId))
  // Said in the statement itself: an index of one state is of no use to a value that is told later.
  if (state !== undefined) conditions.push(eb('state', '=', sql.lit(state)))
  if (from !== undefined) conditions.push(eb('created_at', '>=', from))
  if (to !== undefined) conditions.push(eb('created_at', '<', to))
  return eb.and(conditions)
}
