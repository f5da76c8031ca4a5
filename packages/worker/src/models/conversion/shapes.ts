/** Operators that move values or change the shape: reshape, concatenation, padding, resizing. */
import { integerValues } from '../tflite/constants.js'
import type { TfliteOperator } from '../tflite/read-model.js'
import { at, type Conversion, NHWC_TO_NCHW, UnsupportedOperatorError } from './conversion.js'

/** The output's shape in the file is the new shape; files with batch size 1 are static. */
export function reshape(conversion: Conversion, operator: TfliteOperator): void {
  const { graph } = conversion
  const input = conversion.tensor(operator.inputs[0])
  const output = conversion.tensor(operator.outputs[0])
  const value = graph.node('Reshape', [conversion.get(input, 'plain'), graph.integers(output.shape)])
  conversion.set(output, value, 'plain')
}

/** Options: axis (may count from the end), fused activation. */
export function concatenation(conversion: Conversion, operator: TfliteOperator): void {
  const inputs = operator.inputs.map((i) => conversion.tensor(i))
  const output = conversion.tensor(operator.outputs[0])
  const layout = inputs.every((tensor) => conversion.isNchw(tensor)) ? 'nchw' : 'plain'
  const given = operator.options?.int32(0) ?? 0
  const axis = given < 0 ? given + output.shape.length : given
  const value = conversion.graph.node(
    'Concat',
    inputs.map((tensor) => conversion.get(tensor, layout)),
    { axis: layout === 'nchw' ? NHWC_TO_NCHW.indexOf(axis) : axis },
  )
  conversion.set(output, conversion.activate(operator, 1, value), layout)
}

/** Second input: constant [rank, 2] of cells before and after. Pads with the real number zero. */
export function pad(conversion: Conversion, operator: TfliteOperator): void {
  const { graph } = conversion
  const input = conversion.tensor(operator.inputs[0])
  const amounts = integerValues(conversion.tensor(operator.inputs[1]))
  const layout = conversion.layoutOf(input)
  const order = layout === 'nchw' ? NHWC_TO_NCHW : input.shape.map((_, axis) => axis)
  const before = at(
    input.shape.map((_, axis) => amounts[2 * axis]!),
    order,
  )
  const after = at(
    input.shape.map((_, axis) => amounts[2 * axis + 1]!),
    order,
  )
  const value = graph.node('Pad', [conversion.get(input, layout), graph.integers([...before, ...after])])
  conversion.set(conversion.tensor(operator.outputs[0]), value, layout)
}

/** Options: align corners, half-pixel centres. */
export function resizeNearest(conversion: Conversion, operator: TfliteOperator): void {
  const mode = coordinates(operator, 0, 1)
  // Without centres TFLite takes floor(x * scale); with them, or with aligned corners, the nearest, halves up.
  resize(conversion, operator, {
    mode: 'nearest',
    coordinate_transformation_mode: mode,
    nearest_mode: mode === 'asymmetric' ? 'floor' : 'round_prefer_ceil',
  })
}

/** Options 0 and 1 are unused; 2 and 3: align corners, half-pixel centres. */
export function resizeBilinear(conversion: Conversion, operator: TfliteOperator): void {
  resize(conversion, operator, {
    mode: 'linear',
    coordinate_transformation_mode: coordinates(operator, 2, 3),
  })
}

function coordinates(operator: TfliteOperator, alignCorners: number, halfPixel: number): string {
  if (operator.options?.boolean(alignCorners)) return 'align_corners'
  return operator.options?.boolean(halfPixel) ? 'half_pixel' : 'asymmetric'
}

function resize(conversion: Conversion, operator: TfliteOperator, attributes: Record<string, string>): void {
  const { graph } = conversion
  const input = conversion.tensor(operator.inputs[0])
  const output = conversion.tensor(operator.outputs[0])
  if (output.shape.length !== 4)
    throw new UnsupportedOperatorError(operator, `its output has ${output.shape.length} axes instead of 4`)
  const sizes = graph.integers(at(output.shape, NHWC_TO_NCHW))
  // Inputs 2 and 3 (region, scales) are left out in favour of the exact sizes.
  const value = graph.node('Resize', [conversion.get(input, 'nchw'), '', '', sizes], attributes)
  conversion.set(output, value, 'nchw')
}
