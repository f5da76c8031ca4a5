/**
 * One peer's RTMP, within bounds. node-media-server's parser believes what it is told: 65,599 messages of 16 MiB may be
 * under way at once, and a command without its members ends the process. Here each of that is an error of the peer.
 */
import type AvPacket from 'node-media-server/src/core/avpacket.js'
import Rtmp, { type Invoke } from 'node-media-server/src/protocol/rtmp.js'

/** What a peer wants to send or see. */
export interface Target {
  /** The path before the name: a project's id. */
  app: string
  name: string
  query: URLSearchParams
}

export interface PeerEvents {
  output(bytes: Buffer): void
  publish(target: Target): void
  play(target: Target): void
  /** Sound, pictures and descriptions; `data` is used again afterwards. */
  packet(packet: AvPacket): void
  /** The peer says that it has ended. */
  finished(): void
}

/** Chunk streams at once; encoders use five. */
const MOST_CHUNK_STREAMS = 16
/** Before the peer has been let in: commands have some hundred bytes. */
const STRANGERS_MESSAGE = 16 * 1024
/** A key frame of 4K at high quality has some hundred kilobytes. */
const LONGEST_MESSAGE = 8 * 1024 * 1024
/** Of all messages under way. */
const MOST_BYTES = 16 * 1024 * 1024
const LONGEST_CHUNK = 0xff_ff_ff
const WINDOW = 5_000_000
const ANSWER_CHUNK = 0xffff
const SET_CHUNK_SIZE = 1
const MEDIA = new Set([8, 9, 18])

/** The peer broke a bound or a rule; its connection is of no use any more. */
export class PeerError extends Error {}

export class RtmpPeer extends Rtmp {
  /** Set once the peer may send pictures. */
  isLetIn = false
  private app = ''
  private received = 0
  private acknowledged = 0

  constructor(private readonly events: PeerEvents) {
    super()
    this.flv = undefined
    this.onOutputCallback = (bytes) => events.output(bytes)
    this.onPacketCallback = (packet) => events.packet(packet)
  }

  /** @throws PeerError; the connection must be closed then */
  take(bytes: Buffer): void {
    this.received += bytes.length
    try {
      const wrong = this.parserData(bytes)
      if (wrong !== null) throw new PeerError(wrong)
    } catch (error) {
      if (error instanceof PeerError) throw error
      throw new PeerError(`not understood: ${error instanceof Error ? error.message : String(error)}`)
    }
    // Some encoders stop when nothing of what they sent is acknowledged.
    if (this.received - this.acknowledged < WINDOW / 2) return
    this.acknowledged = this.received
    this.sendACK(this.received % 2 ** 32)
  }

  /** The words are shown by FFmpeg and OBS Studio. */
  refuse(code: 'NetStream.Publish.BadName' | 'NetStream.Play.StreamNotFound', words: string): void {
    this.sendStatusMessage(this.streamId, 'error', code, words)
  }

  override packetParse(): void {
    super.packetParse()
    if (this.inPackets.size > MOST_CHUNK_STREAMS) throw new PeerError('too many chunk streams')
  }

  override packetAlloc(): void {
    const { header, capacity } = this.parserPacket
    if (header.length > (this.isLetIn ? LONGEST_MESSAGE : STRANGERS_MESSAGE))
      throw new PeerError(`a message of ${header.length} bytes`)
    let bytes = header.length - capacity
    for (const packet of this.inPackets.values()) bytes += packet.capacity
    if (bytes > MOST_BYTES) throw new PeerError('too much under way')
    super.packetAlloc()
  }

  override controlHandler(): void {
    const { header, payload } = this.parserPacket
    if (header.length < 4) throw new PeerError('a control message without its number')
    if (header.type === SET_CHUNK_SIZE) {
      const size = payload.readUInt32BE()
      if (size < 1 || size > LONGEST_CHUNK) throw new PeerError(`chunks of ${size} bytes`)
    }
    super.controlHandler()
  }

  override dataHandler(): void {
    const { type, length } = this.parserPacket.header
    if (this.isLetIn && MEDIA.has(type) && length > 0) super.dataHandler()
  }

  override onConnect({ cmdObj, transId }: Invoke): void {
    const { app, objectEncoding } = (cmdObj ?? {}) as Record<string, unknown>
    if (typeof app !== 'string') throw new PeerError('connect without an application')
    this.app = app
    this.objectEncoding = typeof objectEncoding === 'number' ? objectEncoding : 0
    this.sendWindowACK(WINDOW)
    this.setPeerBandwidth(WINDOW, 2)
    this.setChunkSize(ANSWER_CHUNK)
    this.respondConnect(transId)
  }

  override onPublish(invoke: Invoke): void {
    this.events.publish(this.target(invoke))
  }

  override onPlay(invoke: Invoke): void {
    this.events.play(this.target(invoke))
  }

  override onDeleteStream(): void {
    this.events.finished()
  }

  /** Encoders put what follows the question mark behind the name, a few behind the application. */
  private target({ streamName }: Invoke): Target {
    if (typeof streamName !== 'string') throw new PeerError('a stream without a name')
    this.streamId = this.parserPacket.header.stream_id
    const [name = '', ...query] = streamName.split('?')
    const [app = '', ...behindApp] = this.app.split('?')
    return {
      app: app.replace(/^\/+|\/+$/g, ''),
      name: name.replace(/^\/+|\/+$/g, ''),
      query: new URLSearchParams([...query, ...behindApp].join('&')),
    }
  }
}
