/** Proves that a model file loads and has the inputs and outputs its manifest promises. */
import { InferenceSession } from 'onnxruntime-node'
import type { ModelManifest } from './manifest.js'
import { sessionOptions } from './session-options.js'

/** @param model Path or bytes of an ONNX file. @throws Error naming the port that is wrong. */
export async function checkModel(model: string | Uint8Array, manifest: ModelManifest): Promise<void> {
  const session =
    typeof model === 'string'
      ? await InferenceSession.create(model, sessionOptions(1))
      : await InferenceSession.create(model, sessionOptions(1))
  try {
    checkPorts(session, manifest)
  } finally {
    await session.release()
  }
}

/** @throws Error naming the port that is wrong. */
export function checkPorts(session: InferenceSession, manifest: ModelManifest): void {
  const { name, type, size } = manifest.input
  const wrong = (port: string, found: string, expected: string) =>
    new Error(`model ${manifest.name}: ${port} is ${found}, its manifest needs ${expected}`)
  const expect = (kind: 'input' | 'output', port: string, element: string, shape: (number | string)[]) => {
    const all = kind === 'input' ? session.inputMetadata : session.outputMetadata
    const found = all.find((metadata) => metadata.name === port)
    const text = found?.isTensor ? `${found.type} [${found.shape}]` : 'missing'
    const fits =
      found?.isTensor === true &&
      found.type === element &&
      found.shape.length === shape.length &&
      shape.every((length, axis) => typeof length === 'string' || found.shape[axis] === length)
    if (!fits) throw wrong(`${kind} ${port}`, text, `${element} [${shape}]`)
  }
  expect('input', name, type, [1, size, size, 3])
  expect('output', 'boxes', 'float32', [1, 'N', 4])
  expect('output', 'scores', 'float32', [1, 'N', manifest.labels.length])
}
