/** An ONNX graph as plain data. */

export type OnnxType = 'float32' | 'float16' | 'uint8' | 'int8' | 'int32' | 'int64'

/** A number is written as an integer attribute, an array as integers; floats say so. */
export type OnnxAttribute = number | number[] | string | { float: number }

export interface OnnxNode {
  op: string
  /** Empty strings stand for optional inputs left out. */
  inputs: string[]
  outputs: string[]
  attributes: Record<string, OnnxAttribute>
}

export interface OnnxConstant {
  name: string
  type: OnnxType
  shape: number[]
  /** Little-endian. */
  data: Uint8Array
}

export interface OnnxPort {
  name: string
  type: OnnxType
  shape: number[]
}

export interface OnnxModel {
  name: string
  /** Key and value pairs kept in the file: origin, licence, changes. */
  metadata: Record<string, string>
  nodes: OnnxNode[]
  constants: OnnxConstant[]
  inputs: OnnxPort[]
  outputs: OnnxPort[]
}
