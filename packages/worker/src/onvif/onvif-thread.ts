/**
 * A thread for one question to ONVIF devices. The library throws outside its callbacks on answers it does not expect,
 * and some of its patterns take for ever on made-up text: neither may end, or hold up, the worker.
 */
import { parentPort, workerData } from 'node:worker_threads'
import { askDevice, toFailure } from './ask-device.js'
import { probe } from './probe.js'
import type { Answer, Question } from './protocol.js'

const question = workerData as Question
const say = (answer: Answer): void => parentPort?.postMessage(answer)

if (question.kind === 'discover') {
  // One device that answers nonsense hides no other.
  process.on('uncaughtException', () => undefined)
  say({ kind: 'found', devices: await probe(question.seconds, question.interfaces) })
} else {
  try {
    say({ kind: 'device', device: await askDevice(question) })
  } catch (error) {
    const { about, message } = toFailure(error)
    say({ kind: 'failed', about, message })
  }
}
