/** What a schedule is: the days and the windows of wall time in which a job runs. */

/** From `begin` to before `end`, `hh:mm:ss` as clocks of the schedule's zone read; `end` may be `24:00:00`. */
export interface Period {
  begin: string
  end: string
}

/** As stored, and already checked by `parseSchedule`. */
export interface Schedule {
  type: 'weekly' | 'monthly'
  /** `+08:00`, or an IANA name such as `Europe/Berlin`, as given. */
  timezone: string
  /** 1-7 for Monday to Sunday, or 1-31, in the order given. */
  days: number[]
  /** As many entries as `days`, in the order of `days`; or 7 or 31, one for every day there can be. */
  periods: Period[][]
}

/** A part of a schedule is wrong; the message is its path, what is wrong with it, and the remedy. */
export class ScheduleError extends Error {
  /** @param field path of the part, e.g. `schedule.periods[2][0].end_at` */
  constructor(
    readonly field: string,
    what: string,
  ) {
    super(`${field}: ${what}.`)
  }
}
