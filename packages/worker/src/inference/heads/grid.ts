/** The grids that anchor-free detectors predict on: which cell an anchor's number stands for. */

export interface GridLevel {
  /** Pixels of the input in one cell. */
  stride: number
  columns: number
  rows: number
  /** Number of its first cell; cells follow row by row, levels one after the other. */
  first: number
}

export function gridLevels(width: number, height: number, strides: readonly number[]): GridLevel[] {
  let first = 0
  return strides.map((stride) => {
    const level = { stride, columns: Math.ceil(width / stride), rows: Math.ceil(height / stride), first }
    first += level.columns * level.rows
    return level
  })
}

export const cellCount = (levels: readonly GridLevel[]): number =>
  levels.reduce((sum, { columns, rows }) => sum + columns * rows, 0)

/** Column and row of the cell, and its level's stride. */
export function cellOf(
  levels: readonly GridLevel[],
  anchor: number,
): { column: number; row: number; stride: number } {
  const level = levels.findLast(({ first }) => anchor >= first)!
  const at = anchor - level.first
  return { column: at % level.columns, row: Math.floor(at / level.columns), stride: level.stride }
}
