/** Builds small TFLite files for tests, from the schema's field numbers. */
import { Builder } from 'flatbuffers'

export interface TensorSpec {
  shape: number[]
  type: 'float32' | 'int32' | 'uint8' | 'int8'
  /** Stored values of a constant. */
  values?: number[]
  scale?: number[]
  zeroPoint?: number[]
  axis?: number
}

export interface OperatorSpec {
  /** Built-in operator number, or a custom operator's name. */
  code: number | string
  inputs: number[]
  outputs: number[]
  /** Fields of the options table: number and integer value. */
  options?: [field: number, value: number][]
  customOptions?: Uint8Array
}

export interface ModelSpec {
  tensors: TensorSpec[]
  operators: OperatorSpec[]
  inputs: number[]
  outputs: number[]
}

const TYPES = { float32: 0, int32: 2, uint8: 3, int8: 9 }
const CUSTOM = 32
/** Stands in the byte field for operators above 127. */
const WIDE = 127

export function buildTflite(spec: ModelSpec): Uint8Array {
  const builder = new Builder(1024)
  // Buffer 0 is the empty one by definition; tensor i has buffer i + 1.
  const buffers = [table(builder, []), ...spec.tensors.map((tensor) => buffer(builder, tensor))]
  const codes = spec.operators.map((operator) => operatorCode(builder, operator.code))
  const graph = table(builder, [
    [
      0,
      offsets(
        builder,
        spec.tensors.map((tensor, i) => tensorTable(builder, tensor, i)),
      ),
    ],
    [1, int32s(builder, spec.inputs)],
    [2, int32s(builder, spec.outputs)],
    [
      3,
      offsets(
        builder,
        spec.operators.map((operator, i) => operatorTable(builder, operator, i)),
      ),
    ],
  ])
  const root = table(builder, [
    [1, offsets(builder, codes)],
    [2, offsets(builder, [graph])],
    [4, offsets(builder, buffers)],
  ])
  builder.finish(root, 'TFL3')
  return builder.asUint8Array()
}

/** Adds a table whose fields are offsets. */
function table(builder: Builder, fields: [number, number][], more: () => void = () => {}): number {
  builder.startObject(12)
  for (const [field, offset] of fields) if (offset !== 0) builder.addFieldOffset(field, offset, 0)
  more()
  return builder.endObject()
}

function buffer(builder: Builder, tensor: TensorSpec): number {
  if (tensor.values === undefined) return table(builder, [])
  const stored = {
    float32: () => Float32Array.from(tensor.values!),
    int32: () => Int32Array.from(tensor.values!),
    uint8: () => Uint8Array.from(tensor.values!),
    int8: () => Int8Array.from(tensor.values!),
  }[tensor.type]()
  return table(builder, [[0, bytes(builder, new Uint8Array(stored.buffer))]])
}

function tensorTable(builder: Builder, tensor: TensorSpec, index: number): number {
  const name = builder.createString(`t${index}`)
  const shape = int32s(builder, tensor.shape)
  const quantisation = tensor.scale === undefined ? 0 : quantisationTable(builder, tensor)
  const fields: [number, number][] = [
    [0, shape],
    [3, name],
    [4, quantisation],
  ]
  return table(builder, fields, () => {
    builder.addFieldInt8(1, TYPES[tensor.type], 0)
    builder.addFieldInt32(2, index + 1, 0)
  })
}

function quantisationTable(builder: Builder, tensor: TensorSpec): number {
  const scales = tensor.scale ?? []
  builder.startVector(4, scales.length, 4)
  for (const scale of scales.toReversed()) builder.addFloat32(scale)
  const scale = builder.endVector()
  const points = tensor.zeroPoint ?? []
  builder.startVector(8, points.length, 8)
  for (const point of points.toReversed()) builder.addInt64(BigInt(point))
  const zeroPoint = builder.endVector()
  const fields: [number, number][] = [
    [2, scale],
    [3, zeroPoint],
  ]
  return table(builder, fields, () => builder.addFieldInt32(6, tensor.axis ?? 0, 0))
}

function operatorCode(builder: Builder, code: number | string): number {
  if (typeof code === 'string') {
    const name = builder.createString(code)
    return table(builder, [[1, name]], () => builder.addFieldInt8(0, CUSTOM, 0))
  }
  return table(builder, [], () => {
    builder.addFieldInt8(0, Math.min(code, WIDE), 0)
    if (code >= WIDE) builder.addFieldInt32(3, code, 0)
  })
}

/** Option fields are written as 32-bit integers: a reader of the low byte sees the same small number. */
function operatorTable(builder: Builder, operator: OperatorSpec, code: number): number {
  const options = table(builder, [], () => {
    for (const [field, value] of operator.options ?? []) builder.addFieldInt32(field, value, Number.NaN)
  })
  const custom = operator.customOptions === undefined ? 0 : bytes(builder, operator.customOptions)
  const fields: [number, number][] = [
    [1, int32s(builder, operator.inputs)],
    [2, int32s(builder, operator.outputs)],
    [4, options],
    [5, custom],
  ]
  return table(builder, fields, () => builder.addFieldInt32(0, code, 0))
}

function offsets(builder: Builder, items: number[]): number {
  builder.startVector(4, items.length, 4)
  for (const item of items.toReversed()) builder.addOffset(item)
  return builder.endVector()
}

function int32s(builder: Builder, items: number[]): number {
  builder.startVector(4, items.length, 4)
  for (const item of items.toReversed()) builder.addInt32(item)
  return builder.endVector()
}

function bytes(builder: Builder, items: Uint8Array): number {
  builder.startVector(1, items.length, 4)
  for (const item of items.toReversed()) builder.addInt8(item)
  return builder.endVector()
}
