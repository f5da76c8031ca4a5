/** A worker thread that owns a model's session and answers one call after the other. */
import type { Worker } from 'node:worker_threads'

/** What such a thread sends: that it is ready, or what became of a call. */
export type FromModelThread<Answer> =
  | { kind: 'ready' }
  | { kind: 'done'; id: number; answer: Answer }
  | { kind: 'failed'; id: number; message: string }

export type ToModelThread<Call> = { kind: 'call'; id: number; call: Call } | { kind: 'close' }

/** Loading takes 0.1-0.3 s; a cold disk and a busy machine may need many times that. */
const START_TIMEOUT_MS = 60_000
/** A run takes milliseconds on an idle core. */
const CALL_TIMEOUT_MS = 60_000
/** A run under way is let finish before the thread is stopped by force. */
const CLOSE_TIMEOUT_MS = 5_000

interface Pending<Answer> {
  resolve(answer: Answer | undefined): void
  reject(error: Error): void
  timer: NodeJS.Timeout
}

export class ModelThread<Call, Answer> {
  /** Rejects when the model cannot be loaded. */
  readonly ready: Promise<void>
  private readonly pending = new Map<number, Pending<Answer>>()
  private readonly ended: Promise<void>
  private dead: string | undefined
  private lastId = 0

  /** @param error makes the errors of calls and of the start, from what went wrong */
  constructor(
    private readonly worker: Worker,
    private readonly error: (reason: string) => Error,
  ) {
    this.ready = this.wait(0, START_TIMEOUT_MS, 'it did not load').then(() => undefined)
    this.ended = new Promise((resolve) => worker.once('exit', () => resolve()))
    worker.on('message', (message: FromModelThread<Answer>) => this.take(message))
    worker.on('error', (error) => this.die(error.message))
    worker.on('exit', (code) => this.die(`its thread ended with code ${code}`))
  }

  /** @param transfer memory that changes hands @throws Error when the run fails or the thread is gone */
  async ask(call: Call, transfer: ArrayBuffer[]): Promise<Answer> {
    this.check()
    const id = ++this.lastId
    const answer = this.wait(id, CALL_TIMEOUT_MS, 'a run did not end')
    this.worker.postMessage({ kind: 'call', id, call } satisfies ToModelThread<Call>, transfer)
    return answer as Promise<Answer>
  }

  /** @throws Error when the thread is gone */
  check(): void {
    if (this.dead !== undefined) throw this.error(this.dead)
  }

  /** Ends the thread; waiting calls fail. May be called again. */
  async close(): Promise<void> {
    if (this.dead === undefined) {
      this.fail('it was closed')
      this.worker.postMessage({ kind: 'close' } satisfies ToModelThread<Call>)
    }
    const timer = setTimeout(() => void this.worker.terminate(), CLOSE_TIMEOUT_MS)
    await this.ended
    clearTimeout(timer)
  }

  private wait(id: number, withinMs: number, what: string): Promise<Answer | undefined> {
    return new Promise((resolve, reject) => {
      const timer = setTimeout(() => this.die(`${what} within ${withinMs / 1000} s`), withinMs)
      this.pending.set(id, { resolve, reject, timer })
    })
  }

  private take(message: FromModelThread<Answer>): void {
    const id = message.kind === 'ready' ? 0 : message.id
    const call = this.pending.get(id)
    if (call === undefined) return
    this.pending.delete(id)
    clearTimeout(call.timer)
    if (message.kind === 'failed') call.reject(this.error(message.message))
    else call.resolve(message.kind === 'done' ? message.answer : undefined)
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
}
