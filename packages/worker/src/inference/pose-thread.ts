/** Entry of a pose model's worker thread: owns the model, whose runs block this thread and no other. */
import { parentPort, workerData } from 'node:worker_threads'
import type { Pose } from '@vigia/core'
import { openSession } from '../models/open-session.js'
import { ModelRunner } from './model-runner.js'
import type { FromModelThread, ToModelThread } from './model-thread.js'
import type { PoseThreadSetup } from './pose-estimator.js'

if (parentPort === null) throw new Error('pose-thread.js runs as a worker thread only')
const port = parentPort
const { modelPath, manifest } = workerData as PoseThreadSetup
const runner = new ModelRunner(await openSession(modelPath, manifest, 1), manifest)

let turn = Promise.resolve()
port.on('message', (message: ToModelThread<Uint8Array>) => {
  turn = turn.then(async () => {
    if (message.kind === 'close') {
      await runner.close()
      port.close()
    } else {
      send(await answer(message.id, message.call))
    }
  })
})
send({ kind: 'ready' })

function send(message: FromModelThread<Pose>): void {
  port.postMessage(message)
}

async function answer(id: number, rgb: Uint8Array): Promise<FromModelThread<Pose>> {
  try {
    const { pose } = await runner.look(rgb, manifest.input, { minScore: 0 })
    if (!pose) throw new Error(`its head is ${manifest.head}, which gives no poses`)
    return { kind: 'done', id, answer: pose }
  } catch (error) {
    return { kind: 'failed', id, message: error instanceof Error ? error.message : String(error) }
  }
}
