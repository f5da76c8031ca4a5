/**
 * `boxes6`: `output` [1, N, 6] or [N, 6]: the graph has decoded and suppressed.
 * Options: `columns` (x1, y1, x2, y2, score, class), `unit` (pixels of the input).
 */
import { type BoxHead, oneOf } from './head.js'
import { columnOrder, decodeSix, SIX_SHAPES } from './six-columns.js'

export const boxes6: BoxHead = {
  kind: 'boxes',
  overlap: undefined,
  options: { columns: columnOrder, unit: oneOf('fractions', 'pixels') },
  needs: () => [{ role: 'output', shapes: SIX_SHAPES }],
  decode: ({ output }, reading) => decodeSix(output!, reading),
}
