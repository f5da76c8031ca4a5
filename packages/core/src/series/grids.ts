/**
 * How finely points are kept: per minute, and put together per quarter of an hour, so that a year is read from 35,000
 * rows instead of half a million. Clocks of all named zones are whole quarters of an hour from UTC.
 */
export const MINUTE_MS = 60_000
export const QUARTER_MS = 900_000
export const GRIDS = [MINUTE_MS, QUARTER_MS] as const
export type Grid = (typeof GRIDS)[number]

/** The coarsest grid of which no stretch lies across one of the edges. */
export const gridFor = (edges: readonly number[]): Grid =>
  edges.every((edge) => edge % QUARTER_MS === 0) ? QUARTER_MS : MINUTE_MS

/**
 * The stretch of a grid that a point belongs to: that of the middle of its interval, which a frame's delay does not
 * push over an edge.
 * @param at when the interval ended, milliseconds UTC
 */
export function gridMoment(grid: Grid, at: number, seconds: number): number {
  const middle = at - seconds * 500
  return Math.floor(middle / grid) * grid
}
