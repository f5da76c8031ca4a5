/**
 * `end2end`: `output0` [1, M, 6] of networks that need no suppression (YOLOv10, YOLO26): x1, y1, x2, y2 in pixels of
 * the input, score, class. Options: `columns` (that order).
 */
import type { BoxHead } from './head.js'
import { columnOrder, decodeSix, SIX_SHAPES } from './six-columns.js'

export const end2end: BoxHead = {
  kind: 'boxes',
  overlap: undefined,
  options: { columns: columnOrder },
  needs: () => [{ role: 'output0', shapes: [SIX_SHAPES[0]] }],
  decode: ({ output0 }, reading) => decodeSix(output0!, reading),
}
