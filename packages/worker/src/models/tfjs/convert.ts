/** TF.js graph model to float ONNX. */
import { GraphBuilder } from '../onnx/graph-builder.js'
import { writeOnnx } from '../onnx/write-onnx.js'
import { UnsupportedNodeError } from './attributes.js'
import { Conversion } from './conversion.js'
import { binary, cast, floorDiv, squaredDifference, unary } from './elementwise.js'
import { TfjsFormatError } from './json.js'
import { readTfjs, type TfjsModel, type TfjsNode, type TfjsPort } from './read-model.js'
import { argMax, concat, expandDims, gatherNd, pack, reshape, squeeze, unpack } from './shapes.js'
import { conv2d, depthwiseConv2d, resizeBilinear } from './windows.js'

/** Grows when the same files give other bytes, so that cached conversions are made anew. */
export const TFJS_CONVERTER_VERSION = 1

type NodeConverter = (conversion: Conversion, node: TfjsNode) => void

const arithmetic = (op: string): NodeConverter => binary((graph, a, b) => graph.node(op, [a, b]))

const CONVERTERS: ReadonlyMap<string, NodeConverter> = new Map<string, NodeConverter>([
  ['AddV2', arithmetic('Add')],
  ['Sub', arithmetic('Sub')],
  ['Mul', arithmetic('Mul')],
  ['RealDiv', arithmetic('Div')],
  ['SquaredDifference', binary(squaredDifference)],
  ['FloorDiv', floorDiv],
  ['Sqrt', unary('Sqrt')],
  ['Sigmoid', unary('Sigmoid')],
  ['Identity', unary('Identity')],
  ['Cast', cast],
  ['Conv2D', conv2d],
  ['_FusedConv2D', conv2d],
  ['DepthwiseConv2dNative', depthwiseConv2d],
  ['FusedDepthwiseConv2dNative', depthwiseConv2d],
  ['ResizeBilinear', resizeBilinear],
  ['Reshape', reshape],
  ['ExpandDims', expandDims],
  ['Squeeze', squeeze],
  ['Pack', pack],
  ['Unpack', unpack],
  ['ConcatV2', concat],
  ['ArgMax', argMax],
  ['GatherNd', gatherNd],
])

/**
 * Converts a TF.js graph model with fixed shapes to an ONNX model that computes in float32. Inputs keep the file's
 * shape: `input` (or `input_0` …) is float32, or uint8 where the file wants whole numbers, which are values 0-255 of a
 * picture. Outputs are `output_<i>` in the file's order and layout.
 * @param topology the bytes of model.json
 * @param files its weight files by the names that it gives them
 * @throws TfjsFormatError for other files; UnsupportedNodeError naming the node and its operator
 */
export function convertTfjs(
  topology: Uint8Array,
  files: ReadonlyMap<string, Uint8Array>,
  name: string,
  metadata: Record<string, string> = {},
): Uint8Array {
  const model = readTfjs(topology, files)
  const graph = new GraphBuilder(name, metadata)
  const conversion = new Conversion(model, graph)
  const single = model.inputs.length === 1
  for (const [i, port] of model.inputs.entries()) addInput(conversion, port, single ? 'input' : `input_${i}`)
  for (const [i, port] of model.outputs.entries()) {
    compute(conversion, model, port.node)
    const value = conversion.get({ name: port.node, constant: model.constants.get(port.node) })
    graph.output(value, { name: `output_${i}`, type: 'float32', shape: port.shape })
  }
  return writeOnnx(graph.build())
}

function addInput(conversion: Conversion, { node, type, shape }: TfjsPort, name: string): void {
  const { graph } = conversion
  if (type === 'DT_FLOAT') conversion.set(node, graph.input({ name, type: 'float32', shape }))
  else if (type === 'DT_INT32') conversion.set(node, graph.input({ name, type: 'uint8', shape }))
  else throw new TfjsFormatError(`input ${node} is ${type}; DT_FLOAT and DT_INT32 are known here`)
}

/** Makes a node's value after the values it needs: files may list nodes in any order. */
function compute(conversion: Conversion, model: TfjsModel, output: string): void {
  const open: { name: string; entered: boolean }[] = [{ name: output, entered: false }]
  const under = new Set<string>()
  for (let step = open.at(-1); step !== undefined; step = open.at(-1)) {
    const { name } = step
    if (conversion.has(name) || model.constants.has(name)) {
      open.pop()
      continue
    }
    const node = model.nodes.get(name)
    if (node === undefined) throw new TfjsFormatError(`it refers to a node ${name}, which it does not hold`)
    if (step.entered) {
      converterFor(node)(conversion, node)
      under.delete(name)
      open.pop()
      continue
    }
    if (under.has(name)) throw new UnsupportedNodeError(node, 'it needs its own output')
    under.add(name)
    step.entered = true
    // Outputs after the first are made together with it.
    for (const input of node.inputs) open.push({ name: input.replace(/:\d+$/, ''), entered: false })
  }
}

function converterFor(node: TfjsNode): NodeConverter {
  const convert = CONVERTERS.get(node.op)
  if (convert !== undefined) return convert
  throw new UnsupportedNodeError(node, `the operators known here are ${[...CONVERTERS.keys()].join(', ')}`)
}
