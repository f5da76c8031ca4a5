/** One encoder's connection: asked for its key, then its pictures go to the channel until it ends or falls silent. */
import type { Socket } from 'node:net'
import { type Budget, Channel } from './channel.js'
import type { Push } from './protocol.js'
import { PeerError, RtmpPeer, type Target } from './rtmp-peer.js'

export interface PushingDeps {
  budget: Budget
  /** May it push there? Undefined: that cannot be told now. Never rejects. */
  ask(target: Target, from: string): Promise<boolean | undefined>
  /** Takes the stream's place. @returns why it cannot be had */
  begin(pushing: Pushing): string | undefined
  /** The connection is gone. */
  ended(pushing: Pushing, why: string): void
  /** A first key frame has come. */
  flowing(): void
}

/** From connecting to being let in. */
const PATIENCE_MS = 10_000
/** Slows down whoever guesses. */
const REFUSAL_MS = 1_000
/** Ticks without a picture or a sound, after which an encoder is taken for dead. */
const SILENT_TICKS = 10
/** And after which nobody begins to read what it sent last. */
const STALE_TICKS = 3
/** Whether it still may push is asked every so many ticks: its project may have been frozen. */
const ASK_TICKS = 5
/** One encoder's share of a second; 4K at the best quality takes a tenth of it. */
const MOST_BYTES_PER_TICK = 16 * 1024 * 1024
/** The same words whether the stream or the key is wrong: neither is anybody else's business. */
const REFUSED = 'there is no stream of this name with this key; compare both with the push address'

export class Pushing {
  readonly since = Date.now()
  readonly from: string
  readonly channel: Channel
  target: Target | undefined
  isLetIn = false
  private readonly peer: RtmpPeer
  private readonly timer: NodeJS.Timeout
  private why = 'the connection ended'
  private silentTicks = 0
  private ticks = 0
  private bytesOfTick = 0
  private bytesBefore = 0
  private kbps = 0

  constructor(
    private readonly socket: Socket,
    private readonly deps: PushingDeps,
  ) {
    // IPv4 as it is, also where one socket takes both kinds.
    this.from = (socket.remoteAddress ?? '').replace(/^::ffff:/, '')
    this.channel = new Channel(deps.budget)
    this.peer = new RtmpPeer({
      output: (bytes) => void socket.write(bytes),
      publish: (target) => void this.publish(target),
      play: () => this.end('it wanted to play, which is not offered'),
      packet: (packet) => {
        this.silentTicks = 0
        const wasFlowing = this.channel.isFlowing
        this.channel.take(packet)
        if (this.channel.isFlowing !== wasFlowing) deps.flowing()
      },
      finished: () => this.end('the encoder ended it'),
    })
    this.timer = setTimeout(() => this.end('it did not say what it wants in time'), PATIENCE_MS)
    socket.setNoDelay(true)
    socket.on('data', (bytes) => this.take(bytes))
    socket.on('error', (error) => {
      this.why = error.message
    })
    socket.on('close', () => {
      clearTimeout(this.timer)
      deps.ended(this, this.why)
    })
  }

  end(why: string): void {
    this.why = why
    this.socket.destroy()
  }

  /** Once a second. Ticks are counted, not time: a machine that slept cuts nobody off. */
  tick(): void {
    if (!this.isLetIn) return
    this.kbps = Math.round(((this.channel.bytes - this.bytesBefore) * 8) / 1000)
    this.bytesBefore = this.channel.bytes
    this.bytesOfTick = 0
    this.socket.resume()
    this.silentTicks++
    if (++this.ticks % ASK_TICKS === 0) void this.askAgain()
    if (this.silentTicks > SILENT_TICKS) this.end(`nothing came for ${SILENT_TICKS} s`)
  }

  facts(): Push {
    const { bytes, hasAudio, picture } = this.channel
    // What an encoder that fell silent sent last is no picture of now.
    const isFlowing = this.channel.isFlowing && this.silentTicks < STALE_TICKS
    const { app, name } = this.target!
    const { since, from, kbps } = this
    return { projectId: app, name, since, from, bytes, kbps, hasAudio, isFlowing, ...picture }
  }

  private take(bytes: Buffer): void {
    try {
      this.peer.take(bytes)
    } catch (error) {
      if (!(error instanceof PeerError)) throw error
      this.end(error.message)
      return
    }
    this.bytesOfTick += bytes.length
    if (this.bytesOfTick > MOST_BYTES_PER_TICK) this.socket.pause()
  }

  private async publish(target: Target): Promise<void> {
    if (this.target) return this.end('it published twice')
    this.target = target
    const isAllowed = await this.deps.ask(target, this.from)
    if (this.socket.destroyed) return
    const refusal = isAllowed ? this.deps.begin(this) : REFUSED
    if (refusal !== undefined) return this.refuse(refusal)
    clearTimeout(this.timer)
    this.isLetIn = true
    this.peer.isLetIn = true
    this.peer.respondPublish()
  }

  private async askAgain(): Promise<void> {
    if ((await this.deps.ask(this.target!, this.from)) === false)
      this.end('it may not push any more: the key was changed, or the project is frozen or switched off')
  }

  private refuse(words: string): void {
    this.why = words
    setTimeout(() => {
      if (this.socket.destroyed) return
      this.peer.refuse('NetStream.Publish.BadName', words)
      this.socket.end()
    }, REFUSAL_MS)
  }
}
