/** Reads a TF.js graph model: model.json with its weight files. */
import { asArray, asNumber, asObject, asText, TfjsFormatError } from './json.js'
import { readWeights, type TfjsTensor } from './weights.js'

export interface TfjsNode {
  name: string
  op: string
  /** As written: `node`, or `node:1` for its second output; control inputs (`^node`) are left out. */
  inputs: string[]
  attributes: Record<string, Record<string, unknown>>
}

/** An input or output of the model: `node`, its element type (`DT_FLOAT`, `DT_INT32` …) and its whole shape. */
export interface TfjsPort {
  node: string
  type: string
  shape: number[]
}

export interface TfjsModel {
  nodes: ReadonlyMap<string, TfjsNode>
  constants: ReadonlyMap<string, TfjsTensor>
  inputs: TfjsPort[]
  outputs: TfjsPort[]
}

/**
 * @param topology the bytes of model.json
 * @param files its weight files by the names that it gives them
 * @throws TfjsFormatError naming the member that is wrong
 */
export function readTfjs(topology: Uint8Array, files: ReadonlyMap<string, Uint8Array>): TfjsModel {
  const root = asObject(parsed(topology), 'model.json')
  if (root.format !== 'graph-model') throw new TfjsFormatError('format is not "graph-model"')
  const list = asArray(asObject(root.modelTopology, 'modelTopology').node, 'modelTopology.node')
  const nodes = list.map((item, i) => readNode(item, `modelTopology.node[${i}]`))
  const signature = asObject(root.signature, 'signature')
  return {
    nodes: new Map(nodes.map((node) => [node.name, node])),
    constants: readWeights(root.weightsManifest, files),
    inputs: readPorts(signature.inputs, 'signature.inputs'),
    outputs: readPorts(signature.outputs, 'signature.outputs'),
  }
}

function parsed(topology: Uint8Array): unknown {
  try {
    return JSON.parse(Buffer.from(topology).toString('utf8'))
  } catch (error) {
    throw new TfjsFormatError(`model.json is not JSON (${(error as Error).message})`)
  }
}

function readNode(item: unknown, place: string): TfjsNode {
  const fields = asObject(item, place)
  const inputs = fields.input === undefined ? [] : asArray(fields.input, `${place}.input`)
  const attributes = asObject(fields.attr ?? {}, `${place}.attr`)
  return {
    name: asText(fields.name, `${place}.name`),
    op: asText(fields.op, `${place}.op`),
    inputs: inputs
      .map((input, i) => asText(input, `${place}.input[${i}]`))
      .filter((input) => !input.startsWith('^')),
    attributes: Object.fromEntries(
      Object.entries(attributes).map(([name, value]) => [name, asObject(value, `${place}.attr.${name}`)]),
    ),
  }
}

function readPorts(ports: unknown, place: string): TfjsPort[] {
  return Object.entries(asObject(ports, place)).map(([key, item]) => {
    const port = asObject(item, `${place}.${key}`)
    const { dim } = asObject(port.tensorShape, `${place}.${key}.tensorShape`)
    const name = asText(port.name ?? key, `${place}.${key}.name`)
    return {
      node: name.replace(/:0$/, ''),
      type: asText(port.dtype, `${place}.${key}.dtype`),
      shape: asArray(dim, `${place}.${key}.tensorShape.dim`).map((item, i) => {
        const where = `${place}.${key}.tensorShape.dim[${i}]`
        const size = asNumber(asObject(item, where).size, where)
        if (size < 1) throw new TfjsFormatError(`${where} is ${size}; sizes must be fixed`)
        return size
      }),
    }
  })
}
