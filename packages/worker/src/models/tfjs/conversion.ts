/** What the converters of TF.js nodes share: the graph being made, and where each tensor is in it. */
import { at, type Layout, NHWC_TO_NCHW, permute } from '../conversion/conversion.js'
import type { GraphBuilder } from '../onnx/graph-builder.js'
import { UnsupportedNodeError } from './attributes.js'
import type { TfjsModel, TfjsNode } from './read-model.js'
import type { TfjsTensor } from './weights.js'

const NCHW_TO_NHWC = [0, 2, 3, 1]

/** An input of a node: a constant, or what another node computes. */
export interface Operand {
  /** Name of the tensor in the file. */
  name: string
  constant: TfjsTensor | undefined
}

/**
 * Convolutions of ONNX want NCHW, TF.js is NHWC: as with TFLite, a picture tensor stays in the layout that made it and
 * is turned at most once. All whole numbers are 64 bits wide, as ONNX wants positions.
 */
export class Conversion {
  private readonly values = new Map<string, string>()

  constructor(
    private readonly model: TfjsModel,
    readonly graph: GraphBuilder,
  ) {}

  operand(node: TfjsNode, index: number): Operand {
    const input = node.inputs[index]
    if (input === undefined) throw new UnsupportedNodeError(node, `it has no input ${index}`)
    const name = input.replace(/:0$/, '')
    return { name, constant: this.model.constants.get(name) }
  }

  operands(node: TfjsNode): Operand[] {
    return node.inputs.map((_, i) => this.operand(node, i))
  }

  /** The constant input's values. @throws UnsupportedNodeError when it is computed */
  constant(node: TfjsNode, index: number): TfjsTensor {
    const { constant } = this.operand(node, index)
    if (constant === undefined) throw new UnsupportedNodeError(node, `its input ${index} is not a constant`)
    return constant
  }

  /** True for a tensor that a convolution or resizing made: its consumers should stay in NCHW. */
  isNchw({ name }: Operand): boolean {
    return this.values.has(`nchw ${name}`) && !this.values.has(`plain ${name}`)
  }

  set(name: string, value: string, layout: Layout = 'plain'): void {
    this.values.set(`${layout} ${name}`, value)
  }

  has(name: string): boolean {
    return this.values.has(`plain ${name}`) || this.values.has(`nchw ${name}`)
  }

  /** The ONNX value of an operand in the wanted layout. */
  get(operand: Operand, layout: Layout = 'plain'): string {
    const key = `${layout} ${operand.name}`
    const value = this.values.get(key) ?? this.make(operand, layout)
    this.values.set(key, value)
    return value
  }

  private make({ name, constant }: Operand, layout: Layout): string {
    if (constant !== undefined) return this.makeConstant(constant, layout)
    const other = this.values.get(`${layout === 'plain' ? 'nchw' : 'plain'} ${name}`)
    if (other === undefined) throw new Error(`TF.js tensor ${name} is used before anything computes it`)
    return this.graph.node('Transpose', [other], { perm: layout === 'plain' ? NCHW_TO_NHWC : NHWC_TO_NCHW })
  }

  private makeConstant({ type, shape, values }: TfjsTensor, layout: Layout): string {
    if (layout === 'nchw') {
      // Broadcasting lines shapes up at the last axis, so missing leading axes are ones.
      const full = [...Array<number>(4 - shape.length).fill(1), ...shape]
      return this.graph.floats(permute(values, full, NHWC_TO_NCHW), at(full, NHWC_TO_NCHW))
    }
    if (type === 'float32') return this.graph.floats(values, shape)
    const flat = this.graph.integers([...values])
    return shape.length === 1 ? flat : this.graph.node('Reshape', [flat, this.graph.integers(shape)])
  }
}
