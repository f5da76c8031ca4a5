/** One reader's connection, on the loopback: shown the secret, it gets a stream's pictures as they come. */
import type { Socket } from 'node:net'
import type { Channel, Reader } from './channel.js'
import { PeerError, RtmpPeer, type Target } from './rtmp-peer.js'
import { isSameSecret } from './same-secret.js'

export interface ReadingDeps {
  secret: string
  channelOf(target: Target): Channel | undefined
}

/** What a reader may leave unread: some seconds of a stream of high quality. It reads anew then. */
const MOST_UNREAD = 16 * 1024 * 1024
const PATIENCE_MS = 10_000

export class Reading implements Reader {
  private channel: Channel | undefined
  private readonly peer: RtmpPeer

  constructor(
    private readonly socket: Socket,
    private readonly deps: ReadingDeps,
  ) {
    this.peer = new RtmpPeer({
      output: (bytes) => void socket.write(bytes),
      publish: () => socket.destroy(),
      play: (target) => this.play(target),
      packet: () => undefined,
      finished: () => socket.destroy(),
    })
    const timer = setTimeout(() => {
      if (!this.channel) socket.destroy()
    }, PATIENCE_MS)
    socket.setNoDelay(true)
    socket.on('data', (bytes) => this.take(bytes))
    // What went wrong is told by the reader's own end.
    socket.on('error', () => undefined)
    socket.on('close', () => {
      clearTimeout(timer)
      this.channel?.leave(this)
    })
  }

  send(bytes: Buffer): void {
    if (this.socket.writableLength > MOST_UNREAD) this.socket.destroy()
    else this.socket.write(bytes)
  }

  /** The push is over. */
  end(): void {
    this.channel = undefined
    this.socket.end()
  }

  private take(bytes: Buffer): void {
    try {
      this.peer.take(bytes)
    } catch (error) {
      if (!(error instanceof PeerError)) throw error
      this.socket.destroy()
    }
  }

  private play(target: Target): void {
    const isOurs = isSameSecret(target.query.get('reader') ?? '', this.deps.secret)
    const channel = isOurs && !this.channel ? this.deps.channelOf(target) : undefined
    if (!channel) {
      this.peer.refuse('NetStream.Play.StreamNotFound', 'nobody pushes it')
      this.socket.end()
      return
    }
    this.channel = channel
    this.peer.respondPlay()
    channel.join(this)
  }
}
