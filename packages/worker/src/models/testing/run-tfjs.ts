/** Builds small TF.js graphs, converts them and runs them once. */
import { InferenceSession, Tensor } from 'onnxruntime-node'
import { sessionOptions } from '../session-options.js'
import { convertTfjs } from '../tfjs/convert.js'

export interface NodeSpec {
  op: string
  /** Names of constants, of `x` (the input), or `n<i>`: the i-th node, from 0; `n<i>:1` is its second output. */
  inputs: string[]
  attributes?: Record<string, Record<string, unknown>>
}

export interface GraphSpec {
  input: { shape: number[]; type?: 'DT_FLOAT' | 'DT_INT32' }
  constants?: Record<string, { shape: number[]; values: number[]; type?: 'float32' | 'int32' }>
  /** The last one is the output. */
  nodes: NodeSpec[]
  outputShape: number[]
}

/** Attributes as TF.js writes them. */
export const ints = (...values: number[]) => ({ list: { i: values.map(String) } })
export const words = (...values: string[]) => ({ list: { s: values.map(base64) } })
export const word = (value: string) => ({ s: base64(value) })

function base64(value: string): string {
  return Buffer.from(value).toString('base64')
}

/** model.json and its weight file `w.bin`. */
export function buildTfjs({ input, constants = {}, nodes, outputShape }: GraphSpec): {
  topology: Uint8Array
  files: Map<string, Uint8Array>
} {
  const port = (name: string, dtype: string, shape: number[]) => ({
    name,
    dtype,
    tensorShape: { dim: shape.map((size) => ({ size: String(size) })) },
  })
  const last = `n${nodes.length - 1}`
  const model = {
    format: 'graph-model',
    signature: {
      inputs: { x: port('x:0', input.type ?? 'DT_FLOAT', input.shape) },
      outputs: { out: port(`${last}:0`, 'DT_FLOAT', outputShape) },
    },
    modelTopology: {
      node: [
        { name: 'x', op: 'Placeholder', attr: {} },
        ...Object.keys(constants).map((name) => ({ name, op: 'Const', attr: {} })),
        ...nodes.map(({ op, inputs, attributes = {} }, i) => ({
          name: `n${i}`,
          op,
          input: inputs,
          attr: attributes,
        })),
      ],
    },
    weightsManifest: [
      {
        paths: ['w.bin'],
        weights: Object.entries(constants).map(([name, { shape, type = 'float32' }]) => ({
          name,
          shape,
          dtype: type,
        })),
      },
    ],
  }
  const bytes = Object.values(constants).map(({ values, type }) =>
    Buffer.from((type === 'int32' ? Int32Array.from(values) : Float32Array.from(values)).buffer),
  )
  return {
    topology: Buffer.from(JSON.stringify(model)),
    files: new Map([['w.bin', new Uint8Array(Buffer.concat(bytes))]]),
  }
}

/** Values of the output. */
export async function runTfjs(spec: GraphSpec, values: number[]): Promise<number[]> {
  const { topology, files } = buildTfjs(spec)
  const session = await InferenceSession.create(convertTfjs(topology, files, 'test'), sessionOptions(1))
  try {
    const { shape, type } = spec.input
    const input =
      type === 'DT_INT32'
        ? new Tensor('uint8', Uint8Array.from(values), shape)
        : new Tensor('float32', Float32Array.from(values), shape)
    const outputs = await session.run({ input })
    return Array.from(outputs.output_0!.data as Float32Array)
  } finally {
    await session.release()
  }
}
