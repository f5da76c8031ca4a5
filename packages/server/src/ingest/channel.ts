/** One stream that is being pushed: what a reader needs to begin at once, and all who read. */
import type AvPacket from 'node-media-server/src/core/avpacket.js'
import { decodeAmf0Data } from 'node-media-server/src/protocol/amf.js'
import Rtmp from 'node-media-server/src/protocol/rtmp.js'

export interface Reader {
  send(bytes: Buffer): void
}

/** What an encoder says of its picture. */
export interface Picture {
  /** `H.264`, `H.265`, … */
  codec: string | undefined
  /** Pixels and frames a second, as announced. */
  width: number | undefined
  height: number | undefined
  fps: number | undefined
}

/** Memory that the channels share. */
export interface Budget {
  bytes: number
}

/** The pictures since the newest key frame, of one stream and of all. */
const MOST_BYTES = 8 * 1024 * 1024
const MOST_BYTES_TOGETHER = 256 * 1024 * 1024
const AUDIO = 8
const VIDEO = 9
const FLAGS = { audioHeader: 0, videoHeader: 2, keyFrame: 3 }
const CODECS = new Map([
  [2, 'H.263'],
  [7, 'H.264'],
  [12, 'H.265'],
  [fourLetters('hvc1'), 'H.265'],
  [fourLetters('av01'), 'AV1'],
  [fourLetters('vp09'), 'VP9'],
])

export class Channel {
  /** Of pictures and sound, in total. */
  bytes = 0
  hasAudio = false
  /** A reader that joins now gets a picture at once. */
  isFlowing = false
  readonly picture: Picture = { codec: undefined, width: undefined, height: undefined, fps: undefined }
  private description: Buffer | undefined
  private audioHeader: Buffer | undefined
  private videoHeader: Buffer | undefined
  /** Since the newest key frame; undefined while that is awaited. */
  private recent: Buffer[] | undefined
  private recentBytes = 0
  /** Those that have got a key frame, and those that wait for one. */
  private readonly readers = new Set<Reader>()
  private readonly waiting = new Set<Reader>()

  constructor(private readonly budget: Budget) {}

  take(packet: AvPacket): void {
    this.bytes += packet.size
    const message = Rtmp.createMessage(packet)
    if (packet.codec_type === VIDEO) this.takeVideo(packet, message)
    else if (packet.codec_type === AUDIO) this.takeAudio(packet, message)
    else this.takeDescription(packet, message)
  }

  join(reader: Reader): void {
    for (const message of [this.description, this.audioHeader, this.videoHeader])
      if (message) reader.send(message)
    if (!this.recent) {
      this.waiting.add(reader)
      return
    }
    for (const message of this.recent) reader.send(message)
    this.readers.add(reader)
  }

  leave(reader: Reader): void {
    this.readers.delete(reader)
    this.waiting.delete(reader)
  }

  /** The push is over; gives those who read it. */
  close(): Reader[] {
    this.forgetRecent()
    this.isFlowing = false
    return [...this.readers, ...this.waiting]
  }

  private takeVideo(packet: AvPacket, message: Buffer): void {
    this.picture.codec = CODECS.get(packet.codec_id) ?? `coding ${packet.codec_id}`
    if (packet.flags === FLAGS.videoHeader) {
      this.videoHeader = message
      this.spread(message, true)
      return
    }
    if (packet.flags === FLAGS.keyFrame) {
      this.forgetRecent()
      this.recent = []
      this.isFlowing = true
      for (const reader of this.waiting) this.readers.add(reader)
      this.waiting.clear()
    }
    this.keep(message)
    this.spread(message, false)
  }

  private takeAudio(packet: AvPacket, message: Buffer): void {
    this.hasAudio = true
    if (packet.flags === FLAGS.audioHeader) {
      this.audioHeader = message
      this.spread(message, true)
      return
    }
    this.keep(message)
    this.spread(message, false)
  }

  private takeDescription(packet: AvPacket, message: Buffer): void {
    const said = described(packet.data.subarray(0, packet.size))
    if (!said) return
    const number = (name: string, most: number): number | undefined => {
      const value = said[name]
      return typeof value === 'number' && value > 0 && value <= most ? value : undefined
    }
    this.picture.width = number('width', 65_535)
    this.picture.height = number('height', 65_535)
    this.picture.fps = number('framerate', 1_000)
    this.description = message
    this.spread(message, true)
  }

  private keep(message: Buffer): void {
    if (!this.recent) return
    const { length } = message
    if (this.recentBytes + length > MOST_BYTES || this.budget.bytes + length > MOST_BYTES_TOGETHER) {
      // Whoever joins now waits for the next key frame.
      this.forgetRecent()
      return
    }
    this.recent.push(message)
    this.recentBytes += length
    this.budget.bytes += length
  }

  private forgetRecent(): void {
    this.budget.bytes -= this.recentBytes
    this.recentBytes = 0
    this.recent = undefined
  }

  private spread(message: Buffer, alsoWaiting: boolean): void {
    for (const reader of this.readers) reader.send(message)
    if (alsoWaiting) for (const reader of this.waiting) reader.send(message)
  }
}

/** What an encoder says of its stream; undefined for what is no such thing. */
function described(bytes: Buffer): Record<string, unknown> | undefined {
  try {
    const { dataObj } = decodeAmf0Data(bytes)
    return typeof dataObj === 'object' && dataObj !== null ? { ...dataObj } : undefined
  } catch {
    return undefined
  }
}

function fourLetters(letters: string): number {
  return Buffer.from(letters, 'latin1').readUInt32BE()
}
