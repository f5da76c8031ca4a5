/** Entry of a detector's worker thread: owns the model, whose runs block this thread and no other. */
import { parentPort, workerData } from 'node:worker_threads'
import { openSession } from '../models/open-session.js'
import type { DetectCall, DetectorThreadSetup } from './detector.js'
import { ModelRunner } from './model-runner.js'
import { serveCalls } from './serve-calls.js'

if (parentPort === null) throw new Error('detector-thread.js runs as a worker thread only')
const { modelPath, manifest, threads } = workerData as DetectorThreadSetup
const runner = new ModelRunner(await openSession(modelPath, manifest, threads), manifest)

serveCalls(
  parentPort,
  async ({ rgb, width, height, minScore, wanted }: DetectCall) =>
    (await runner.look(rgb, { width, height }, { minScore, wanted })).detections,
  () => runner.close(),
)
