/** Nodes that work value by value. */
import type { GraphBuilder } from '../onnx/graph-builder.js'
import { type, UnsupportedNodeError } from './attributes.js'
import type { Conversion } from './conversion.js'
import type { TfjsNode } from './read-model.js'

/** With broadcasting. Stays in NCHW where every computed input is there. */
export function binary(make: (graph: GraphBuilder, a: string, b: string) => string) {
  return (conversion: Conversion, node: TfjsNode): void => {
    const inputs = [conversion.operand(node, 0), conversion.operand(node, 1)] as const
    const turnable = inputs.every((input) =>
      input.constant ? input.constant.shape.length <= 4 : conversion.isNchw(input),
    )
    const layout = turnable && inputs.some((input) => !input.constant) ? 'nchw' : 'plain'
    const [a, b] = [conversion.get(inputs[0], layout), conversion.get(inputs[1], layout)]
    conversion.set(node.name, make(conversion.graph, a, b), layout)
  }
}

export function squaredDifference(graph: GraphBuilder, a: string, b: string): string {
  const difference = graph.node('Sub', [a, b])
  return graph.node('Mul', [difference, difference])
}

export function unary(op: string) {
  return (conversion: Conversion, node: TfjsNode): void => {
    const input = conversion.operand(node, 0)
    const layout = conversion.isNchw(input) ? 'nchw' : 'plain'
    conversion.set(node.name, conversion.graph.node(op, [conversion.get(input, layout)]), layout)
  }
}

/** Rounds down, also below zero: what `Mod` leaves has the divisor's sign, so the division after it is exact. */
export function floorDiv(conversion: Conversion, node: TfjsNode): void {
  if (type(node, 'T') !== 'DT_INT32')
    throw new UnsupportedNodeError(node, `it divides ${type(node, 'T')}; whole numbers are known here`)
  binary((graph, a, b) => {
    const whole = graph.node('Sub', [a, graph.node('Mod', [a, b])])
    return graph.node('Div', [whole, b])
  })(conversion, node)
}

/** TensorProto.DataType by TensorFlow's name; whole numbers are 64 bits wide here. */
const TYPE_NUMBERS: Readonly<Record<string, number>> = { DT_FLOAT: 1, DT_INT32: 7 }

export function cast(conversion: Conversion, node: TfjsNode): void {
  const wanted = type(node, 'DstT')
  const to = TYPE_NUMBERS[wanted]
  if (to === undefined)
    throw new UnsupportedNodeError(
      node,
      `it casts to ${wanted}; known are ${Object.keys(TYPE_NUMBERS).join(', ')}`,
    )
  const value = conversion.get(conversion.operand(node, 0))
  conversion.set(node.name, conversion.graph.node('Cast', [value], { to }))
}
