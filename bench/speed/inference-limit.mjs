/** How many inferences this machine could do if it did nothing else: one session a core, bare runs of the model. */
import { fileURLToPath } from 'node:url'
import { isMainThread, parentPort, Worker, workerData } from 'node:worker_threads'

const SECONDS = 8
const WARM_UP = 5

/** @returns inferences per second on all cores */
export async function inferenceLimit(modelPath, threads) {
  const sessions = await openSessions(modelPath, threads)
  const rates = await Promise.all(sessions.map((session) => session.run({ seconds: SECONDS })))
  await Promise.all(sessions.map((session) => session.close()))
  return rates.reduce((sum, rate) => sum + rate, 0)
}

/** Loaded sessions, each in a thread of its own; `run` resolves with inferences per second. */
export async function openSessions(modelPath, threads) {
  const workers = Array.from(
    { length: threads },
    () => new Worker(fileURLToPath(import.meta.url), { workerData: { modelPath } }),
  )
  const next = (worker) =>
    new Promise((done, failed) => {
      worker.once('message', done)
      worker.once('error', failed)
    })
  await Promise.all(workers.map(next))
  return workers.map((worker) => ({
    run: (order) => {
      worker.postMessage(order)
      return next(worker)
    },
    close: () => worker.terminate(),
  }))
}

if (!isMainThread && workerData?.modelPath) {
  const { InferenceSession, Tensor } = await import('onnxruntime-node')
  const { sessionOptions } = await import('../../packages/worker/dist/models/session-options.js')
  const session = await InferenceSession.create(workerData.modelPath, sessionOptions(1))
  const [{ name, type, shape }] = session.inputMetadata
  const size = shape.reduce((product, n) => product * n, 1)
  const data = type === 'float32' ? new Float32Array(size) : new Uint8Array(size)
  for (let i = 0; i < size; i++) data[i] = (i * 7919) % 256
  const feeds = { [name]: new Tensor(type, data, shape) }
  for (let i = 0; i < WARM_UP; i++) await session.run(feeds)
  parentPort.once(
    'message',
    async ({ seconds = Number.POSITIVE_INFINITY, count = Number.POSITIVE_INFINITY }) => {
      const began = performance.now()
      let runs = 0
      for (; runs < count && performance.now() - began < seconds * 1000; runs++) await session.run(feeds)
      parentPort.postMessage(runs / ((performance.now() - began) / 1000))
    },
  )
  parentPort.postMessage('ready')
}
