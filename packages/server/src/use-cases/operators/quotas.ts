/** How much a project holds, and how much it may. */
import type { QuotasAnswer } from '@vigia/contract'
import { QUOTAS, type QuotaName } from '@vigia/core'
import type { Actor, OperatorDeps } from './operator-deps.js'
import { projectInReach } from './reach.js'

export async function quotasOf(
  { identity }: Pick<OperatorDeps, 'identity'>,
  projectId: string,
): Promise<QuotasAnswer> {
  const uses = await identity.quotas(projectId)
  const shown = (name: QuotaName) => ({ ...uses[name], default: QUOTAS[name] })
  return {
    quotas: {
      jobs: shown('jobs'),
      sources: shown('sources'),
      groups: shown('groups'),
      streams: shown('streams'),
      cameras: shown('cameras'),
      data_streams: shown('data_streams'),
    },
  }
}

/** @throws IdentityRefusal missing */
export async function quotasInReach(deps: OperatorDeps, actor: Actor, id: string): Promise<QuotasAnswer> {
  await projectInReach(deps, actor, id)
  return quotasOf(deps, id)
}

/** @throws IdentityRefusal missing */
export async function changeQuotas(
  deps: OperatorDeps,
  actor: Actor,
  id: string,
  to: Partial<Record<QuotaName, number>>,
): Promise<QuotasAnswer> {
  await projectInReach(deps, actor, id)
  await deps.identity.setQuotas(id, to)
  deps.log.info({ project: id, quotas: to, user: actor.user.name }, 'quotas changed')
  return quotasOf(deps, id)
}
