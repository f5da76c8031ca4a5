/** Counts that a job made, as series over time. Every call throws VigiaError when it fails. */
import type { SeriesPoints, SeriesPointsQuery, TaskSeries, TaskSeriesItem } from '@vigia/contract'
import { type Caller, inProject, part } from './caller.js'

export class Series {
  constructor(private readonly call: Caller) {}

  /** What a job has counted. */
  async list(jobId: string): Promise<TaskSeriesItem[]> {
    const answer = await this.call.json(inProject('GET', `tasks/${part(jobId)}/series`))
    return (answer as TaskSeries).series
  }

  /** Oldest first: the last 24 hours by the hour unless told otherwise. */
  async points(jobId: string, query: Partial<SeriesPointsQuery> & { series: string }): Promise<SeriesPoints> {
    const make = inProject('GET', `tasks/${part(jobId)}/series/points`, { query })
    return (await this.call.json(make)) as SeriesPoints
  }
}
