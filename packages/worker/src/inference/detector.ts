/** Object detection on RGB pictures, computed in a worker thread of its own. */
import { Worker } from 'node:worker_threads'
import type { Detection } from '@vigia/core'
import type { ModelManifest } from '../models/manifest.js'
import type { FromThread, ThreadSetup, ToThread } from './protocol.js'

export interface DetectorOptions {
  /** An ONNX file; its hash is the model store's business. */
  modelPath: string
  manifest: ModelManifest
  /** Threads inside one inference, 1 by default: more are slower on a busy machine. */
  threads?: number
  /** Labels to look for; all of the model's by default. Fewer make the reading of its output cheaper. */
  labels?: readonly string[]
}

export interface Detector {
  /** The longer side of the model's input in pixels: a picture that fits in a square of it is the cheapest. */
  readonly inputSize: number
  /**
   * @param rgb `height` rows of `width` RGB pixels; copied before the call returns.
   * @param width 1 to 8192; `height` likewise. A picture that was not made for this model is scaled here.
   * @param minScore 0-1.
   * @returns Boxes in pixels of this picture, clipped to it; best first, at most 100.
   * @throws DetectorError when the picture is not what its size says, the run fails, or the thread is gone.
   */
  detect(rgb: Uint8Array, width: number, height: number, minScore: number): Promise<Detection[]>
  /** Ends the thread; waiting calls fail. May be called again. */
  close(): Promise<void>
}

export class DetectorError extends Error {}

/** Loading takes 0.1-0.3 s; a cold disk and a busy machine may need many times that. */
const START_TIMEOUT_MS = 60_000
/** An inference takes 30-90 ms on an idle core. */
const CALL_TIMEOUT_MS = 60_000
/** An inference under way is let finish before the thread is stopped by force. */
const CLOSE_TIMEOUT_MS = 5_000

/** A picture of this size would be 200 MB. */
const MOST_SIDE = 8192

interface Pending {
  resolve(detections: Detection[]): void
  reject(error: Error): void
  timer: NodeJS.Timeout
}

/** Starts the thread and loads the model. @throws DetectorError when the model cannot be loaded or does not fit. */
export async function createDetector(options: DetectorOptions): Promise<Detector> {
  const { modelPath, manifest, threads = 1, labels } = options
  const setup: ThreadSetup = { modelPath, manifest, threads }
  const worker = new Worker(new URL('./detector-thread.js', import.meta.url), { workerData: setup })
  const detector = new ThreadDetector(worker, manifest, labels)
  await detector.ready
  return detector
}

class ThreadDetector implements Detector {
  readonly inputSize: number
  readonly ready: Promise<void>
  private readonly pending = new Map<number, Pending>()
  private readonly ended: Promise<void>
  private dead: string | undefined
  private lastId = 0

  constructor(
    private readonly worker: Worker,
    private readonly manifest: ModelManifest,
    private readonly labels: readonly string[] | undefined,
  ) {
    this.inputSize = Math.max(manifest.input.width, manifest.input.height)
    this.ready = new Promise((resolve, reject) => {
      const timer = setTimeout(
        () => this.die(`it did not load within ${START_TIMEOUT_MS / 1000} s`),
        START_TIMEOUT_MS,
      )
      this.pending.set(0, { resolve: () => resolve(), reject, timer })
    })
    this.ended = new Promise((resolve) => worker.once('exit', () => resolve()))
    worker.on('message', (message: FromThread) => this.take(message))
    worker.on('error', (error) => this.die(error.message))
    worker.on('exit', (code) => this.die(`its thread ended with code ${code}`))
  }

  async detect(rgb: Uint8Array, width: number, height: number, minScore: number): Promise<Detection[]> {
    this.check(rgb, width, height, minScore)
    const id = ++this.lastId
    // A copy of its own, so that exactly these bytes change hands and the caller keeps the picture. Not by slice():
    // for a Buffer that gives a view, and the whole pool behind it would be handed over.
    const copy = new Uint8Array(rgb)
    const call: ToThread = { kind: 'detect', id, rgb: copy, width, height, minScore, wanted: this.labels }
    return new Promise((resolve, reject) => {
      const late = () => this.die(`an inference took longer than ${CALL_TIMEOUT_MS / 1000} s`)
      this.pending.set(id, { resolve, reject, timer: setTimeout(late, CALL_TIMEOUT_MS) })
      this.worker.postMessage(call, [copy.buffer])
    })
  }

  async close(): Promise<void> {
    if (this.dead === undefined) {
      this.fail('it was closed')
      this.worker.postMessage({ kind: 'close' } satisfies ToThread)
    }
    const timer = setTimeout(() => void this.worker.terminate(), CLOSE_TIMEOUT_MS)
    await this.ended
    clearTimeout(timer)
  }

  private check(rgb: Uint8Array, width: number, height: number, minScore: number): void {
    const fits = (length: number) => Number.isInteger(length) && length >= 1 && length <= MOST_SIDE
    if (this.dead !== undefined) throw this.error(this.dead)
    if (!fits(width) || !fits(height))
      throw this.error(`the picture is ${width}×${height}; sides can be 1 to ${MOST_SIDE} pixels`)
    if (rgb.length !== width * height * 3)
      throw this.error(`rgb has ${rgb.length} bytes; ${width}×${height} RGB needs ${width * height * 3}`)
    if (!(minScore >= 0 && minScore <= 1)) throw this.error(`minScore is ${minScore}; it must be 0 to 1`)
  }

  private take(message: FromThread): void {
    const id = message.kind === 'ready' ? 0 : message.id
    const call = this.pending.get(id)
    if (call === undefined) return
    this.pending.delete(id)
    clearTimeout(call.timer)
    if (message.kind === 'failed') call.reject(this.error(message.message))
    else call.resolve(message.kind === 'found' ? message.detections : [])
  }

  /** The thread is of no use any more: it failed, hangs, or ended unasked. */
  private die(reason: string): void {
    this.fail(reason)
    void this.worker.terminate()
  }

  private fail(reason: string): void {
    this.dead ??= reason
    for (const call of this.pending.values()) {
      clearTimeout(call.timer)
      call.reject(this.error(this.dead))
    }
    this.pending.clear()
  }

  private error(reason: string): DetectorError {
    return new DetectorError(`detector ${this.manifest.name}: ${reason}`)
  }
}
