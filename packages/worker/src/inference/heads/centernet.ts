/**
 * `centernet`: objects as points (Zhou et al. 2019). Option `form`:
 * - `maps`: `heatmap` [1, C, h, w], `size` [1, 2, h, w] (width, height) and `offset` [1, 2, h, w] (x, y), all in cells
 *   of the maps. A cell counts where none of its eight neighbours is greater: that is all the suppression there is.
 * - `decoded`: `output` [1, K, 6] as in `boxes6`, with its options `columns` and `unit`.
 * Other options: `activation` (none: the export has applied the sigmoid).
 */
import { CandidateList } from '../candidates.js'
import { scoreScale } from './activation.js'
import { fromCentre } from './corners.js'
import { type BoxHead, type HeadOutput, oneOf, type Reading, type ScoredBox } from './head.js'
import { columnOrder, decodeSix, SIX_SHAPES } from './six-columns.js'

const isDecoded = ({ form }: Reading['options'] = {}): boolean => form === 'decoded'

export const centernet: BoxHead = {
  kind: 'boxes',
  overlap: undefined,
  options: {
    form: oneOf('maps', 'decoded'),
    columns: columnOrder,
    unit: oneOf('fractions', 'pixels'),
    activation: oneOf('none', 'sigmoid'),
  },
  needs: ({ labels, options }) =>
    isDecoded(options)
      ? [{ role: 'output', shapes: SIX_SHAPES }]
      : [
          { role: 'heatmap', shapes: [[1, labels.length, 'h', 'w']], because: `${labels.length} labels` },
          { role: 'size', shapes: [[1, 2, 'h', 'w']] },
          { role: 'offset', shapes: [[1, 2, 'h', 'w']] },
        ],
  decode: ({ output, heatmap, size, offset }, reading) =>
    isDecoded(reading.options) ? decodeSix(output!, reading) : decodeMaps(heatmap!, size!, offset!, reading),
}

function decodeMaps(
  heatmap: HeadOutput,
  size: HeadOutput,
  offset: HeadOutput,
  { width, height, columns, minScore, options }: Reading,
): ScoredBox[] {
  const [rows, cols] = [heatmap.dims[2]!, heatmap.dims[3]!]
  const cells = rows * cols
  const scale = scoreScale(options.activation ?? 'none', minScore)
  const list = new CandidateList(scale.floor)
  for (const column of columns) {
    const map = heatmap.data.subarray(column * cells, (column + 1) * cells)
    for (let cell = 0; cell < cells; cell++) {
      const raw = map[cell]!
      if (raw >= list.floor && isPeak(map, cell, rows, cols)) list.add(cell, column, raw)
    }
  }
  const [sx, sy] = [width / cols, height / rows]
  return list.all().map(({ anchor, column, score }) => ({
    corners: fromCentre(
      ((anchor % cols) + offset.data[anchor]!) * sx,
      (Math.floor(anchor / cols) + offset.data[cells + anchor]!) * sy,
      size.data[anchor]! * sx,
      size.data[cells + anchor]! * sy,
    ),
    column,
    score: scale.score(score),
  }))
}

/** Of neighbours that are equal the first is the peak, so that a flat top is one object. */
function isPeak(map: Float32Array, cell: number, rows: number, cols: number): boolean {
  const [row, col] = [Math.floor(cell / cols), cell % cols]
  for (let y = Math.max(0, row - 1); y <= Math.min(rows - 1, row + 1); y++)
    for (let x = Math.max(0, col - 1); x <= Math.min(cols - 1, col + 1); x++) {
      const other = y * cols + x
      if (map[other]! > map[cell]! || (map[other] === map[cell] && other < cell)) return false
    }
  return true
}
