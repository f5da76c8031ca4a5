/** Operators who deploy and stop the service, cancel and renew the order, freeze and thaw the project, at any time. */
import type { DeploymentStore, OrderStore } from '@vigia/core'
import { PROJECT } from '@vigia/core/conformance'
import type { Dice } from './dice.js'
import type { Witness } from './witness.js'
import { ORDER, RELEASES, SERVICE } from './world.js'

/** The project as the database has it; it outlives every process. */
export interface ProjectStore {
  frozenProjects(): Promise<{ id: string; frozen: 1 | 2 }[]>
  thawed(id: string): Promise<void>
  freeze(): Promise<void>
  thaw(): Promise<void>
}

/** The stores around the jobs, as one life of the process sees them. */
export interface AroundStores {
  deployments: DeploymentStore
  orders: OrderStore
  projects: ProjectStore
}

const HOUR = 3_600_000
export const OPERATIONS = ['deploy', 'stop service', 'cancel', 'renew', 'freeze', 'thaw'] as const
export type Operation = (typeof OPERATIONS)[number]

export async function operate(
  operation: Operation,
  { deployments, orders, projects }: AroundStores,
  dice: Dice,
  witness: Witness,
  now: number,
): Promise<void> {
  witness.note(`operator: ${operation}`)
  if (operation === 'freeze') return projects.freeze()
  if (operation === 'thaw') return projects.thaw()
  if (operation === 'deploy' || operation === 'stop service') {
    const before = await deployments.get(PROJECT, SERVICE)
    if (!before) return
    const deployed = {
      wanted: 'run',
      upgrading: true,
      version: laterOf(before.version, dice.pick(RELEASES)),
    } as const
    const to = operation === 'deploy' ? deployed : ({ wanted: 'stop' } as const)
    // A change within the same millisecond must be told apart from the one before.
    return deployments.put({ ...before, ...to, updatedAt: Math.max(now, before.updatedAt + 1) })
  }
  const before = await orders.find(ORDER)
  if (!before || before.state === 'cancelled') return
  const until = now + dice.pick([1, 4]) * HOUR
  const streams = dice.pick([1, 2])
  const to =
    operation === 'renew'
      ? ({ state: 'active', until, streams } as const)
      : ({ state: 'cancelled', until: before.until, streams: before.streams } as const)
  await orders.change(before, { ...to, updatedAt: now })
}

const laterOf = (a: string, b: string): string => (Number(a) > Number(b) ? a : b)
