/** TFLite detector to float ONNX. */
import { Conversion, NHWC_TO_NCHW, UnsupportedOperatorError } from './conversion/conversion.js'
import { detectionPostProcess } from './conversion/detection-post-process.js'
import { binary, logistic, relu, relu6, sameValue } from './conversion/elementwise.js'
import { concatenation, pad, reshape, resizeBilinear, resizeNearest } from './conversion/shapes.js'
import { averagePool2d, conv2d, depthwiseConv2d, maxPool2d } from './conversion/windows.js'
import { GraphBuilder } from './onnx/graph-builder.js'
import { writeOnnx } from './onnx/write-onnx.js'
import { readTflite, type TfliteOperator, type TfliteTensor } from './tflite/read-model.js'

/** Grows when the same source gives other bytes, so that cached conversions are made anew. */
export const CONVERTER_VERSION = 1

type OperatorConverter = (conversion: Conversion, operator: TfliteOperator) => void

const CONVERTERS: ReadonlyMap<string, OperatorConverter> = new Map<string, OperatorConverter>([
  ['ADD', binary('Add')],
  ['SUB', binary('Sub')],
  ['MUL', binary('Mul')],
  ['DIV', binary('Div')],
  ['CONV_2D', conv2d],
  ['DEPTHWISE_CONV_2D', depthwiseConv2d],
  ['MAX_POOL_2D', maxPool2d],
  ['AVERAGE_POOL_2D', averagePool2d],
  ['LOGISTIC', logistic],
  ['RELU', relu],
  ['RELU6', relu6],
  ['QUANTIZE', sameValue],
  ['DEQUANTIZE', sameValue],
  ['RESHAPE', reshape],
  ['CONCATENATION', concatenation],
  ['PAD', pad],
  ['RESIZE_NEAREST_NEIGHBOR', resizeNearest],
  ['RESIZE_BILINEAR', resizeBilinear],
  ['TFLite_Detection_PostProcess', detectionPostProcess],
])

/**
 * Converts a TFLite model (float or quantised, one subgraph, static shapes) to an ONNX model that computes in
 * float32. Inputs keep the file's shape: a quantised 8-bit input stays 8-bit and is made real inside the graph
 * (EfficientDet: RGB 0-255, minus 127, by 1/128). With detection post-processing the outputs are `boxes` and
 * `scores`; without it each output of the file becomes `output_<i>` in the file's layout.
 * @throws UnsupportedOperatorError naming the operator and its index; TfliteFormatError for other files.
 */
export function convertTflite(
  bytes: Uint8Array,
  name: string,
  metadata: Record<string, string> = {},
): Uint8Array {
  const model = readTflite(bytes)
  const graph = new GraphBuilder(name, metadata)
  const conversion = new Conversion(model, graph)
  const single = model.inputs.length === 1
  model.inputs.forEach((index, i) => {
    addInput(conversion, conversion.tensor(index), single ? 'input' : `input_${i}`)
  })
  for (const operator of model.operators) {
    const convert = CONVERTERS.get(operator.name)
    if (convert === undefined)
      throw new UnsupportedOperatorError(
        operator,
        `the operators known here are ${[...CONVERTERS.keys()].join(', ')}`,
      )
    convert(conversion, operator)
  }
  if (graph.build().outputs.length === 0) addOutputs(conversion)
  return writeOnnx(graph.build())
}

function addInput(conversion: Conversion, tensor: TfliteTensor, name: string): void {
  const { graph } = conversion
  const { shape, type, quantisation } = tensor
  if (type === 'float32') {
    conversion.set(tensor, graph.input({ name, type, shape }), 'plain')
    return
  }
  if ((type !== 'uint8' && type !== 'int8') || quantisation === undefined)
    throw new Error(`input ${name} is ${type}; inputs can be float32 or quantised 8-bit`)
  const { scale, zeroPoint } = quantisation
  const fed = graph.input({ name, type, shape })
  const picture = shape.length === 4
  // Turned while it is still one byte per value: a quarter of the memory to move.
  const turned = picture ? graph.node('Transpose', [fed], { perm: NHWC_TO_NCHW }) : fed
  const numbers = graph.node('Cast', [turned], { to: 1 })
  const centred = graph.node('Sub', [numbers, graph.scalar(zeroPoint[0] ?? 0)])
  conversion.set(
    tensor,
    graph.node('Mul', [centred, graph.scalar(scale[0] ?? 1)]),
    picture ? 'nchw' : 'plain',
  )
}

function addOutputs(conversion: Conversion): void {
  conversion.model.outputs.forEach((index, i) => {
    const tensor = conversion.tensor(index)
    conversion.graph.output(conversion.get(tensor, 'plain'), {
      name: `output_${i}`,
      type: 'float32',
      shape: tensor.shape,
    })
  })
}
