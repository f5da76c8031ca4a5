/** Tables: aligned columns that shrink to the terminal's width. */
import { cut, pad, plain, textWidth } from './text.js'

export interface Column {
  title: string
  align?: 'left' | 'right'
  /** May be cut when the table is wider than the terminal. */
  shrinks?: boolean
}

const GAP = '  '
/** No column is cut below this. */
const LEAST = 8

/**
 * @param width cells of the terminal; Infinity where there is none, so that nothing is cut
 * @returns lines without a line break at the end
 */
export function renderTable(
  columns: readonly Column[],
  rows: readonly (readonly string[])[],
  width = Number.POSITIVE_INFINITY,
): string {
  const lines = [columns.map((c) => c.title), ...rows.map((row) => row.map(plain))]
  const widths = fitted(columns, lines, width)
  return lines
    .map((line) =>
      columns
        .map((column, i) => pad(cut(line[i] ?? '', widths[i]!), widths[i]!, column.align ?? 'left'))
        .join(GAP)
        .trimEnd(),
    )
    .join('\n')
}

/** Takes cells from the widest column that may shrink until the table fits or nothing can shrink. */
function fitted(columns: readonly Column[], lines: readonly (readonly string[])[], width: number): number[] {
  const widths = columns.map((_, i) => Math.max(...lines.map((line) => textWidth(line[i] ?? ''))))
  let excess = widths.reduce((sum, w) => sum + w, GAP.length * (columns.length - 1)) - width
  while (excess > 0) {
    const shrinkable = widths.map((w, i) => (columns[i]!.shrinks && w > LEAST ? w : 0))
    const widest = Math.max(...shrinkable)
    if (widest === 0) break
    const at = shrinkable.indexOf(widest)
    widths[at] = widest - 1
    excess--
  }
  return widths
}
