/** Proves that a model loads, fits its manifest, and gives numbers that its head can read. */
import type { InferenceSession } from 'onnxruntime-node'
import { ModelRunner } from '../inference/model-runner.js'
import type { ModelManifest } from './manifest.js'
import { sessionOf } from './open-session.js'
import { ModelFitError } from './ports.js'

/** What pads pictures in many trainings: no network should stumble over it. */
const GREY = 114

/**
 * Runs it once, on a grey picture.
 * @param model bytes of an ONNX file
 * @throws ModelFitError naming the port that is wrong, with what was found and what is needed; Error when the bytes are
 * no model
 */
export async function checkModel(model: Uint8Array, manifest: ModelManifest): Promise<void> {
  const session = await sessionOf(model, manifest.name, 1)
  try {
    await tryOut(session, manifest)
  } finally {
    await session.release()
  }
}

async function tryOut(session: InferenceSession, manifest: ModelManifest): Promise<void> {
  const { width, height } = manifest.input
  const runner = new ModelRunner(session, manifest)
  const grey = new Uint8Array(width * height * 3).fill(GREY)
  const holes = await runner.trial(grey)
  if (holes.length > 0)
    throw new ModelFitError(
      `model ${manifest.name}: output ${holes.join(' and ')} holds values that are no numbers (NaN) for a grey picture: ` +
        'input.scale, mean or std do not fit it, or the file is damaged',
    )
}
