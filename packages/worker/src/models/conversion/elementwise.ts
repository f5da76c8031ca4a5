/** Operators that work value by value, and those that only change how values are stored. */
import type { TfliteOperator } from '../tflite/read-model.js'
import { type Conversion, UnsupportedOperatorError } from './conversion.js'

/** ADD, SUB, MUL and DIV with broadcasting; option 0 is the fused activation. */
export function binary(op: string) {
  return (conversion: Conversion, operator: TfliteOperator): void => {
    const inputs = operator.inputs.map((i) => conversion.tensor(i))
    const output = conversion.tensor(operator.outputs[0])
    // A computed tensor of lower rank cannot be turned to NCHW, so both go back to the file's layout.
    const turnable = inputs.every((tensor) => tensor.data !== undefined || tensor.shape.length === 4)
    const layout = turnable && inputs.some((tensor) => conversion.isNchw(tensor)) ? 'nchw' : 'plain'
    const value = conversion.graph.node(
      op,
      inputs.map((tensor) => conversion.get(tensor, layout)),
    )
    conversion.set(output, conversion.activate(operator, 0, value), layout)
  }
}

export function logistic(conversion: Conversion, operator: TfliteOperator): void {
  unary(conversion, operator, (value) => conversion.graph.node('Sigmoid', [value]))
}

export function relu(conversion: Conversion, operator: TfliteOperator): void {
  unary(conversion, operator, (value) => conversion.graph.node('Relu', [value]))
}

export function relu6(conversion: Conversion, operator: TfliteOperator): void {
  const { graph } = conversion
  unary(conversion, operator, (value) => graph.node('Clip', [value, graph.scalar(0), graph.scalar(6)]))
}

/** QUANTIZE and DEQUANTIZE: the float graph keeps real numbers throughout. */
export function sameValue(conversion: Conversion, operator: TfliteOperator): void {
  unary(conversion, operator, (value) => value)
}

function unary(conversion: Conversion, operator: TfliteOperator, make: (value: string) => string): void {
  const input = conversion.tensor(operator.inputs[0])
  const output = conversion.tensor(operator.outputs[0])
  if (operator.inputs.length !== 1)
    throw new UnsupportedOperatorError(operator, `it has ${operator.inputs.length} inputs instead of one`)
  const layout = conversion.layoutOf(input)
  conversion.set(output, make(conversion.get(input, layout)), layout)
}
