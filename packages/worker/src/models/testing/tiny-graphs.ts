/** ONNX models small enough to write in a test: one says what it is told, one tells what it was fed. */
import type { ModelInput, ModelManifest } from '../manifest.js'
import { RAW_PIXELS } from '../manifest.js'
import { GraphBuilder } from '../onnx/graph-builder.js'
import { writeOnnx } from '../onnx/write-onnx.js'
import { sha256 } from '../open-session.js'

export interface ConstantOutput {
  shape: number[]
  values: number[]
  type?: 'float32' | 'int64'
}

export const TINY_INPUT: ModelInput = {
  name: 'images',
  layout: 'nchw',
  width: 32,
  height: 32,
  type: 'float32',
  ...RAW_PIXELS,
  padValue: 114,
}

/** A manifest for any bytes. */
export function manifestFor(
  onnx: Uint8Array,
  rest: Partial<ModelManifest> & Pick<ModelManifest, 'head' | 'labels'>,
): ModelManifest {
  const known = { name: 'small', licence: 'Apache-2.0', attribution: 'made by a test', source: 'a test' }
  return { ...known, sha256: sha256(onnx), input: TINY_INPUT, threshold: 0.5, ...rest }
}

const portShape = ({ layout, width, height }: ModelInput): number[] =>
  layout === 'nhwc' ? [1, height, width, 3] : [1, 3, height, width]

/** Whatever the picture, the outputs are these. */
export function sayingModel(
  outputs: Record<string, ConstantOutput>,
  input: ModelInput = TINY_INPUT,
  more: { name: string; type: 'int64'; shape: number[] }[] = [],
): Uint8Array {
  const graph = new GraphBuilder('saying', {})
  graph.input({ name: input.name, type: input.type, shape: portShape(input) })
  for (const port of more) graph.input(port)
  for (const [name, { shape, values, type = 'float32' }] of Object.entries(outputs)) {
    let constant: string
    if (type === 'int64') {
      constant = `${name}_values`
      const data = new Uint8Array(BigInt64Array.from(values, BigInt).buffer)
      graph.build().constants.push({ name: constant, type, shape, data })
    } else {
      constant = graph.floats(Float32Array.from(values), shape)
    }
    graph.output(constant, { name, type, shape })
  }
  return writeOnnx(graph.build())
}

/** Pixels of the input: from, and up to. */
export interface Place {
  x: [number, number]
  y: [number, number]
}

/**
 * For the head `yolov8` with three labels: one anchor whose box is the place, and whose scores are the means of the
 * values fed there, channel by channel.
 */
export function seeingModel(input: ModelInput, place: Place): Uint8Array {
  const graph = new GraphBuilder('seeing', {})
  const fed = graph.input({ name: input.name, type: input.type, shape: portShape(input) })
  const numbers = graph.node('Cast', [fed], { to: 1 })
  const planes =
    input.layout === 'nhwc' ? graph.node('Transpose', [numbers], { perm: [0, 3, 1, 2] }) : numbers
  const [x, y] = [place.x, place.y]
  const part = graph.node('Slice', [
    planes,
    graph.integers([y[0], x[0]]),
    graph.integers([y[1], x[1]]),
    graph.integers([2, 3]),
  ])
  const means = graph.node('ReduceMean', [part], { axes: [3], keepdims: 0 })
  const scores = graph.node('ReduceMean', [means], { axes: [2], keepdims: 1 })
  const box = [(x[0] + x[1]) / 2, (y[0] + y[1]) / 2, x[1] - x[0], y[1] - y[0]]
  const whole = graph.node('Concat', [graph.floats(Float32Array.from(box), [1, 4, 1]), scores], { axis: 1 })
  graph.output(whole, { name: 'output0', type: 'float32', shape: [1, 7, 1] })
  return writeOnnx(graph.build())
}
