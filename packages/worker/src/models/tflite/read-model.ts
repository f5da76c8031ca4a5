/** Reads a TFLite file into tensors and operators. */
import { CUSTOM_OPERATOR, ELEMENT_TYPES, type ElementType, OPERATOR_NAMES } from './schema.js'
import { Table } from './table.js'

/** `real = (stored - zeroPoint) * scale`; one scale for the tensor, or one per index along `axis`. */
export interface Quantisation {
  scale: number[]
  zeroPoint: number[]
  axis: number
}

export interface TfliteTensor {
  index: number
  name: string
  /** As in the file; pictures are NHWC. */
  shape: number[]
  type: ElementType
  /** Little-endian bytes of a constant; undefined for a tensor that is computed or fed. */
  data: Uint8Array | undefined
  quantisation: Quantisation | undefined
}

export interface TfliteOperator {
  index: number
  /** `CONV_2D`, …; a custom operator's own name; `#n` for an operator number without a name here. */
  name: string
  /** Tensor numbers; -1 stands for an optional input left out. */
  inputs: number[]
  outputs: number[]
  options: Table | undefined
  /** A flexbuffer; empty for built-in operators. */
  customOptions: Uint8Array
}

export interface TfliteModel {
  tensors: TfliteTensor[]
  operators: TfliteOperator[]
  inputs: number[]
  outputs: number[]
}

export class TfliteFormatError extends Error {}

/** @throws TfliteFormatError when the bytes are no TFLite file, or one with several subgraphs. */
export function readTflite(bytes: Uint8Array): TfliteModel {
  const identifier = String.fromCharCode(...bytes.subarray(4, 8))
  if (identifier !== 'TFL3')
    throw new TfliteFormatError(
      `not a TFLite file: bytes 4-7 are ${JSON.stringify(identifier)}, expected "TFL3"`,
    )
  const root = Table.root(bytes)
  const subgraphs = root.tables(2)
  const graph = subgraphs[0]
  if (graph === undefined || subgraphs.length !== 1)
    throw new TfliteFormatError(`the file has ${subgraphs.length} subgraphs; only files with one can be read`)
  const names = root.tables(1).map(operatorName)
  const buffers = root.tables(4)
  return {
    tensors: graph.tables(0).map((table, index) => readTensor(table, index, buffers)),
    operators: graph.tables(3).map((table, index) => readOperator(table, index, names)),
    inputs: graph.int32s(1),
    outputs: graph.int32s(2),
  }
}

function operatorName(code: Table): string {
  // The number began as a byte (field 0); larger ones live in field 3, with 127 in the byte. The larger counts.
  const number = Math.max(code.int8(0), code.int32(3))
  if (number === CUSTOM_OPERATOR) return code.string(1) ?? 'CUSTOM'
  return OPERATOR_NAMES.get(number) ?? `#${number}`
}

function readTensor(table: Table, index: number, buffers: Table[]): TfliteTensor {
  const name = table.string(3) ?? `tensor ${index}`
  const type = ELEMENT_TYPES.get(table.int8(1))
  if (type === undefined)
    throw new TfliteFormatError(
      `tensor ${index} (${name}) has element type ${table.int8(1)}, which is not read here`,
    )
  // Buffer 0 is by definition the empty one.
  const data = buffers[table.int32(2)]?.bytes(0)
  return {
    index,
    name,
    type,
    shape: table.int32s(0),
    data: data === undefined || data.length === 0 ? undefined : data,
    quantisation: readQuantisation(table.table(4)),
  }
}

function readQuantisation(table: Table | undefined): Quantisation | undefined {
  const scale = table?.float32s(2) ?? []
  if (table === undefined || scale.length === 0) return undefined
  const zeroPoint = table.int64s(3)
  return { scale, zeroPoint: scale.map((_, i) => zeroPoint[i] ?? 0), axis: table.int32(6) }
}

function readOperator(table: Table, index: number, names: string[]): TfliteOperator {
  const code = table.int32(0)
  const name = names[code]
  if (name === undefined)
    throw new TfliteFormatError(`operator ${index} refers to operator code ${code}, which the file lacks`)
  return {
    index,
    name,
    inputs: table.int32s(1),
    outputs: table.int32s(2),
    options: table.table(4),
    customOptions: table.bytes(5),
  }
}
