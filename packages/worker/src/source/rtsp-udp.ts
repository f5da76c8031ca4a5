/**
 * For cameras that send by UDP only: FFmpeg is left to believe that it has what it asked for, packets interleaved with
 * the connection, while the camera is asked for UDP. So FFmpeg opens no UDP port of its own, which anyone could send to,
 * and no word of the camera's about addresses reaches it.
 */
import type { Socket } from 'node:net'
import { type AddressPolicy, addressRefusal } from '@vigia/core'
import { AttemptError, type Failure, failure } from './failure.js'
import { RtpOrder } from './rtp-order.js'
import {
  headerValue,
  interleaved,
  type RtspMessage,
  type RtspPacket,
  rewritten,
  statusOf,
} from './rtsp-reader.js'
import { openUdpPair, type UdpPair } from './udp-pair.js'

/** Video, sound and what a camera tells of movement: more than eight streams has none. */
const STREAMS = 16
/** What may wait for a decoder that is behind; what comes then is lost, as UDP loses. */
const WAITING_BYTES = 4 * 1024 * 1024
/** The smallest RTP packet and receiver report: they open the way back through address translation. */
const PUNCH = {
  rtp: Buffer.from([0x80, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0]),
  rtcp: Buffer.from([0x80, 201, 0, 1, 0, 0, 0, 0]),
}

interface Setup {
  /** Of the pair of channels that FFmpeg takes the stream by. */
  channel: number
  pair: UdpPair
}

export class UdpBridge {
  private readonly setups = new Map<string, Setup>()
  private readonly channels = new Map<number, Setup>()
  private readonly opened: UdpPair[] = []
  private received = 0
  private playing = false
  private closed = false

  constructor(
    private readonly near: Socket,
    private readonly far: Socket,
    private readonly policy: AddressPolicy,
  ) {}

  /** Why nothing comes, when it is this way's fault. */
  fault(): Failure | undefined {
    if (!this.playing || this.received > 0) return undefined
    return failure(
      'SOURCE.TIMED_OUT',
      'the camera sends by UDP only and none of its packets arrives; let UDP from it pass the firewall, or switch it to TCP',
      'always',
    )
  }

  /** Passes on what FFmpeg says. @throws AttemptError when a stream cannot be asked for */
  async fromNear(piece: RtspMessage | RtspPacket): Promise<void> {
    if (piece.kind === 'packet') {
      this.channels.get(piece.channel - (piece.channel % 2))?.pair.send('rtcp', piece.data)
      return
    }
    const change: Record<string, string | undefined> = { cseq: shifted(piece, 1) }
    if (piece.line.startsWith('SETUP ')) {
      const pair = await this.open(piece)
      change.transport = `RTP/AVP;unicast;client_port=${pair.port}-${pair.port + 1}`
    }
    if (piece.line.startsWith('PLAY ')) this.playing = true
    this.far.write(rewritten(piece, change))
  }

  /** Passes on what the camera says, in our own words. @throws AttemptError for what it may not say */
  fromFar(piece: RtspMessage | RtspPacket): void {
    if (piece.kind === 'packet') return
    if (this.near.writableLength > WAITING_BYTES) throw new AttemptError(TALKATIVE)
    const change: Record<string, string | undefined> = { cseq: shifted(piece, -1), transport: undefined }
    const setup = this.setups.get(change.cseq ?? '')
    this.setups.delete(change.cseq ?? '')
    if (setup && statusOf(piece.line) === 461) throw new AttemptError(NO_TRANSPORT)
    if (setup && statusOf(piece.line) === 200) change.transport = this.take(setup, piece)
    this.near.write(rewritten(piece, change))
  }

  close(): void {
    this.closed = true
    for (const pair of this.opened.splice(0)) pair.close()
  }

  private async open(request: RtspMessage): Promise<UdpPair> {
    const asked = /interleaved=(\d{1,3})/.exec(headerValue(request.headers, 'transport') ?? '')
    const channel = Number(asked?.[1] ?? 0)
    if (this.opened.length >= STREAMS)
      throw new AttemptError(failure('SOURCE.UNSUPPORTED', `it has more than ${STREAMS} streams`, 'live'))
    const order = new RtpOrder((packet) => this.toNear(channel, packet))
    const pair = await openUdpPair(
      this.far.localAddress ?? '',
      this.far.remoteAddress ?? '',
      (which, data) => {
        this.received++
        if (which === 'rtp') order.push(data)
        else this.toNear(channel + 1, data)
      },
    ).catch(() => {
      throw new AttemptError(failure('SOURCE.UNREACHABLE', 'no UDP ports are free', 'always'))
    })
    if (this.closed) pair.close()
    else this.opened.push(pair)
    this.setups.set(headerValue(request.headers, 'cseq') ?? '', { channel, pair })
    return pair
  }

  /** @returns the transport as FFmpeg asked for it */
  private take(setup: Setup, answer: RtspMessage): string {
    const said = headerValue(answer.headers, 'transport') ?? ''
    if (/multicast/i.test(said)) throw new AttemptError(NO_TRANSPORT)
    const ports = /server_port=(\d{1,5})(?:-(\d{1,5}))?/.exec(said)
    const rtp = Number(ports?.[1] ?? 0)
    const rtcp = ports?.[2] === undefined ? rtp + 1 : Number(ports[2])
    setup.pair.aim({ rtp: this.allowed(rtp), rtcp: this.allowed(rtcp) })
    setup.pair.send('rtp', PUNCH.rtp)
    setup.pair.send('rtcp', PUNCH.rtcp)
    this.channels.set(setup.channel, setup)
    return `RTP/AVP/TCP;unicast;interleaved=${setup.channel}-${setup.channel + 1}`
  }

  /** The port, or 0 for none: an operator may have allowed single ports of an address. */
  private allowed(port: number): number {
    if (port < 1 || port > 65_535) return 0
    return addressRefusal(this.far.remoteAddress ?? '', port, this.policy) ? 0 : port
  }

  private toNear(channel: number, data: Buffer): void {
    if (this.near.writableLength < WAITING_BYTES) this.near.write(interleaved(channel, data))
  }
}

const NO_TRANSPORT = failure(
  'SOURCE.UNSUPPORTED',
  'the camera sends neither by TCP nor by UDP to one receiver; switch multicast off in it',
  'live',
)

const TALKATIVE = failure('SOURCE.UNREACHABLE', 'the camera sends more answers than were asked for', 'always')

/** One request more than FFmpeg knows of has gone to the camera: the one that it refused. */
function shifted(message: RtspMessage, by: number): string | undefined {
  const number = headerValue(message.headers, 'cseq')
  return number === undefined ? undefined : String(Number(number) + by)
}
