/**
 * `ssd`: `boxes` [1, N, 4] and `scores` [1, N, C], decoded in the graph (EfficientDet, SSD, DAMO-YOLO, YOLO-NAS).
 * Options: `unit` (fractions of the input), `box` (order xyxy).
 */
import { pickCandidates } from '../candidates.js'
import type { Corners } from '../suppression.js'
import { fromCentre, times } from './corners.js'
import { type BoxHead, oneOf } from './head.js'

export const ssd: BoxHead = {
  kind: 'boxes',
  overlap: 0.5,
  options: { unit: oneOf('fractions', 'pixels'), box: oneOf('xyxy', 'yxyx', 'cxcywh') },
  needs: ({ labels }) => [
    { role: 'boxes', shapes: [[1, 'N', 4]] },
    { role: 'scores', shapes: [[1, 'N', labels.length]], because: `${labels.length} labels` },
  ],
  decode({ boxes, scores }, { width, height, classes, columns, minScore, options }) {
    const [sx, sy] = options.unit === 'pixels' ? [1, 1] : [width, height]
    const corners = CORNERS[options.box ?? 'xyxy']
    return pickCandidates(scores!.data, classes, columns, minScore).map(({ anchor, column, score }) => ({
      corners: times(corners(boxes!.data, anchor * 4), sx, sy),
      column,
      score,
    }))
  },
}

const CORNERS: Record<'xyxy' | 'yxyx' | 'cxcywh', (data: Float32Array, at: number) => Corners> = {
  xyxy: (data, at) => ({ x1: data[at]!, y1: data[at + 1]!, x2: data[at + 2]!, y2: data[at + 3]! }),
  yxyx: (data, at) => ({ x1: data[at + 1]!, y1: data[at]!, x2: data[at + 3]!, y2: data[at + 2]! }),
  cxcywh: (data, at) => fromCentre(data[at]!, data[at + 1]!, data[at + 2]!, data[at + 3]!),
}
