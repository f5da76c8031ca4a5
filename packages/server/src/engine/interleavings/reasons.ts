/** Why the engine may change a job that no user touched: a report, the end of a lease, a restart, or the schedule. */
import type { JobState, Lease, RunReport } from '@vigia/core'
import { afterReport, ENDED, isEnd, RUNS } from './rules.js'

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
}

interface Changing {
  id: string
  state: JobState
  wanted: 'run' | 'stop' | 'delete'
  window: object | undefined
  live: Lease | undefined
  wasLate: boolean
}

/** Throws when a rule is broken. */
export function must(holds: unknown, otherwise: string): asserts holds {
  if (!holds) throw new Error(otherwise)
}

/** @param isRelease the change takes the job from its owner */
export function mustHaveReason(
  { id, state: from, wanted, window, live, wasLate }: Changing,
  to: JobState,
  step: string,
  isRelease: boolean,
  { now, isBooting, said }: Around,
): void {
  const told = said.filter(({ jobId, epoch }) => jobId === id && epoch === live?.epoch)
  const isLost = !live || wasLate || live.until <= now || isBooting
  const isOver = isLost || told.some(({ report }) => isEnd(report))
  must(!isRelease || isOver, `${step} takes the run from its owner`)
  const isTold = told.some(({ report, epoch }) => afterReport(report, from, epoch) === to)
  const isTakenBack = isLost && to === (from === 'SCHEDULING' ? 'PENDING' : 'RECOVERING')
  const isClosed = to === 'STOPPING' && window !== undefined
  const isAllowed =
    from === to ||
    (RUNS.includes(from) && (isTold || isTakenBack || isClosed)) ||
    (ENDED.includes(from) && to === 'PENDING' && window !== undefined) ||
    (from === 'STOPPING' && to === 'STOPPED' && wanted === 'stop' && isOver) ||
    (from === 'STOPPING' && to === 'PENDING' && wanted === 'run' && isOver)
  must(isAllowed, `${step} without a reason`)
}
