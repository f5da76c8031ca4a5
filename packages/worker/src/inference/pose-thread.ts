/** Entry of a pose model's worker thread: owns the session, whose runs block this thread and no other. */
import { parentPort, workerData } from 'node:worker_threads'
import { InferenceSession, Tensor } from 'onnxruntime-node'
import { checkPorts } from '../models/check-model.js'
import { sessionOptions } from '../models/session-options.js'
import type { FromModelThread, ToModelThread } from './model-thread.js'
import type { PoseAnswer, PoseThreadSetup } from './pose-estimator.js'

if (parentPort === null) throw new Error('pose-thread.js runs as a worker thread only')
const port = parentPort
const { modelPath, manifest } = workerData as PoseThreadSetup
const { name, size } = manifest.input

const session = await InferenceSession.create(modelPath, sessionOptions(1))
checkPorts(session, manifest)

let turn = Promise.resolve()
port.on('message', (message: ToModelThread<Uint8Array>) => {
  turn = turn.then(async () => {
    if (message.kind === 'close') {
      await session.release()
      port.close()
    } else {
      send(await answer(message.id, message.call))
    }
  })
})
send({ kind: 'ready' })

function send(message: FromModelThread<PoseAnswer>): void {
  port.postMessage(message)
}

async function answer(id: number, rgb: Uint8Array): Promise<FromModelThread<PoseAnswer>> {
  try {
    const outputs = await session.run({ [name]: new Tensor('uint8', rgb, [1, size, size, 3]) })
    return { kind: 'done', id, answer: Float32Array.from(outputs.output_0!.data as Float32Array) }
  } catch (error) {
    return { kind: 'failed', id, message: error instanceof Error ? error.message : String(error) }
  }
}
