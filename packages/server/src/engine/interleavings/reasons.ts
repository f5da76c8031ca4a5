/** Why the engine may change a job that no user touched: a report, the end of a lease, a restart, or the schedule. */
import type { JobState, Lease, RunReport } from '@vigia/core'
import { afterReport, ENDED, isEnd, RUNS, WAITS } from './rules.js'
import type { Fact } from './world.js'

/** A report on its way to the engine or in its hands. */
export interface Said {
  jobId: string
  epoch: number
  report: RunReport
}

export interface Around {
  now: number
  /** The server has just been restarted: no run of before is alive. */
  isBooting: boolean
  said: readonly Said[]
  /** What was true around the jobs at some time since the longest call under way began. */
  facts: ReadonlySet<Fact>
  /** Whether the batch is to be deleted. */
  isDoomed(batchId: string | undefined): boolean
}

interface Changing {
  id: string
  state: JobState
  wanted: 'run' | 'stop' | 'delete'
  window: object | undefined
  live: Lease | undefined
  wasLate: boolean
  isOnOrder: boolean
  batchId: string | undefined
}

/** Throws when a rule is broken. */
export function must(holds: unknown, otherwise: string): asserts holds {
  if (!holds) throw new Error(otherwise)
}

/** The engine may stop jobs for good when they have lost what they need. */
export const mayStop = ({ isOnOrder }: Pick<Changing, 'isOnOrder'>, { facts }: Around): boolean =>
  facts.has('service stopped') || (isOnOrder && facts.has('order over'))

/** @param isRelease the change takes the job from its owner */
export function mustHaveReason(
  job: Changing,
  to: JobState,
  step: string,
  isRelease: boolean,
  around: Around,
): void {
  const { id, state: from, wanted, window, live, wasLate, isOnOrder } = job
  const { now, isBooting, said, facts } = around
  const told = said.filter(({ jobId, epoch }) => jobId === id && epoch === live?.epoch)
  const isLost = !live || wasLate || live.until <= now || isBooting
  const isOver = isLost || told.some(({ report }) => isEnd(report))
  must(!isRelease || isOver || to === 'UPGRADING', `${step} takes the run from its owner`)
  const isTold = told.some(({ report, epoch }) => afterReport(report, from, epoch) === to)
  const isTakenBack = isLost && to === (from === 'SCHEDULING' ? 'PENDING' : 'RECOVERING')
  const isClosed = to === 'STOPPING' && window !== undefined
  const isStopped = to === 'STOPPING' && mayStop(job, around)
  const isFreezing = to === 'FREEZING' && facts.has('frozen')
  const isUpgraded = to === 'UPGRADING' && (from === 'RUNNING' || from === 'ABNORMAL')
  const isAllowed =
    from === to ||
    (to === 'DELETING' && around.isDoomed(job.batchId)) ||
    (RUNS.includes(from) && (isTold || isTakenBack || isClosed || isStopped || isFreezing || isUpgraded)) ||
    (WAITS.includes(from) && (isStopped || isFreezing)) ||
    (from === 'PENDING' && to === 'LACK_OF_RESOURCES' && (isOnOrder || facts.has('service stopped'))) ||
    (from === 'LACK_OF_RESOURCES' && to === 'PENDING') ||
    (from === 'FREEZING' && to === 'FROZEN' && isOver) ||
    (from === 'FROZEN' && to === 'PENDING' && facts.has('thawing')) ||
    (from === 'STOPPED' && to === 'STOPPED_NO_SERVICE' && facts.has('service stopped')) ||
    (from === 'STOPPED_NO_SERVICE' && to === 'STOPPED' && facts.has('service runs')) ||
    (ENDED.includes(from) && to === 'PENDING' && window !== undefined) ||
    (from === 'STOPPING' && to === 'STOPPED' && wanted === 'stop' && isOver) ||
    (from === 'STOPPING' && to === 'PENDING' && wanted === 'run' && isOver)
  must(isAllowed, `${step} without a reason`)
}
