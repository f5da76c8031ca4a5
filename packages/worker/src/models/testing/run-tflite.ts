/** Converts a small TFLite model and runs it once. */
import { InferenceSession, Tensor } from 'onnxruntime-node'
import { convertTflite } from '../convert.js'
import { sessionOptions } from '../session-options.js'
import { buildTflite, type ModelSpec } from './build-tflite.js'

/** Values of the first output for one float32 or uint8 input. */
export async function runTflite(spec: ModelSpec, input: Float32Array | Uint8Array): Promise<number[]> {
  const session = await InferenceSession.create(convertTflite(buildTflite(spec), 'test'), sessionOptions(1))
  try {
    const shape = spec.tensors[spec.inputs[0]!]!.shape
    const outputs = await session.run({
      input: new Tensor(input instanceof Uint8Array ? 'uint8' : 'float32', input, shape),
    })
    return Array.from(outputs[session.outputNames[0]!]!.data as Float32Array)
  } finally {
    await session.release()
  }
}
