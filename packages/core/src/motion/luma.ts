/** The small picture in which motion is looked for: mean brightness of blocks. */

/** Brightness of a frame, row-major, `columns` × `rows` block means of 0-255. */
export interface LumaBlocks {
  columns: number
  rows: number
  values: Float32Array
}

/**
 * A block is a person's width where he is 40 pixels high in a frame of 720 rows: 80 blocks to the longer side make it 16
 * pixels there, and 4 of a picture 320 wide.
 */
const BLOCKS_TO_A_SIDE = 80

/**
 * Averages a picture into blocks. Brightness is (R + 2 G + B) / 4, which is near enough to the eye's and made of shifts.
 * @param rgb `height` rows of `width` RGB pixels; what is left over at the right and lower edge is not looked at
 */
export function lumaBlocks(rgb: Uint8Array, width: number, height: number): LumaBlocks {
  const side = Math.max(1, Math.floor(Math.max(width, height) / BLOCKS_TO_A_SIDE))
  const columns = Math.floor(width / side)
  const rows = Math.floor(height / side)
  const values = new Float32Array(columns * rows)
  const share = 1 / (4 * side * side)
  for (let row = 0; row < rows; row++) {
    for (let y = row * side; y < (row + 1) * side; y++) {
      let at = y * width * 3
      for (let column = 0; column < columns; column++) {
        let sum = 0
        for (const end = at + side * 3; at < end; at += 3) sum += rgb[at]! + 2 * rgb[at + 1]! + rgb[at + 2]!
        values[row * columns + column]! += sum * share
      }
    }
  }
  return { columns, rows, values }
}
