/** Collects nodes and constants of an ONNX graph and names their outputs. */
import type { OnnxAttribute, OnnxModel, OnnxPort } from './model.js'

export class GraphBuilder {
  private readonly model: OnnxModel
  private readonly shared = new Map<string, string>()
  private count = 0

  constructor(name: string, metadata: Record<string, string>) {
    this.model = { name, metadata, nodes: [], constants: [], inputs: [], outputs: [] }
  }

  /** Adds a node with one output and gives the output's name. */
  node(op: string, inputs: string[], attributes: Record<string, OnnxAttribute> = {}): string {
    const name = this.next(op.toLowerCase())
    this.model.nodes.push({ op, inputs, outputs: [name], attributes })
    return name
  }

  /** A float constant of the given shape. */
  floats(values: Float32Array, shape: number[]): string {
    const name = this.next('weights')
    const data = new Uint8Array(values.buffer, values.byteOffset, values.byteLength)
    this.model.constants.push({ name, type: 'float32', shape, data })
    return name
  }

  /** A float constant of shape [], made once per value. */
  scalar(value: number): string {
    return this.once(`scalar ${value}`, () => this.floats(Float32Array.of(value), []))
  }

  /** A one-dimensional constant of 64-bit integers (shapes, axes), made once per content. */
  integers(values: number[]): string {
    return this.once(`integers ${values}`, () => {
      const name = this.next('integers')
      const data = new Uint8Array(BigInt64Array.from(values, BigInt).buffer)
      this.model.constants.push({ name, type: 'int64', shape: [values.length], data })
      return name
    })
  }

  input(port: OnnxPort): string {
    this.model.inputs.push(port)
    return port.name
  }

  /** Declares `value` as the output `port.name`. */
  output(value: string, port: OnnxPort): void {
    this.model.nodes.push({ op: 'Identity', inputs: [value], outputs: [port.name], attributes: {} })
    this.model.outputs.push(port)
  }

  build(): OnnxModel {
    return this.model
  }

  private once(key: string, make: () => string): string {
    const known = this.shared.get(key)
    if (known !== undefined) return known
    const name = make()
    this.shared.set(key, name)
    return name
  }

  private next(stem: string): string {
    return `${stem}_${this.count++}`
  }
}
