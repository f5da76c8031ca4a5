/** The points of one body in a square picture, computed in a worker thread of its own. */
import { Worker } from 'node:worker_threads'
import type { Pose } from '@vigia/core'
import type { ModelManifest } from '../models/manifest.js'
import { ModelThread } from './model-thread.js'

export interface PoseEstimatorOptions {
  /** An ONNX file; its hash is the model store's business. */
  modelPath: string
  /** Its head is `movenet`. */
  manifest: ModelManifest
}

export interface PoseEstimator {
  /** Width and height of the picture in pixels. */
  readonly inputSize: number
  /**
   * @param rgb `inputSize` rows of `inputSize` RGB pixels; its memory changes hands.
   * @returns the 17 points in fractions of the picture, 0-1.
   * @throws Error when the picture is of another size, the run fails, or the thread is gone.
   */
  estimate(rgb: Uint8Array<ArrayBuffer>): Promise<Pose>
  /** Ends the thread; waiting calls fail. May be called again. */
  close(): Promise<void>
}

/** What the thread is started with. */
export interface PoseThreadSetup {
  modelPath: string
  manifest: ModelManifest
}

/** Values y, x and score of each point. */
export type PoseAnswer = Float32Array

/** Starts the thread and loads the model. @throws Error when it cannot be loaded or does not fit its manifest */
export async function createPoseEstimator({
  modelPath,
  manifest,
}: PoseEstimatorOptions): Promise<PoseEstimator> {
  const workerData: PoseThreadSetup = { modelPath, manifest }
  const worker = new Worker(new URL('./pose-thread.js', import.meta.url), { workerData })
  const thread = new ModelThread<Uint8Array, PoseAnswer>(worker, `pose model ${manifest.name}`)
  await thread.ready
  const { size } = manifest.input
  return {
    inputSize: size,
    async estimate(rgb) {
      if (rgb.length !== size * size * 3)
        throw new Error(
          `pose model ${manifest.name}: rgb has ${rgb.length} bytes; it needs ${size * size * 3}`,
        )
      return toPose(await thread.ask(rgb, [rgb.buffer]))
    },
    close: () => thread.close(),
  }
}

function toPose(values: PoseAnswer): Pose {
  return Array.from({ length: values.length / 3 }, (_, i) => ({
    x: values[3 * i + 1]!,
    y: values[3 * i]!,
    score: values[3 * i + 2]!,
  }))
}
