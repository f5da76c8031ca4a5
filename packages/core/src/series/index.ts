/** Series: the numbers that results bring at regular times, and how they are put together. */
export * from './buckets.js'
export * from './grids.js'
export * from './points.js'
export * from './sums.js'
