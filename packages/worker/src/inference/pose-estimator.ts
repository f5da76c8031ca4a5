/** The points of one body in a square picture, computed in a worker thread of its own. */
import { Worker } from 'node:worker_threads'
import type { Pose } from '@vigia/core'
import type { ModelManifest } from '../models/manifest.js'
import { ModelThread } from './model-thread.js'

export interface PoseEstimatorOptions {
  /** An ONNX file. */
  modelPath: string
  /** Its head is `movenet`; its input is square. */
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

/** Starts the thread and loads the model. @throws Error when it cannot be loaded or does not fit its manifest */
export async function createPoseEstimator({
  modelPath,
  manifest,
}: PoseEstimatorOptions): Promise<PoseEstimator> {
  const workerData: PoseThreadSetup = { modelPath, manifest }
  const worker = new Worker(new URL('./pose-thread.js', import.meta.url), { workerData })
  const fault = (reason: string) => new Error(`pose model ${manifest.name}: ${reason}`)
  const thread = new ModelThread<Uint8Array, Pose>(worker, fault)
  await thread.ready
  const { width: size } = manifest.input
  return {
    inputSize: size,
    async estimate(rgb) {
      if (rgb.length !== size * size * 3)
        throw fault(`rgb has ${rgb.length} bytes; it needs ${size * size * 3}`)
      const pose = await thread.ask(rgb, [rgb.buffer])
      return pose.map(({ x, y, score }) => ({ x: x / size, y: y / size, score }))
    },
    close: () => thread.close(),
  }
}
