/** What may become of a job, written out by hand: nothing here is taken from the code that is tested. */
import type { JobState, RunReport } from '@vigia/core'

export type Action = 'start' | 'stop' | 'delete'

/** A run is owned by a worker, or is to be. */
export const RUNS: readonly JobState[] = [
  'SCHEDULING',
  'STARTING',
  'RUNNING',
  'ABNORMAL',
  'RECOVERING',
  'UPGRADING',
]
/** The run ended by itself. */
export const ENDED: readonly JobState[] = ['SUCCEEDED', 'FAILED', 'CREATE_FAILED', 'START_FAILED']
/** Waits for a worker, or for a stream. */
export const WAITS: readonly JobState[] = ['PENDING', 'LACK_OF_RESOURCES']
/** Everything of the job may be changed. */
export const AT_REST: readonly JobState[] = [...ENDED, 'STOPPED', 'STOPPED_NO_SERVICE', 'LACK_OF_RESOURCES']

/** The state that a user's action leads to; undefined: refused with VIAS.00010012. */
export function afterAction(action: Action, state: JobState): JobState | undefined {
  if (action === 'delete') return 'DELETING'
  if (action === 'stop') {
    return RUNS.includes(state) || WAITS.includes(state) || state === 'STOPPING' ? 'STOPPING' : undefined
  }
  if (state === 'ABNORMAL') return 'RECOVERING'
  return AT_REST.includes(state) ? 'PENDING' : undefined
}

/** What a report of the owner makes of a job whose run nobody has asked to end. */
export function afterReport(report: RunReport, state: JobState, epoch: number): JobState | undefined {
  switch (report.kind) {
    case 'begun':
      return state === 'SCHEDULING' ? 'STARTING' : state
    case 'running':
      return 'RUNNING'
    case 'abnormal':
      return 'ABNORMAL'
    case 'succeeded':
      return 'SUCCEEDED'
    case 'crashed':
      return state === 'SCHEDULING' ? 'PENDING' : 'RECOVERING'
    case 'failed':
      if (report.stage === 'run') return 'FAILED'
      return report.stage === 'prepare' && epoch === 1 ? 'CREATE_FAILED' : 'START_FAILED'
    default:
      return undefined
  }
}

/** After these reports the run is over for its worker. */
export const isEnd = ({ kind }: RunReport): boolean =>
  kind === 'succeeded' || kind === 'failed' || kind === 'stopped' || kind === 'crashed'
