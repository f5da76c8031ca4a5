/** Series of counts: written with the results they come from (`ResultStore.append`), kept longer than these. */
import type { Grid } from '../series/grids.js'
import type { SeriesAbout } from '../series/points.js'
import type { Sums } from '../series/sums.js'

export interface Series extends SeriesAbout {
  /** Of the store. */
  id: number
  jobId: string
  projectId: string
  /** Beginnings of the first and the last minute that has points, milliseconds UTC. */
  firstAt: number
  lastAt: number
}

export interface SeriesStore {
  /** By kind of event and key, lines and regions by their number; empty for a job of another project. */
  ofJob(projectId: string, jobId: string): Promise<Series[]>
  /**
   * What a series holds in [from, to), oldest first, at most `limit` stretches of the grid; the next ones follow from
   * the last one's `at`.
   */
  read(seriesId: number, grid: Grid, from: number, to: number, limit: number): Promise<Sums[]>
  /**
   * Deletes points before `olderThan` (milliseconds UTC), all points of jobs that are gone, and series without points;
   * in small transactions. Returns how many rows were deleted.
   */
  prune(olderThan: number): Promise<number>
}
