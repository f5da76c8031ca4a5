/**
 * A pipe of pictures, read straight into the memory of the picture: one of 1080p has 3 MB, and every copy of it
 * counts. Node by itself makes a new buffer for every 64 KB that it reads from a child. And this is a pair of sockets: a
 * pipe holds 64 KB, so that decoder and reader woke each other some 80 times a picture; a socket holds 208 KB and wakes
 * its writer when it is nearly empty. A reader that waits a moment before it reads on is woken 20 times instead of 80,
 * and so is the decoder.
 */
import { mkdtemp, rm } from 'node:fs/promises'
import { type ConnectOpts, connect, createServer, type Socket } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

/** A decoder fills the socket in a tenth of that. */
const PATIENCE_MS = 1
const MAKE_TIMEOUT_MS = 10_000

/** Who takes what comes. */
export interface PictureSink {
  /** Where the next bytes go, one at least; asked for after every `filled`. */
  room(): Uint8Array
  /** So many bytes now lie at the beginning of `room()`. */
  filled(bytes: number): void
}

export class PicturePipe {
  private isPaused = false
  /** Resolves when everything was read, or the pipe was closed. */
  readonly ended: Promise<void>

  private constructor(
    private readonly socket: Socket,
    /** For the child's stdin or stdout. */
    readonly farEnd: Socket,
    private readonly isPatient: boolean,
  ) {
    socket.on('error', () => undefined)
    farEnd.on('error', () => undefined)
    this.ended = new Promise((resolve) => socket.once('close', () => resolve()))
  }

  /**
   * Node cannot ask for a nameless pair: this is a named one that loses its name at once.
   * @param isPatient for live streams: it slows a decoder that could go faster than it is asked to
   */
  static async open(sink: PictureSink, isPatient = false): Promise<PicturePipe> {
    const folder = await mkdtemp(join(tmpdir(), 'vigia-pipe-'))
    const server = createServer({ pauseOnConnect: true })
    let made: PicturePipe | undefined
    const callback = (bytes: number): boolean => {
      sink.filled(bytes)
      return made?.rest() ?? true
    }
    const onread: ConnectOpts['onread'] = { buffer: () => sink.room(), callback }
    try {
      made = await new Promise<PicturePipe>((resolve, reject) => {
        const path = join(folder, 'pictures')
        const signal = AbortSignal.timeout(MAKE_TIMEOUT_MS)
        signal.addEventListener('abort', () =>
          reject(new Error('no pipe for pictures could be made in time')),
        )
        server.once('error', reject)
        server.listen(path, () => {
          const reading = connect({ path, onread }).once('error', reject)
          server.once('connection', (writing) => resolve(new PicturePipe(reading, writing, isPatient)))
        })
      })
      return made
    } finally {
      server.close()
      await rm(folder, { recursive: true, force: true })
    }
  }

  /**
   * Lets go of the far end, which the child has by now: the pipe then ends with the child.
   * @param script what the child is to read from it
   */
  handedOver(script = ''): void {
    this.farEnd.destroy()
    this.socket.end(script)
  }

  pause(): void {
    this.isPaused = true
    this.socket.pause()
  }

  resume(): void {
    this.isPaused = false
    this.socket.resume()
  }

  /** Lets the writer fill the socket. @returns false when reading stops for now */
  private rest(): boolean {
    if (!this.isPatient) return true
    setTimeout(() => {
      if (!this.isPaused) this.socket.resume()
    }, PATIENCE_MS)
    return false
  }

  close(): void {
    this.farEnd.destroy()
    this.socket.destroy()
  }
}
