/** Groups of neighbouring blocks. */

/**
 * @param marked row-major, `columns` × `rows`; 0 for blocks that do not count
 * @returns positions of each group's blocks; blocks that touch at a side or a corner are of one group
 */
export function groupsOf(marked: Uint8Array, columns: number, rows: number): number[][] {
  const open = Uint8Array.from(marked)
  const groups: number[][] = []
  for (let start = 0; start < open.length; start++) {
    if (!open[start]) continue
    open[start] = 0
    const group = [start]
    // The group is its own queue: what is found is looked at in turn.
    for (const at of group) {
      const [row, column] = [Math.floor(at / columns), at % columns]
      for (let y = Math.max(0, row - 1); y <= Math.min(rows - 1, row + 1); y++)
        for (let x = Math.max(0, column - 1); x <= Math.min(columns - 1, column + 1); x++) {
          if (!open[y * columns + x]) continue
          open[y * columns + x] = 0
          group.push(y * columns + x)
        }
    }
    groups.push(group)
  }
  return groups
}
