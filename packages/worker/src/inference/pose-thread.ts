/** Entry of a pose model's worker thread: owns the model, whose runs block this thread and no other. */
import { parentPort, workerData } from 'node:worker_threads'
import { openSession } from '../models/open-session.js'
import { ModelRunner } from './model-runner.js'
import type { PoseThreadSetup } from './pose-estimator.js'
import { serveCalls } from './serve-calls.js'

if (parentPort === null) throw new Error('pose-thread.js runs as a worker thread only')
const { modelPath, manifest } = workerData as PoseThreadSetup
const runner = new ModelRunner(await openSession(modelPath, manifest, 1), manifest)

serveCalls(
  parentPort,
  async (rgb: Uint8Array) => {
    const { pose } = await runner.look(rgb, manifest.input, { minScore: 0 })
    if (!pose) throw new Error(`its head is ${manifest.head}, which gives no poses`)
    return pose
  },
  () => runner.close(),
)
