/** Which deliveries a list shows, and which a replay takes. */
import type { Delivery, DeliveryFilter } from '@vigia/core'
import type { ExpressionBuilder, ExpressionWrapper, Kysely, SqlBool } from 'kysely'
import { laneKey, toDelivery } from './delivery-rows.js'
import type { Tables } from './schema.js'

type Condition = ExpressionWrapper<Tables, 'deliveries', SqlBool>

export async function listDeliveries(
  db: Kysely<Tables>,
  projectId: string,
  filter: DeliveryFilter,
  { limit, after }: { limit: number; after?: { createdAt: number; id: string } },
): Promise<Delivery[]> {
  let query = db
    .selectFrom('deliveries')
    .selectAll()
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
  { jobId, channel, target, messageId, state, from, to }: DeliveryFilter,
): Condition {
  const conditions = [eb('project_id', '=', projectId)]
  if (jobId !== undefined) conditions.push(eb('job_id', '=', jobId))
  if (channel !== undefined) conditions.push(eb('channel', '=', channel))
  if (target !== undefined) conditions.push(eb('lane', '=', laneKey({ channel: 'subscription', id: target })))
  if (messageId !== undefined) conditions.push(eb('message_id', '=', messageId))
  if (state !== undefined) conditions.push(eb('state', '=', state))
  if (from !== undefined) conditions.push(eb('created_at', '>=', from))
  if (to !== undefined) conditions.push(eb('created_at', '<', to))
  return eb.and(conditions)
}
