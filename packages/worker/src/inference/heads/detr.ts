/**
 * `detr`: transformers that predict a set, so that nothing is suppressed. Option `form`:
 * - `sized` (RT-DETR, D-FINE exports): a second input `orig_target_sizes`; outputs `labels` [1, K], `boxes` [1, K, 4]
 *   as x1, y1, x2, y2 in that size, `scores` [1, K].
 * - `sigmoid` (RF-DETR, Deformable DETR): `logits` [1, Q, C] and `pred_boxes` [1, Q, 4] as centre, width and height in
 *   fractions of the input; every class stands for itself.
 * - `softmax` (DETR, Carion et al. 2020): the same with `logits` [1, Q, C + 1], whose last class is "no object".
 */
import { CandidateList, pickCandidates } from '../candidates.js'
import { logit, sigmoid } from './activation.js'
import { fromCentre, times } from './corners.js'
import { type BoxHead, type HeadOutput, oneOf, type Reading, type ScoredBox } from './head.js'

export const detr: BoxHead = {
  kind: 'boxes',
  overlap: undefined,
  options: { form: oneOf('sized', 'sigmoid', 'softmax') },
  sizesInput: ({ form = 'sized' }) => (form === 'sized' ? 'orig_target_sizes' : undefined),
  needs({ labels, options: { form = 'sized' } = {} }) {
    if (form === 'sized')
      return [
        { role: 'labels', shapes: [[1, 'K']] },
        { role: 'boxes', shapes: [[1, 'K', 4]] },
        { role: 'scores', shapes: [[1, 'K']] },
      ]
    const columns = labels.length + (form === 'softmax' ? 1 : 0)
    const because = form === 'softmax' ? `${labels.length} labels and "no object"` : `${labels.length} labels`
    return [
      { role: 'logits', shapes: [[1, 'Q', columns]], because },
      { role: 'pred_boxes', shapes: [[1, 'Q', 4]] },
    ]
  },
  decode(outputs, reading) {
    const { form = 'sized' } = reading.options
    if (form === 'sized') return decodeSized(outputs.labels!, outputs.boxes!, outputs.scores!, reading)
    return decodeLogits(outputs.logits!, outputs.pred_boxes!, reading, form === 'softmax')
  },
}

function decodeSized(
  labels: HeadOutput,
  boxes: HeadOutput,
  scores: HeadOutput,
  { columns, minScore }: Reading,
): ScoredBox[] {
  const wanted = new Set(columns)
  const list = new CandidateList(minScore)
  for (let anchor = 0; anchor < scores.data.length; anchor++) {
    const column = labels.data[anchor]!
    const score = scores.data[anchor]!
    if (score >= list.floor && wanted.has(column)) list.add(anchor, column, score)
  }
  return list.all().map(({ anchor, column, score }) => {
    const [x1, y1, x2, y2] = boxes.data.subarray(anchor * 4, anchor * 4 + 4) as unknown as Four
    return { corners: { x1, y1, x2, y2 }, column, score }
  })
}

function decodeLogits(
  logits: HeadOutput,
  boxes: HeadOutput,
  { width, height, classes, columns, minScore }: Reading,
  softmax: boolean,
): ScoredBox[] {
  const found = softmax
    ? pickCandidates(softmaxRows(logits.data, classes + 1), classes + 1, columns, minScore)
    : pickCandidates(logits.data, classes, columns, logit(minScore))
  return found.map(({ anchor, column, score }) => {
    const [cx, cy, w, h] = boxes.data.subarray(anchor * 4, anchor * 4 + 4) as unknown as Four
    return {
      corners: times(fromCentre(cx, cy, w, h), width, height),
      column,
      score: softmax ? score : sigmoid(score),
    }
  })
}

/** The greatest of a row is taken off first, so that no power overflows. */
function softmaxRows(logits: Float32Array, width: number): Float32Array {
  const shares = new Float32Array(logits.length)
  for (let row = 0; row < logits.length; row += width) {
    let most = Number.NEGATIVE_INFINITY
    for (let i = row; i < row + width; i++) most = Math.max(most, logits[i]!)
    let sum = 0
    for (let i = row; i < row + width; i++) sum += shares[i] = Math.exp(logits[i]! - most)
    for (let i = row; i < row + width; i++) shares[i]! /= sum
  }
  return shares
}

type Four = [number, number, number, number]
