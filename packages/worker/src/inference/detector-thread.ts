/** Entry of a detector's worker thread: owns the session, whose runs block this thread and no other. */
import { parentPort, workerData } from 'node:worker_threads'
import { InferenceSession, Tensor } from 'onnxruntime-node'
import { checkPorts } from '../models/check-model.js'
import { sessionOptions } from '../models/session-options.js'
import { decodeSsd } from './decode-ssd.js'
import { letterbox } from './letterbox.js'
import type { DetectCall, FromThread, ThreadSetup, ToThread } from './protocol.js'

if (parentPort === null) throw new Error('detector-thread.js runs as a worker thread only')
const port = parentPort
const { modelPath, manifest, threads } = workerData as ThreadSetup
const { name, size, type, padValue } = manifest.input

const session = await InferenceSession.create(modelPath, sessionOptions(threads))
checkPorts(session, manifest)

// One input for all calls: runs follow one another in this thread.
const square = new Uint8Array(size * size * 3)
const numbers = type === 'float32' ? new Float32Array(square.length) : undefined
const input = new Tensor(type, numbers ?? square, [1, size, size, 3])

let turn = Promise.resolve()
port.on('message', (message: ToThread) => {
  turn = turn.then(async () => {
    if (message.kind === 'close') {
      await session.release()
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

async function answer(call: DetectCall): Promise<FromThread> {
  const { id, rgb, width, height, minScore, wanted } = call
  try {
    letterbox(square, size, rgb, width, height, padValue)
    numbers?.set(square)
    const outputs = await session.run({ [name]: input })
    const boxes = outputs.boxes!.data as Float32Array
    const scores = outputs.scores!.data as Float32Array
    const { labels } = manifest
    const detections = decodeSsd(
      { boxes, scores },
      { inputSize: size, width, height, labels, wanted, minScore },
    )
    return { kind: 'found', id, detections }
  } catch (error) {
    return { kind: 'failed', id, message: error instanceof Error ? error.message : String(error) }
  }
}
