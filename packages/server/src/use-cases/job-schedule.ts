/** When a job runs: the wire's `schedule`, and whether what the job reads can be turned on and off by one. */
import type { TaskSchedule } from '@vigia/contract'
import { type DirectInput, type JobInput, parseSchedule, type Schedule, ScheduleError } from '@vigia/core'
import { invalid } from './invalid.js'

/** @throws ApiError naming the field */
export function toSchedule(wire: TaskSchedule): Schedule {
  try {
    return parseSchedule(wire)
  } catch (error) {
    if (error instanceof ScheduleError) throw invalid(error.message)
    throw error
  }
}

/** A schedule turns streams on and off; a file would begin anew with every window. */
export const takesSchedules = (input: DirectInput): boolean =>
  input.type !== 'obs' && (input.type !== 'url' || /^(rtsp|rtmp):/.test(input.url))

/**
 * @param reads what each item of the input is when it runs
 * @throws ApiError naming the field
 */
export function checkSchedulable(inputs: JobInput[], reads: DirectInput[]): void {
  inputs.forEach((input, i) => {
    if (takesSchedules(reads[i]!)) return
    if (input.type === 'obs') {
      throw invalid('schedule: jobs with obs input take no schedule; leave schedule out')
    }
    const field = input.type === 'video_source' ? 'video_source_id' : 'url'
    throw invalid(
      `input.data[${i}].${field}: a job with a schedule reads an rtsp:// or rtmp:// stream; give one, or leave schedule out`,
    )
  })
}
