/**
 * `yolox`: `output` [1, N, 5 + C], a row for each cell of the grids: centre x and y as offset from the cell in cells,
 * logarithm of width and height in cells, objectness, class scores. The score is objectness × class score; both are
 * sigmoids already in the official export (Ge et al., "YOLOX: Exceeding YOLO Series in 2021", section 2.3).
 * Options: `strides` ([8, 16, 32]), `decoded` (true: boxes are pixels already), `activation` (none).
 */
import { CandidateList } from '../candidates.js'
import { sigmoid } from './activation.js'
import { fromCentre } from './corners.js'
import { cellCount, cellOf, gridLevels } from './grid.js'
import { type BoxHead, oneOf, strideList, trueOrFalse } from './head.js'

const STRIDES = [8, 16, 32]

export const yolox: BoxHead = {
  kind: 'boxes',
  overlap: 0.5,
  options: { strides: strideList, decoded: trueOrFalse, activation: oneOf('none', 'sigmoid') },
  needs({ labels, input, options = {} }) {
    const strides = options.strides ?? STRIDES
    const cells = cellCount(gridLevels(input.width, input.height, strides))
    const because = `${cells} cells of strides ${strides.join(', ')} at ${input.width}×${input.height}; 5 + ${labels.length} labels`
    return [{ role: 'output', shapes: [[1, cells, 5 + labels.length]], because }]
  },
  decode({ output }, { width, height, classes, columns, minScore, options }) {
    const { data } = output!
    const score = options.activation === 'sigmoid' ? sigmoid : (raw: number) => raw
    const length = 5 + classes
    const list = new CandidateList(minScore)
    for (let anchor = 0, row = 0; row < data.length; anchor++, row += length) {
      // A class score is at most 1, so objectness alone rules most cells out.
      const objectness = score(data[row + 4]!)
      if (objectness < list.floor) continue
      for (const column of columns) {
        const value = objectness * score(data[row + 5 + column]!)
        if (value >= list.floor) list.add(anchor, column, value)
      }
    }
    const levels = gridLevels(width, height, options.strides ?? STRIDES)
    return list.all().map(({ anchor, column, score }) => {
      const [x, y, w, h] = data.subarray(anchor * length, anchor * length + 4) as unknown as Four
      if (options.decoded) return { corners: fromCentre(x, y, w, h), column, score }
      const cell = cellOf(levels, anchor)
      const { stride } = cell
      const corners = fromCentre(
        (cell.column + x) * stride,
        (cell.row + y) * stride,
        Math.exp(w) * stride,
        Math.exp(h) * stride,
      )
      return { corners, column, score }
    })
  },
}

type Four = [number, number, number, number]
