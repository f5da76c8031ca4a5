/** What a started job is to be at one moment: its schedule asked, its answer in words. Pure. */
import {
  describeMoment,
  HORIZON_DAYS,
  nextWindow,
  phaseAt,
  type Schedule,
  ScheduleError,
} from '../schedule/index.js'

export interface Plan {
  desired: 'run' | 'rest'
  /** When to ask again, integer milliseconds UTC; undefined without a schedule. */
  nextAt: number | undefined
  /** Why the job rests and until when; undefined when it is to run. */
  status: string | undefined
}

/** A zone may come back with the next release of Node. */
const LOOK_AGAIN_MS = 3_600_000

/** @param now integer milliseconds UTC by the wall clock */
export function planAt(schedule: Schedule | undefined, now: number): Plan {
  if (!schedule) return { desired: 'run', nextAt: undefined, status: undefined }
  try {
    return followed(schedule, now)
  } catch (error) {
    if (!(error instanceof ScheduleError)) throw error
    const status = `Its schedule cannot be followed by this installation any more. ${error.message} Stop the job, correct its schedule and start it again.`
    return { desired: 'rest', nextAt: now + LOOK_AGAIN_MS, status }
  }
}

function followed(schedule: Schedule, now: number): Plan {
  const { inside, until } = phaseAt(schedule, now)
  if (inside) return { desired: 'run', nextAt: until, status: undefined }
  return { desired: 'rest', nextAt: until, status: restingStatus(schedule, now) }
}

function restingStatus(schedule: Schedule, now: number): string {
  const window = nextWindow(schedule, now)
  const next = window
    ? `it begins on ${describeMoment(window.begin, schedule.timezone)} and ends on ${describeMoment(window.end, schedule.timezone)}`
    : `none begins within ${HORIZON_DAYS[schedule.type]} days`
  return `Waiting for the next window of its schedule: ${next}. Stop the job to disarm the schedule.`
}
