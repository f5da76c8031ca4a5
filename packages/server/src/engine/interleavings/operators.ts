/** Operators who deploy and stop the service, cancel and renew the order, freeze and thaw the project, at any time. */
import { ApiError } from '@vigia/contract'
import { PLATFORM_DOMAIN, type RoleAssignment } from '@vigia/core'
import { PROJECT } from '@vigia/core/conformance'
import { cancelOrder, deployService, type JobDeps, renewOrder, stopService } from '../../use-cases/index.js'
import { type FreezeDeps, freezeProject, thawProject } from '../../use-cases/operators/index.js'
import type { Dice } from './dice.js'
import type { Witness } from './witness.js'
import { algIdOf, ORDER, RELEASES, SERVICE } from './world.js'

const HOUR = 3_600_000
const caller = { projectId: PROJECT, userName: 'operator' }
/** Freezing is for admins of the platform. */
const actor = {
  user: {
    id: 'operator',
    name: 'operator',
    domainId: PLATFORM_DOMAIN.id,
    domainName: PLATFORM_DOMAIN.name,
    passwordHash: '',
    description: '',
    enabled: true,
    domainEnabled: true,
  },
  grants: [
    { userId: 'operator', scope: 'domain', scopeId: PLATFORM_DOMAIN.id, role: 'admin' },
  ] satisfies RoleAssignment[],
}
export const OPERATIONS = ['deploy', 'upgrade', 'stop service', 'cancel', 'renew', 'freeze', 'thaw'] as const
export type Operation = (typeof OPERATIONS)[number]
export type OperatorsDeps = JobDeps & FreezeDeps

export async function operate(
  operation: Operation,
  deps: OperatorsDeps,
  dice: Dice,
  witness: Witness,
): Promise<void> {
  witness.note(`operator: ${operation}`)
  try {
    await perform(operation, deps, dice)
  } catch (error) {
    // An older release than the deployed one, an order that is over: nothing is changed then.
    if (!(error instanceof ApiError)) throw error
    witness.note(`operator: ${operation}: ${error.code}`)
  }
}

async function perform(operation: Operation, deps: OperatorsDeps, dice: Dice): Promise<unknown> {
  const deployed = async () => (await deps.deployments.get(PROJECT, SERVICE))?.version ?? '1.0'
  switch (operation) {
    case 'freeze':
      return freezeProject(deps, actor, PROJECT)
    case 'thaw':
      return thawProject(deps, actor, PROJECT)
    case 'deploy':
      return deployService(deps, caller, algIdOf(await deployed()), { stream_count: 100 })
    case 'upgrade':
      return deployService(deps, caller, algIdOf(dice.pick(RELEASES)), { stream_count: 100 })
    case 'stop service':
      return stopService(deps, caller, algIdOf(await deployed()))
    case 'cancel':
      return cancelOrder(deps, caller, ORDER)
    case 'renew': {
      const until = deps.clock.now() + dice.pick([1, 4]) * HOUR
      return renewOrder(deps, caller, ORDER, { until, streams: dice.pick([1, 2]) })
    }
  }
}
