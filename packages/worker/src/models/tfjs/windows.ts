/** Convolutions, with what TF.js fuses into them, and the resizing of pictures. */
import { permute } from '../conversion/conversion.js'
import { flag, integers, text, texts, UnsupportedNodeError } from './attributes.js'
import type { Conversion } from './conversion.js'
import type { TfjsNode } from './read-model.js'

/** Weights [kh, kw, in, out] become [out, in, kh, kw]. */
export function conv2d(conversion: Conversion, node: TfjsNode): void {
  const { values, shape } = conversion.constant(node, 1)
  const [height = 0, width = 0, channels = 0, out = 0] = shape
  convolution(conversion, node, permute(values, shape, [3, 2, 0, 1]), [out, channels, height, width], 1)
}

/** Weights [kh, kw, in, multiplier] become [in · multiplier, 1, kh, kw]: one filter for each channel that comes out. */
export function depthwiseConv2d(conversion: Conversion, node: TfjsNode): void {
  const { values, shape } = conversion.constant(node, 1)
  const [height = 0, width = 0, channels = 0, multiplier = 0] = shape
  const filters = permute(values, shape, [2, 3, 0, 1])
  convolution(conversion, node, filters, [channels * multiplier, 1, height, width], channels)
}

function convolution(
  conversion: Conversion,
  node: TfjsNode,
  filters: Float32Array,
  shape: number[],
  group: number,
): void {
  const { graph } = conversion
  if (text(node, 'data_format', 'NHWC') !== 'NHWC') throw new UnsupportedNodeError(node, 'it is not NHWC')
  const padding = text(node, 'padding', 'VALID')
  if (padding !== 'SAME' && padding !== 'VALID')
    throw new UnsupportedNodeError(node, `its padding is ${padding}`)
  const dilations = integers(node, 'dilations').slice(1, 3)
  if (padding === 'SAME' && dilations.some((step) => step !== 1))
    throw new UnsupportedNodeError(node, `it has dilations ${dilations} with SAME padding`)
  const [added, ...activations] = texts(node, 'fused_ops')
  if (added !== undefined && added !== 'BiasAdd')
    throw new UnsupportedNodeError(node, `it is fused with ${added}`)
  const inputs = [conversion.get(conversion.operand(node, 0), 'nchw'), graph.floats(filters, shape)]
  if (added !== undefined) inputs.push(conversion.get(conversion.operand(node, 2)))
  let value = graph.node('Conv', inputs, {
    kernel_shape: shape.slice(2),
    strides: integers(node, 'strides').slice(1, 3),
    ...(dilations.length > 0 ? { dilations } : {}),
    group,
    // Both formats give ceil(size / stride) cells, and the odd cell of padding to the end.
    auto_pad: padding === 'SAME' ? 'SAME_UPPER' : 'VALID',
  })
  for (const activation of activations) value = activate(conversion, node, activation, value)
  conversion.set(node.name, value, 'nchw')
}

function activate({ graph }: Conversion, node: TfjsNode, activation: string, value: string): string {
  if (activation === 'Relu') return graph.node('Relu', [value])
  if (activation === 'Relu6') return graph.node('Clip', [value, graph.scalar(0), graph.scalar(6)])
  throw new UnsupportedNodeError(node, `it is fused with ${activation}`)
}

/** Second input: constant [height, width]. */
export function resizeBilinear(conversion: Conversion, node: TfjsNode): void {
  const { graph } = conversion
  const size = conversion.constant(node, 1)
  const value = conversion.get(conversion.operand(node, 0), 'nchw')
  const kept = graph.node('Slice', [graph.node('Shape', [value]), graph.integers([0]), graph.integers([2])])
  const sizes = graph.node('Concat', [kept, graph.integers([...size.values])], { axis: 0 })
  const resized = graph.node('Resize', [value, '', '', sizes], {
    mode: 'linear',
    coordinate_transformation_mode: coordinates(node),
  })
  conversion.set(node.name, resized, 'nchw')
}

function coordinates(node: TfjsNode): string {
  if (flag(node, 'align_corners')) return 'align_corners'
  return flag(node, 'half_pixel_centers') ? 'half_pixel' : 'asymmetric'
}
