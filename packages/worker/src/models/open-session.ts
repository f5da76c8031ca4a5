/** Loads a model's file, and never one that is not what its hash says. */
import { createHash } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import { InferenceSession } from 'onnxruntime-node'
import type { ModelManifest } from './manifest.js'
import { sessionOptions } from './session-options.js'

/** The file is not the one that its manifest, or the catalogue, names. */
export class ModelHashError extends Error {}

export const sha256 = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex')

/**
 * The file is read once, and what was read is what is loaded: nobody can change it in between. So its weights must be
 * inside it; a file that keeps them in others does not load.
 * @throws ModelHashError with both hashes and what to do
 */
export async function openSession(
  modelPath: string,
  manifest: Pick<ModelManifest, 'name' | 'sha256'>,
  threads: number,
): Promise<InferenceSession> {
  const bytes = await readFile(modelPath)
  const found = sha256(bytes)
  if (found !== manifest.sha256)
    throw new ModelHashError(
      `model ${manifest.name}: ${modelPath} has changed since it was added: expected sha256 ${manifest.sha256}, found ` +
        `${found}. It is not loaded; remove the model and add it anew, or pull it again`,
    )
  return sessionOf(bytes, manifest.name, threads)
}

/** @throws Error telling that the bytes are no model that can be run */
export async function sessionOf(bytes: Uint8Array, name: string, threads: number): Promise<InferenceSession> {
  try {
    return await InferenceSession.create(bytes, sessionOptions(threads))
  } catch (error) {
    throw new Error(
      `model ${name}: the file cannot be loaded as an ONNX model: ${(error as Error).message}`,
      {
        cause: error,
      },
    )
  }
}
