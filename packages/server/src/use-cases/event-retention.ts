/** How long events of a project are kept: what it has chosen, what holds, and the removal of what is beyond. */
import type { EventRetentionChange, EventRetention as Wire } from '@vigia/contract'
import type { Clock, EventRetentionStore } from '@vigia/core'
import type { Caller } from './job-deps.js'

export interface RetentionDeps {
  eventRetention: EventRetentionStore
  clock: Clock
  /** For projects that have chosen nothing else. */
  keepEvents: { days: number; megabytes: number }
}

const DAY_MS = 86_400_000
const MEGABYTE = 1_000_000

export async function showRetention(deps: RetentionDeps, { projectId }: Caller): Promise<Wire> {
  const { days, bytes } = await deps.eventRetention.retention(projectId)
  const used = await deps.eventRetention.usedBytes(projectId)
  const megabytes = bytes === undefined ? undefined : bytes / MEGABYTE
  return {
    days: days ?? deps.keepEvents.days,
    megabytes: megabytes ?? deps.keepEvents.megabytes,
    own: { days: days ?? null, megabytes: megabytes ?? null },
    used_megabytes: Math.round(used / 1_000) / 1_000,
  }
}

export async function changeRetention(
  deps: RetentionDeps,
  caller: Caller,
  { days, megabytes }: EventRetentionChange,
): Promise<Wire> {
  await deps.eventRetention.setRetention(caller.projectId, {
    days: days ?? undefined,
    bytes: megabytes == null ? undefined : megabytes * MEGABYTE,
  })
  return showRetention(deps, caller)
}

/** Of all projects: first what is too old, then the oldest until the rest fits. */
export async function pruneEvents({ eventRetention, clock, keepEvents }: RetentionDeps): Promise<void> {
  for (const projectId of await eventRetention.projects()) {
    const own = await eventRetention.retention(projectId)
    const before = clock.now() - (own.days ?? keepEvents.days) * DAY_MS
    while ((await eventRetention.removeOldest(projectId, { before })) > 0) await others()
    const most = own.bytes ?? keepEvents.megabytes * MEGABYTE
    for (;;) {
      const bytes = (await eventRetention.usedBytes(projectId)) - most
      if (bytes <= 0 || (await eventRetention.removeOldest(projectId, { bytes })) === 0) break
      await others()
    }
  }
}

const others = (): Promise<void> => new Promise((resolve) => setImmediate(resolve))
