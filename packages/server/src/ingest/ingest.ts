/** The server's side of the ingest: starts its thread and keeps it alive, answers for keys, knows who pushes now. */
import { randomBytes } from 'node:crypto'
import { Worker } from 'node:worker_threads'
import type { PushedStream, PushedStreams } from '@vigia/core'
import type { FromThread, IngestOrder, Push, ToThread } from './protocol.js'

export interface IngestLog {
  info(fields: object, text: string): void
  warn(fields: object, text: string): void
  error(fields: object, text: string): void
}

export interface IngestOptions {
  /** Address to listen on for encoders. */
  host: string
  /** 0: a free one. */
  port: number
  /** Whether the key opens the stream; asked again and again while it is pushed. */
  check(projectId: string, name: string, key: string): Promise<boolean>
  log: IngestLog
}

/** The address for encoders cannot be listened on. */
export class IngestDeaf extends Error {
  constructor(
    readonly host: string,
    readonly port: number,
    /** As the system calls it, e.g. `EADDRINUSE`. */
    readonly code: string,
  ) {
    super(`pushed streams: ${host}:${port} cannot be listened on (${code})`)
  }
}

const ENTRY = new URL('./ingest-thread.js', import.meta.url)
/** Of the parser; pictures lie outside of it and are bounded by the thread itself. */
const HEAP_MB = 128
const RESTART_MS = 1_000
/** The thread says something once a second; looks are counted, not time. */
const LOOK_MS = 5_000
const SILENT_LOOKS = 6

export class Ingest implements PushedStreams {
  private thread: Worker | undefined
  private pushes: Push[] = []
  private readonly waiting = new Set<() => void>()
  private readonly looks: NodeJS.Timeout
  private silentLooks = 0
  private restart: NodeJS.Timeout | undefined
  private hasStopped = false

  private constructor(
    private readonly options: IngestOptions,
    private readonly order: IngestOrder,
  ) {
    this.looks = setInterval(() => this.look(), LOOK_MS)
    this.looks.unref()
  }

  /** @throws IngestDeaf */
  static async start(options: IngestOptions): Promise<Ingest> {
    const { host, port } = options
    const readerSecret = randomBytes(20).toString('hex')
    const ingest = new Ingest(options, { host, port, readerPort: 0, readerSecret })
    const code = await ingest.begin()
    if (code === undefined) return ingest
    await ingest.stop()
    throw new IngestDeaf(host, port, code)
  }

  /** That encoders push to. */
  get port(): number {
    return this.order.port
  }

  push(projectId: string, name: string): Push | undefined {
    return this.pushes.find((push) => push.projectId === projectId && push.name === name)
  }

  /** Ends the push, if there is one: its stream is gone, or its key has changed. */
  end(projectId: string, name: string): void {
    this.send({ kind: 'end', projectId, name })
  }

  async find(
    projectId: string,
    name: string,
    { signal, patienceMs }: { signal: AbortSignal; patienceMs: number },
  ): Promise<PushedStream> {
    const isThere = (): boolean => this.push(projectId, name)?.isFlowing ?? false
    if (!isThere() && patienceMs > 0) await this.wait(isThere, signal, patienceMs)
    if (!isThere()) return { isPushed: this.push(projectId, name) !== undefined }
    const { readerPort: port, readerSecret } = this.order
    const address = '127.0.0.1'
    return {
      isPushed: true,
      url: `rtmp://${address}:${port}/${projectId}/${name}?reader=${readerSecret}`,
      endpoint: { address, port },
    }
  }

  async stop(): Promise<void> {
    this.hasStopped = true
    clearInterval(this.looks)
    clearTimeout(this.restart)
    for (const wake of [...this.waiting]) wake()
    await this.thread?.terminate()
  }

  /** @returns what the system says when the address cannot be listened on */
  private begin(): Promise<string | undefined> {
    // The environment holds secrets; the thread needs none of it.
    const thread = new Worker(ENTRY, {
      workerData: this.order,
      env: {},
      resourceLimits: { maxOldGenerationSizeMb: HEAP_MB },
    })
    this.thread = thread
    this.silentLooks = 0
    return new Promise((resolve) => {
      thread.on('message', (message: FromThread) => {
        this.silentLooks = 0
        if (message.kind === 'deaf') {
          resolve(message.code)
          void thread.terminate()
        } else if (message.kind === 'listening') {
          // Encoders and runs find a thread that was started again where the one before was.
          this.order.port = message.port
          this.order.readerPort = message.readerPort
          resolve(undefined)
        } else this.onMessage(thread, message)
      })
      thread.on('error', (error) => this.options.log.error({ err: error }, 'the ingest broke'))
      thread.on('exit', () => {
        resolve('it ended while starting')
        this.onExit(thread)
      })
    })
  }

  private onMessage(thread: Worker, message: Exclude<FromThread, { kind: 'deaf' | 'listening' }>): void {
    if (message.kind === 'pushes') {
      this.pushes = message.pushes
      for (const wake of [...this.waiting]) wake()
    } else if (message.kind === 'ask') void this.answer(thread, message)
    else this.options.log[message.level](message.fields, message.text)
  }

  private async answer(
    thread: Worker,
    { ask, projectId, name, key }: Extract<FromThread, { kind: 'ask' }>,
  ): Promise<void> {
    let isAllowed: boolean | undefined
    try {
      isAllowed = await this.options.check(projectId, name, key)
    } catch (error) {
      this.options.log.error({ err: error, project: projectId, stream: name }, 'a push could not be checked')
    }
    // Not to a thread that was started meanwhile, which counts its questions anew.
    thread.postMessage({ kind: 'answer', ask, isAllowed } satisfies ToThread)
  }

  private onExit(thread: Worker): void {
    if (this.thread !== thread) return
    this.thread = undefined
    this.pushes = []
    if (this.hasStopped) return
    this.restart = setTimeout(async () => {
      const code = await this.begin()
      if (code !== undefined) this.options.log.warn({ code, port: this.port }, 'the ingest cannot listen')
    }, RESTART_MS)
  }

  private look(): void {
    this.silentLooks++
    if (!this.thread || this.silentLooks <= SILENT_LOOKS) return
    this.options.log.error({ port: this.port }, 'the ingest hangs; starting it again')
    void this.thread.terminate()
  }

  private send(message: ToThread): void {
    this.thread?.postMessage(message)
  }

  private wait(isThere: () => boolean, signal: AbortSignal, patienceMs: number): Promise<void> {
    return new Promise((resolve) => {
      const done = (): void => {
        clearTimeout(timer)
        this.waiting.delete(look)
        signal.removeEventListener('abort', done)
        resolve()
      }
      const look = (): void => {
        if (isThere() || this.hasStopped) done()
      }
      const timer = setTimeout(done, patienceMs)
      this.waiting.add(look)
      signal.addEventListener('abort', done)
      if (signal.aborted) done()
    })
  }
}
