/** Optimal assignment of rows to columns: the shortest augmenting path form of the Hungarian method, O(n²m). */

/** Stands for "never": larger than any sum of real costs, which are at most 1 each for at most some hundred rows. */
const NEVER = 1e6

/**
 * Pairs `[row, column]` with the least total cost. `cost` gives a value from 0 to 1, or undefined when the pair is
 * not allowed. As many allowed pairs as possible are made, which is why a forbidden pair costs so much and is dropped
 * afterwards.
 */
export function assign(
  rows: number,
  columns: number,
  cost: (row: number, column: number) => number | undefined,
): [number, number][] {
  if (rows === 0 || columns === 0) return []
  if (rows > columns) {
    const turned = assign(columns, rows, (r, c) => cost(c, r))
    return turned.map(([r, c]): [number, number] => [c, r]).sort((a, b) => a[0] - b[0])
  }
  const at = Array.from({ length: rows }, (_, r) =>
    Array.from({ length: columns }, (_, c) => cost(r, c) ?? NEVER),
  )
  // Potentials and matches are 1-based; column 0 is the virtual start of each search.
  const u = new Array<number>(rows + 1).fill(0)
  const v = new Array<number>(columns + 1).fill(0)
  const rowOf = new Array<number>(columns + 1).fill(0)
  for (let row = 1; row <= rows; row++) {
    const from = new Array<number>(columns + 1).fill(0)
    const least = new Array<number>(columns + 1).fill(Number.POSITIVE_INFINITY)
    const used = new Array<boolean>(columns + 1).fill(false)
    rowOf[0] = row
    let column = 0
    do {
      used[column] = true
      const r = rowOf[column]!
      let delta = Number.POSITIVE_INFINITY
      let next = 0
      for (let c = 1; c <= columns; c++) {
        if (used[c]) continue
        const reduced = at[r - 1]![c - 1]! - u[r]! - v[c]!
        if (reduced < least[c]!) {
          least[c] = reduced
          from[c] = column
        }
        if (least[c]! < delta) {
          delta = least[c]!
          next = c
        }
      }
      for (let c = 0; c <= columns; c++) {
        if (used[c]) {
          u[rowOf[c]!] = u[rowOf[c]!]! + delta
          v[c] = v[c]! - delta
        } else least[c] = least[c]! - delta
      }
      column = next
    } while (rowOf[column] !== 0)
    while (column !== 0) {
      const before = from[column]!
      rowOf[column] = rowOf[before]!
      column = before
    }
  }
  const pairs: [number, number][] = []
  for (let c = 1; c <= columns; c++) {
    const r = rowOf[c]!
    if (r > 0 && at[r - 1]![c - 1]! < NEVER) pairs.push([r - 1, c - 1])
  }
  return pairs.sort((a, b) => a[0] - b[0])
}
