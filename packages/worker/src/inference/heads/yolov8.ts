/**
 * `yolov8`: `output0` [1, 4 + C, N] of YOLOv8, 9, 11 and 12: centre x and y, width and height in pixels of the input,
 * then the class scores, each a row over all anchors. Options: `activation` (none: the export has applied the sigmoid).
 */
import { CandidateList } from '../candidates.js'
import { scoreScale } from './activation.js'
import { fromCentre } from './corners.js'
import { type BoxHead, oneOf } from './head.js'

export const yolov8: BoxHead = {
  kind: 'boxes',
  overlap: 0.5,
  options: { activation: oneOf('none', 'sigmoid') },
  needs: ({ labels }) => [
    { role: 'output0', shapes: [[1, 4 + labels.length, 'N']], because: `4 + ${labels.length} labels` },
  ],
  decode({ output0 }, { columns, minScore, options }) {
    const { data, dims } = output0!
    const anchors = dims[2]!
    const scale = scoreScale(options.activation ?? 'none', minScore)
    const list = new CandidateList(scale.floor)
    for (const column of columns) {
      const row = (4 + column) * anchors
      for (let anchor = 0; anchor < anchors; anchor++) {
        const raw = data[row + anchor]!
        if (raw >= list.floor) list.add(anchor, column, raw)
      }
    }
    return list.all().map(({ anchor, column, score }) => ({
      corners: fromCentre(
        data[anchor]!,
        data[anchors + anchor]!,
        data[2 * anchors + anchor]!,
        data[3 * anchors + anchor]!,
      ),
      column,
      score: scale.score(score),
    }))
  },
}
