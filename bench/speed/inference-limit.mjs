/** How many inferences this machine could do if it did nothing else: one session a core, bare runs of the model. */
import { fileURLToPath } from 'node:url'
import { isMainThread, parentPort, Worker, workerData } from 'node:worker_threads'

const SECONDS = 8
const WARM_UP = 5

/** @returns inferences per second on all cores */
export async function inferenceLimit(modelPath, threads) {
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
  for (const worker of workers) worker.postMessage('go')
  const rates = await Promise.all(workers.map(next))
  await Promise.all(workers.map((worker) => worker.terminate()))
  return rates.reduce((sum, rate) => sum + rate, 0)
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
  parentPort.once('message', async () => {
    const began = performance.now()
    let runs = 0
    for (; performance.now() - began < SECONDS * 1000; runs++) await session.run(feeds)
    parentPort.postMessage(runs / ((performance.now() - began) / 1000))
  })
  parentPort.postMessage('ready')
}
