/** Translates what a run says into an event of the state machine and words for `status`. Pure. */
import type { JobError, JobEvent, RunReport } from '@vigia/core'

export interface Meaning {
  event: JobEvent
  status: string | undefined
  error: JobError | undefined
}

/**
 * @param epoch of the run: what could not even be prepared for its first run was never really created
 * @throws RangeError for a report that changes no state
 */
export function meaningOf(report: RunReport, epoch: number): Meaning {
  switch (report.kind) {
    case 'running':
      return { event: 'running', status: report.status, error: undefined }
    case 'abnormal':
      return { event: 'abnormal', status: report.status, error: undefined }
    case 'succeeded':
      return { event: 'succeeded', status: report.status, error: undefined }
    case 'stopped':
      return { event: 'stopped', status: undefined, error: undefined }
    case 'crashed':
      return {
        event: 'lost',
        status: `The analysis process ended unexpectedly (${report.reason}); it is being started again.`,
        error: undefined,
      }
    case 'begun':
      return { event: 'begun', status: undefined, error: undefined }
    case 'failed':
      return {
        event: failure(report.stage, epoch),
        status: report.message,
        error: { code: report.code, message: report.message.slice(0, 512) },
      }
    case 'starting':
    case 'progress':
      throw new RangeError(`a report of kind ${report.kind} changes no state`)
  }
}

function failure(stage: 'prepare' | 'start' | 'run', epoch: number): JobEvent {
  if (stage === 'run') return 'failed'
  return stage === 'prepare' && epoch === 1 ? 'create_failed' : 'start_failed'
}
