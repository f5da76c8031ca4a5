/** Nodes that change the shape, put tensors together or take parts of them. */
import { integer, integers, UnsupportedNodeError } from './attributes.js'
import type { Conversion } from './conversion.js'
import type { TfjsNode } from './read-model.js'

/** Second input: the constant new shape, in which -1 stands for what is left. */
export function reshape(conversion: Conversion, node: TfjsNode): void {
  const shape = [...conversion.constant(node, 1).values]
  // To ONNX a zero means "as before".
  if (shape.includes(0)) throw new UnsupportedNodeError(node, `its new shape is ${shape}`)
  one(conversion, node, 'Reshape', shape)
}

/** Second input: the constant axis. */
export function expandDims(conversion: Conversion, node: TfjsNode): void {
  one(conversion, node, 'Unsqueeze', [...conversion.constant(node, 1).values])
}

export function squeeze(conversion: Conversion, node: TfjsNode): void {
  one(conversion, node, 'Squeeze', integers(node, 'squeeze_dims'))
}

function one(conversion: Conversion, node: TfjsNode, op: string, numbers: number[]): void {
  const { graph } = conversion
  const value = conversion.get(conversion.operand(node, 0))
  conversion.set(node.name, graph.node(op, [value, graph.integers(numbers)]))
}

/** Puts tensors of one shape together along a new axis. */
export function pack(conversion: Conversion, node: TfjsNode): void {
  const { graph } = conversion
  const axis = integer(node, 'axis')
  const layers = conversion
    .operands(node)
    .map((operand) => graph.node('Unsqueeze', [conversion.get(operand), graph.integers([axis])]))
  conversion.set(node.name, graph.node('Concat', layers, { axis }))
}

/** Takes a tensor apart along an axis, which goes: outputs `node`, `node:1` … */
export function unpack(conversion: Conversion, node: TfjsNode): void {
  const { graph } = conversion
  const axis = integer(node, 'axis')
  const value = conversion.get(conversion.operand(node, 0))
  for (let i = 0; i < integer(node, 'num'); i++) {
    const layer = graph.node('Gather', [value, graph.integers([i])], { axis })
    const name = i === 0 ? node.name : `${node.name}:${i}`
    conversion.set(name, graph.node('Squeeze', [layer, graph.integers([axis])]))
  }
}

/** Last input: the constant axis. */
export function concat(conversion: Conversion, node: TfjsNode): void {
  const last = node.inputs.length - 1
  const [axis = 0] = conversion.constant(node, last).values
  const parts = conversion.operands(node).slice(0, last)
  const values = parts.map((operand) => conversion.get(operand))
  conversion.set(node.name, conversion.graph.node('Concat', values, { axis }))
}

/** Second input: the constant axis, which goes. Of equals the first wins, in both formats. */
export function argMax(conversion: Conversion, node: TfjsNode): void {
  const [axis = 0] = conversion.constant(node, 1).values
  const value = conversion.get(conversion.operand(node, 0))
  conversion.set(node.name, conversion.graph.node('ArgMax', [value], { axis, keepdims: 0 }))
}

/** Second input: positions in the first, along the last axis. */
export function gatherNd(conversion: Conversion, node: TfjsNode): void {
  const values = [0, 1].map((i) => conversion.get(conversion.operand(node, i)))
  conversion.set(node.name, conversion.graph.node('GatherND', values))
}
