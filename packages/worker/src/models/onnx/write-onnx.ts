/** Writes an ONNX model as protobuf bytes (onnx.proto, IR version 8, operator set 13). */
import protobuf from 'protobufjs/minimal.js'
import type { OnnxAttribute, OnnxConstant, OnnxModel, OnnxNode, OnnxPort, OnnxType } from './model.js'

type Writer = protobuf.Writer

const IR_VERSION = 8
/** The first set where every operator used here has its present form; onnxruntime has run it since 2021. */
const OPERATOR_SET = 13

/** TensorProto.DataType */
const TYPE_NUMBERS: Record<OnnxType, number> = {
  float32: 1,
  uint8: 2,
  int8: 3,
  int32: 6,
  int64: 7,
  float16: 10,
}

/** AttributeProto.AttributeType */
const ATTRIBUTE = { float: 1, int: 2, string: 3, ints: 7 }

export function onnxTypeNumber(type: OnnxType): number {
  return TYPE_NUMBERS[type]
}

/** The same model gives the same bytes. */
export function writeOnnx(model: OnnxModel): Uint8Array {
  const out = protobuf.Writer.create()
  integer(out, 1, IR_VERSION)
  text(out, 2, 'vigia')
  message(out, 7, () => graph(out, model))
  message(out, 8, () => integer(out, 2, OPERATOR_SET))
  for (const [key, value] of Object.entries(model.metadata))
    message(out, 14, () => {
      text(out, 1, key)
      text(out, 2, value)
    })
  return out.finish()
}

function graph(out: Writer, model: OnnxModel): void {
  for (const item of model.nodes) message(out, 1, () => node(out, item))
  text(out, 2, model.name)
  for (const item of model.constants) message(out, 5, () => constant(out, item))
  for (const item of model.inputs) message(out, 11, () => port(out, item))
  for (const item of model.outputs) message(out, 12, () => port(out, item))
}

function node(out: Writer, item: OnnxNode): void {
  for (const name of item.inputs) text(out, 1, name)
  for (const name of item.outputs) text(out, 2, name)
  text(out, 4, item.op)
  for (const [name, value] of Object.entries(item.attributes))
    message(out, 5, () => {
      text(out, 1, name)
      attribute(out, value)
    })
}

function attribute(out: Writer, value: OnnxAttribute): void {
  if (typeof value === 'number') {
    integer(out, 3, value)
    integer(out, 20, ATTRIBUTE.int)
  } else if (typeof value === 'string') {
    text(out, 4, value)
    integer(out, 20, ATTRIBUTE.string)
  } else if (Array.isArray(value)) {
    for (const item of value) integer(out, 8, item)
    integer(out, 20, ATTRIBUTE.ints)
  } else {
    out.uint32(tag(2, 5)).float(value.float)
    integer(out, 20, ATTRIBUTE.float)
  }
}

function constant(out: Writer, item: OnnxConstant): void {
  for (const size of item.shape) integer(out, 1, size)
  integer(out, 2, TYPE_NUMBERS[item.type])
  text(out, 8, item.name)
  out.uint32(tag(9, 2)).bytes(item.data)
}

function port(out: Writer, item: OnnxPort): void {
  text(out, 1, item.name)
  message(out, 2, () =>
    message(out, 1, () => {
      integer(out, 1, TYPE_NUMBERS[item.type])
      message(out, 2, () => {
        for (const size of item.shape) message(out, 1, () => integer(out, 1, size))
      })
    }),
  )
}

/** Wire types: 0 variable-length integer, 2 length-prefixed, 5 four bytes. */
function tag(field: number, wireType: number): number {
  return (field << 3) | wireType
}

function integer(out: Writer, field: number, value: number): void {
  out.uint32(tag(field, 0)).int64(value)
}

function text(out: Writer, field: number, value: string): void {
  out.uint32(tag(field, 2)).string(value)
}

function message(out: Writer, field: number, body: () => void): void {
  out.uint32(tag(field, 2)).fork()
  body()
  out.ldelim()
}
