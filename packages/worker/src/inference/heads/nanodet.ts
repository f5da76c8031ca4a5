/**
 * `nanodet`: class scores, and for each side of the box a distribution over whole numbers of cells, whose mean is the
 * distance of that side from the cell's point (Li et al., "Generalized Focal Loss", 2020). Option `form`:
 * - `joined` (NanoDet-Plus): `output` [1, N, C + 4 × bins]; strides 8, 16, 32, 64; the point is the cell's corner.
 * - `levels` (NanoDet): for each stride s `cls_pred_stride_<s>` [1, n, C] and `dis_pred_stride_<s>` [1, n, 4 × bins];
 *   strides 8, 16, 32; the point is the cell's middle.
 * The number of bins is read from the graph (8 in the official models, 11 in others). Other options: `strides`, `point`
 * (0 or 0.5), `activation` (none: the export has applied the sigmoid).
 */
import { pickCandidates } from '../candidates.js'
import type { Corners } from '../suppression.js'
import { scoreScale } from './activation.js'
import { cellCount, cellOf, type GridLevel, gridLevels } from './grid.js'
import { type BoxHead, type HeadOutput, type OutputNeed, oneOf, type Reading, strideList } from './head.js'

/** Distributions over 2 to 32 numbers: a shape that gives another count is not of this head. */
const BINS = Array.from({ length: 31 }, (_, i) => i + 2)

const isJoined = (form: string | undefined): boolean => (form ?? 'joined') === 'joined'
const stridesOf = ({ form, strides }: Reading['options']): readonly number[] =>
  strides ?? (isJoined(form) ? [8, 16, 32, 64] : [8, 16, 32])

export const nanodet: BoxHead = {
  kind: 'boxes',
  overlap: 0.6,
  options: {
    form: oneOf('joined', 'levels'),
    strides: strideList,
    point: (value) => (value === 0 || value === 0.5 ? undefined : '0 or 0.5'),
    activation: oneOf('none', 'sigmoid'),
  },
  needs({ labels, input, options = {} }) {
    const levels = gridLevels(input.width, input.height, stridesOf(options))
    if (isJoined(options.form)) {
      const cells = cellCount(levels)
      const because = `${cells} cells of strides ${stridesOf(options).join(', ')}; ${labels.length} labels + 4 × bins`
      return [{ role: 'output', shapes: BINS.map((bins) => [1, cells, labels.length + 4 * bins]), because }]
    }
    return levels.flatMap(({ stride, columns, rows }): OutputNeed[] => [
      {
        role: `cls_pred_stride_${stride}`,
        shapes: [[1, columns * rows, labels.length]],
        because: `${columns}×${rows} cells; ${labels.length} labels`,
      },
      {
        role: `dis_pred_stride_${stride}`,
        shapes: BINS.map((bins) => [1, columns * rows, 4 * bins]),
        because: `${columns}×${rows} cells; 4 × bins`,
      },
    ])
  },
  decode(outputs, reading) {
    const { width, height, columns, minScore, options, classes } = reading
    const scale = scoreScale(options.activation ?? 'none', minScore)
    const point = options.point ?? (isJoined(options.form) ? 0 : 0.5)
    const levels = gridLevels(width, height, stridesOf(options))
    const read = (scores: Table, sides: Table, grid: readonly GridLevel[]) =>
      pickCandidates(scores.data, scores.width, columns, scale.floor).map(({ anchor, column, score }) => ({
        corners: boxOf(sides, anchor, grid, point),
        column,
        score: scale.score(score),
      }))
    if (isJoined(options.form)) {
      const { data, dims } = outputs.output!
      const width = dims[2]!
      // One row holds both: scores first, so that a row's columns 0 to C - 1 are read as they are.
      return read(
        { data, width, first: 0, count: classes },
        { data, width, first: classes, count: width - classes },
        levels,
      )
    }
    return levels
      .flatMap((level) =>
        read(
          table(outputs[`cls_pred_stride_${level.stride}`]!),
          table(outputs[`dis_pred_stride_${level.stride}`]!),
          [{ ...level, first: 0 }],
        ),
      )
      .sort((a, b) => b.score - a.score)
  },
}

/** `count` columns from `first` on, of rows of `width`. */
interface Table {
  data: Float32Array
  width: number
  first: number
  count: number
}

const table = ({ data, dims }: HeadOutput): Table => ({ data, width: dims[2]!, first: 0, count: dims[2]! })

/** Sides come left, top, right, bottom. */
function boxOf(sides: Table, anchor: number, grid: readonly GridLevel[], point: number): Corners {
  const { column, row, stride } = cellOf(grid, anchor)
  const bins = sides.count / 4
  const start = anchor * sides.width + sides.first
  const distance = (side: number) => meanOf(sides.data, start + side * bins, bins) * stride
  const [x, y] = [(column + point) * stride, (row + point) * stride]
  return { x1: x - distance(0), y1: y - distance(1), x2: x + distance(2), y2: y + distance(3) }
}

/** Mean of the numbers 0, 1, 2 … under the softmax of `bins` logits. */
function meanOf(data: Float32Array, start: number, bins: number): number {
  let most = Number.NEGATIVE_INFINITY
  for (let i = 0; i < bins; i++) most = Math.max(most, data[start + i]!)
  let [sum, weighted] = [0, 0]
  for (let i = 0; i < bins; i++) {
    const weight = Math.exp(data[start + i]! - most)
    sum += weight
    weighted += i * weight
  }
  return weighted / sum
}
