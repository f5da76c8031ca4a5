/** What the operator converters share: the graph being made and where each TFLite tensor is in it. */
import type { GraphBuilder } from '../onnx/graph-builder.js'
import { realValues } from '../tflite/constants.js'
import type { TfliteModel, TfliteOperator, TfliteTensor } from '../tflite/read-model.js'
import { ACTIVATIONS } from '../tflite/schema.js'

export const NHWC_TO_NCHW = [0, 3, 1, 2]
const NCHW_TO_NHWC = [0, 2, 3, 1]

/** `plain`: axes as in the TFLite file. `nchw`: a 4-D picture tensor with channels moved to axis 1. */
export type Layout = 'plain' | 'nchw'

export class UnsupportedOperatorError extends Error {
  constructor(operator: TfliteOperator, reason: string) {
    super(`TFLite operator ${operator.index} (${operator.name}) cannot be converted to ONNX: ${reason}`)
  }
}

/**
 * Convolutions of ONNX want NCHW, TFLite is NHWC. Each tensor is kept in the layout its producer made and turned
 * only when a consumer needs the other one, at most once: EfficientDet-Lite0 then has 11 transpositions, not 416.
 */
export class Conversion {
  private readonly values = new Map<string, string>()

  constructor(
    readonly model: TfliteModel,
    readonly graph: GraphBuilder,
  ) {}

  tensor(index: number | undefined): TfliteTensor {
    const tensor = this.model.tensors[index ?? -1]
    if (tensor === undefined)
      throw new Error(`the TFLite file refers to tensor ${index}, which it does not hold`)
    return tensor
  }

  /** True for a tensor computed in NCHW: its consumers should stay there. */
  isNchw(tensor: TfliteTensor): boolean {
    return (
      tensor.data === undefined &&
      this.values.has(key(tensor, 'nchw')) &&
      !this.values.has(key(tensor, 'plain'))
    )
  }

  layoutOf(tensor: TfliteTensor): Layout {
    return this.isNchw(tensor) ? 'nchw' : 'plain'
  }

  set(tensor: TfliteTensor, value: string, layout: Layout): void {
    this.values.set(key(tensor, layout), value)
  }

  /** The ONNX value of a tensor in the wanted layout. */
  get(tensor: TfliteTensor, layout: Layout): string {
    const known = this.values.get(key(tensor, layout))
    if (known !== undefined) return known
    const value = this.make(tensor, layout)
    this.values.set(key(tensor, layout), value)
    return value
  }

  /** The operator's fused activation, applied to `value`. */
  activate(operator: TfliteOperator, field: number, value: string): string {
    const number = operator.options?.int8(field) ?? 0
    const { graph } = this
    switch (ACTIVATIONS[number]) {
      case 'none':
        return value
      case 'relu':
        return graph.node('Relu', [value])
      case 'relu6':
        return graph.node('Clip', [value, graph.scalar(0), graph.scalar(6)])
      case 'reluN1To1':
        return graph.node('Clip', [value, graph.scalar(-1), graph.scalar(1)])
      default:
        throw new UnsupportedOperatorError(
          operator,
          `its fused activation is ${ACTIVATIONS[number] ?? number}`,
        )
    }
  }

  private make(tensor: TfliteTensor, layout: Layout): string {
    if (tensor.data === undefined) {
      const other = this.values.get(key(tensor, layout === 'plain' ? 'nchw' : 'plain'))
      if (other === undefined)
        throw new Error(`TFLite tensor ${tensor.index} (${tensor.name}) is used before anything computes it`)
      return this.graph.node('Transpose', [other], { perm: layout === 'plain' ? NCHW_TO_NHWC : NHWC_TO_NCHW })
    }
    const values = realValues(tensor)
    if (layout === 'plain') return this.graph.floats(values, tensor.shape)
    // Broadcasting lines shapes up at the last axis, so missing leading axes are ones.
    const shape = [...Array<number>(4 - tensor.shape.length).fill(1), ...tensor.shape]
    return this.graph.floats(permute(values, shape, NHWC_TO_NCHW), at(shape, NHWC_TO_NCHW))
  }
}

function key(tensor: TfliteTensor, layout: Layout): string {
  return `${layout} ${tensor.index}`
}

export function at<T>(items: readonly T[], order: readonly number[]): T[] {
  return order.map((i) => items[i]!)
}

/** Row-major transposition: axis `i` of the result is axis `order[i]` of `values`. */
export function permute(values: Float32Array, shape: number[], order: number[]): Float32Array {
  const strides = shape.map((_, axis) => shape.slice(axis + 1).reduce((a, b) => a * b, 1))
  const sizes = at(shape, order)
  const steps = at(strides, order)
  const out = new Float32Array(values.length)
  const position = sizes.map(() => 0)
  let from = 0
  for (let to = 0; to < out.length; to++) {
    out[to] = values[from]!
    for (let axis = sizes.length - 1; axis >= 0; axis--) {
      from += steps[axis]!
      if (++position[axis]! < sizes[axis]!) break
      from -= steps[axis]! * sizes[axis]!
      position[axis] = 0
    }
  }
  return out
}
