/** Operators that slide a window over a picture: convolutions and pooling. */
import { realValues } from '../tflite/constants.js'
import type { TfliteOperator, TfliteTensor } from '../tflite/read-model.js'
import { at, type Conversion, permute, UnsupportedOperatorError } from './conversion.js'

/** Padding begins and ends: [top, left, bottom, right]. */
type Pads = [number, number, number, number]

const SAME = 0

/** Weights [out, kh, kw, in/group]; options: padding, stride w, h, activation, dilation w, h. */
export function conv2d(conversion: Conversion, operator: TfliteOperator): void {
  const [input, weights] = operator.inputs.map((i) => (i < 0 ? undefined : conversion.tensor(i)))
  const [outChannels = 0, height = 0, width = 0, inChannels = 0] = weights?.shape ?? []
  const group = (input?.shape[3] ?? 0) / inChannels
  if (input === undefined || weights === undefined || !Number.isInteger(group) || group < 1)
    throw new UnsupportedOperatorError(
      operator,
      `weights [${weights?.shape}] do not fit input [${input?.shape}]`,
    )
  // [out, kh, kw, in] becomes [out, in, kh, kw].
  const order = [0, 3, 1, 2]
  const values = permute(realValues(weights), weights.shape, order)
  const shape = [outChannels, inChannels, height, width]
  convolution(conversion, operator, { values, shape, group, activation: 3, dilation: 4 })
}

/** Weights [1, kh, kw, in*multiplier]; options: padding, stride w, h, multiplier, activation, dilation w, h. */
export function depthwiseConv2d(conversion: Conversion, operator: TfliteOperator): void {
  const [input, weights] = operator.inputs.map((i) => conversion.tensor(i))
  const [, height = 0, width = 0, channels = 0] = weights?.shape ?? []
  if (input === undefined || weights === undefined)
    throw new UnsupportedOperatorError(operator, 'it lacks its input or weights')
  // One filter per output channel, grouped by input channel in both formats.
  const values = permute(realValues(weights), weights.shape, [3, 0, 1, 2])
  const shape = [channels, 1, height, width]
  convolution(conversion, operator, { values, shape, group: input.shape[3] ?? 1, activation: 4, dilation: 5 })
}

interface Filter {
  values: Float32Array
  /** [out, in/group, kh, kw] */
  shape: number[]
  group: number
  /** Field numbers of the options. */
  activation: number
  dilation: number
}

function convolution(conversion: Conversion, operator: TfliteOperator, filter: Filter): void {
  const { graph } = conversion
  const input = conversion.tensor(operator.inputs[0])
  const output = conversion.tensor(operator.outputs[0])
  const kernel = filter.shape.slice(2)
  const strides = [operator.options?.int32(2, 1) ?? 1, operator.options?.int32(1, 1) ?? 1]
  const dilations = [
    operator.options?.int32(filter.dilation + 1, 1) ?? 1,
    operator.options?.int32(filter.dilation, 1) ?? 1,
  ]
  const inputs = [conversion.get(input, 'nchw'), graph.floats(filter.values, filter.shape)]
  const bias = operator.inputs[2] ?? -1
  if (bias >= 0) inputs.push(graph.floats(realValues(conversion.tensor(bias)), [filter.shape[0]!]))
  const value = graph.node('Conv', inputs, {
    kernel_shape: kernel,
    strides,
    dilations,
    group: filter.group,
    pads: padding(operator, input, kernel, strides, dilations),
  })
  conversion.set(output, conversion.activate(operator, filter.activation, value), 'nchw')
}

/** Options: padding, stride w, h, filter w, h, activation. */
export function maxPool2d(conversion: Conversion, operator: TfliteOperator): void {
  pool(conversion, operator, 'MaxPool')
}

/** As maxPool2d; padded cells do not count in the average, in both formats. */
export function averagePool2d(conversion: Conversion, operator: TfliteOperator): void {
  pool(conversion, operator, 'AveragePool')
}

function pool(conversion: Conversion, operator: TfliteOperator, op: string): void {
  const input = conversion.tensor(operator.inputs[0])
  const strides = [operator.options?.int32(2, 1) ?? 1, operator.options?.int32(1, 1) ?? 1]
  const kernel = [operator.options?.int32(4, 1) ?? 1, operator.options?.int32(3, 1) ?? 1]
  const pads = padding(operator, input, kernel, strides, [1, 1])
  const value = conversion.graph.node(op, [conversion.get(input, 'nchw')], {
    kernel_shape: kernel,
    strides,
    pads,
  })
  conversion.set(conversion.tensor(operator.outputs[0]), conversion.activate(operator, 5, value), 'nchw')
}

/** TFLite's SAME: the output has ceil(size / stride) cells, and the odd cell of padding goes to the end. */
function padding(
  operator: TfliteOperator,
  input: TfliteTensor,
  kernel: number[],
  strides: number[],
  dilations: number[],
): Pads {
  if ((operator.options?.int8(0) ?? SAME) !== SAME) return [0, 0, 0, 0]
  const total = at(input.shape, [1, 2]).map((size, axis) => {
    const cells = Math.ceil(size / strides[axis]!)
    const reach = (kernel[axis]! - 1) * dilations[axis]! + 1
    return Math.max((cells - 1) * strides[axis]! + reach - size, 0)
  })
  const [vertical = 0, horizontal = 0] = total
  const top = Math.floor(vertical / 2)
  const left = Math.floor(horizontal / 2)
  return [top, left, vertical - top, horizontal - left]
}
