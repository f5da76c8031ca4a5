/** Entry of a detector's worker thread: owns the model, whose runs block this thread and no other. */
import { parentPort, workerData } from 'node:worker_threads'
import { openSession } from '../models/open-session.js'
import { ModelRunner } from './model-runner.js'
import type { DetectCall, FromThread, ThreadSetup, ToThread } from './protocol.js'

if (parentPort === null) throw new Error('detector-thread.js runs as a worker thread only')
const port = parentPort
const { modelPath, manifest, threads } = workerData as ThreadSetup
const runner = new ModelRunner(await openSession(modelPath, manifest, threads), manifest)

let turn = Promise.resolve()
port.on('message', (message: ToThread) => {
  turn = turn.then(async () => {
    if (message.kind === 'close') {
      await runner.close()
      port.close()
    } else {
      send(await answer(message))
    }
  })
})
send({ kind: 'ready' })

function send(message: FromThread): void {
  port.postMessage(message)
}

async function answer({ id, rgb, width, height, minScore, wanted }: DetectCall): Promise<FromThread> {
  try {
    const { detections } = await runner.look(rgb, { width, height }, { minScore, wanted })
    return { kind: 'found', id, detections }
  } catch (error) {
    return { kind: 'failed', id, message: error instanceof Error ? error.message : String(error) }
  }
}
