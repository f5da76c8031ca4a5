/** Box decoding in place of TFLite's detection post-processing; suppression is left to the caller. */
import { toObject } from 'flatbuffers/js/flexbuffers.js'
import { realValues } from '../tflite/constants.js'
import type { TfliteOperator } from '../tflite/read-model.js'
import { type Conversion, UnsupportedOperatorError } from './conversion.js'

interface Parameters {
  x_scale: number
  y_scale: number
  w_scale: number
  h_scale: number
  num_classes: number
}

/**
 * Inputs: box codes [1, N, 4] (y, x, h, w), scores [1, N, C] or with a leading background class, anchors [N, 4]
 * (centre y, centre x, h, w). Makes the graph's outputs `boxes` [1, N, 4] (x1, y1, x2, y2 as fractions of the
 * picture, not clipped) and `scores` [1, N, C].
 */
export function detectionPostProcess(conversion: Conversion, operator: TfliteOperator): void {
  const { graph } = conversion
  const [codes, scores, anchors] = operator.inputs.map((i) => conversion.tensor(i))
  if (codes === undefined || scores === undefined || anchors?.data === undefined)
    throw new UnsupportedOperatorError(operator, 'it needs box codes, scores and constant anchors')
  const parameters = readParameters(operator)
  const count = anchors.shape[0] ?? 0
  const { centre, size } = splitAnchors(realValues(anchors))
  const codesValue = conversion.get(codes, 'plain')
  const pick = (columns: number[]) => graph.node('Gather', [codesValue, graph.integers(columns)], { axis: 2 })
  const scaled = (x: number, y: number) => size.map((value, i) => value / (i % 2 === 0 ? x : y))
  const pairs = (values: Float32Array) => graph.floats(values, [1, count, 2])

  const shift = graph.node('Mul', [pick([1, 0]), pairs(scaled(parameters.x_scale, parameters.y_scale))])
  const middle = graph.node('Add', [shift, pairs(centre)])
  const scales = graph.floats(Float32Array.of(1 / parameters.w_scale, 1 / parameters.h_scale), [2])
  const growth = graph.node('Exp', [graph.node('Mul', [pick([3, 2]), scales])])
  const half = graph.node('Mul', [growth, pairs(scaled(2, 2))])
  const corners = [graph.node('Sub', [middle, half]), graph.node('Add', [middle, half])]
  const boxes = graph.node('Concat', corners, { axis: 2 })
  graph.output(boxes, { name: 'boxes', type: 'float32', shape: [1, count, 4] })

  const classes = parameters.num_classes
  const columns = scores.shape[2] ?? 0
  const background = columns - classes
  if (background !== 0 && background !== 1)
    throw new UnsupportedOperatorError(operator, `it has ${columns} score columns for ${classes} classes`)
  const all = conversion.get(scores, 'plain')
  const wanted =
    background === 0
      ? all
      : graph.node('Slice', [all, graph.integers([1]), graph.integers([columns]), graph.integers([2])])
  graph.output(wanted, { name: 'scores', type: 'float32', shape: [1, count, classes] })
}

function readParameters(operator: TfliteOperator): Parameters {
  const decoded = toObject(new Uint8Array(operator.customOptions).buffer) as Partial<
    Record<keyof Parameters, unknown>
  >
  const number = (key: keyof Parameters): number => {
    const value = decoded[key]
    if (typeof value !== 'number' || !(value > 0))
      throw new UnsupportedOperatorError(
        operator,
        `its option ${key} is ${String(value)}; a number above 0 was expected`,
      )
    return value
  }
  return {
    x_scale: number('x_scale'),
    y_scale: number('y_scale'),
    w_scale: number('w_scale'),
    h_scale: number('h_scale'),
    num_classes: number('num_classes'),
  }
}

/** (y, x, h, w) rows to (x, y) and (w, h) rows. */
function splitAnchors(rows: Float32Array): { centre: Float32Array; size: Float32Array } {
  const centre = new Float32Array(rows.length / 2)
  const size = new Float32Array(rows.length / 2)
  for (let i = 0; i < rows.length; i += 4) {
    centre.set([rows[i + 1]!, rows[i]!], i / 2)
    size.set([rows[i + 3]!, rows[i + 2]!], i / 2)
  }
  return { centre, size }
}
