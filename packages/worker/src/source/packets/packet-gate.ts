/**
 * Stands between the FFmpeg that reads a stream and the one that decodes it. Awake, it hands on every packet; asleep, key
 * frames only, and keeps what came since the last of them, so that waking decodes on without a gap. It owns what may wait
 * and how much, and knows when a stream is not fit for sleeping.
 */
import type { Packet, PacketSink } from './packet-cutter.js'

/** Where packets go. */
export interface PacketOutlet {
  /** @returns false when it is full; it then says so by `PacketGate.drained` when there is room */
  write(bytes: Buffer): boolean
}

export interface PacketGateOptions {
  /** Frames a second that are sampled. */
  fps: number
  /** Called when waking has put packets to be caught up with, and when that is done. */
  onCatchUp(isBehind: boolean): void
  /** Called once when the stream turns out not to be fit for sleeping; says why. */
  onUnfit(reason: string): void
}

/** Key frames further apart would make the reaction to motion, and the wait for any picture, too long. */
export const LONGEST_SLEEP_MS = 5_000
/** What may wait: 5 s of 25 Mbit/s. */
const MOST_BYTES = 16 * 1024 ** 2
/** A decoder so far behind will not catch up: what waits is left out up to the newest key frame. */
const MOST_BEHIND_MS = 10_000
/** So many packets in a row that are all key frames: there is nothing to leave out. */
const ALL_KEYS = 50
/** Key frames in a row without a picture of the one before. */
const MOST_MISSING = 2

export class PacketGate implements PacketSink {
  /** Packets handed to the decoder, left out while asleep, and lost because the decoder was too slow. */
  readonly counters = { handed: 0, leftOut: 0, lost: 0 }
  unfit: string | undefined
  private isAsleep = false
  private isFull = false
  private isBehind = false
  /** Until a key frame comes, nothing can be decoded. */
  private needsKey = false
  /** To be written, in order. */
  private waiting: Packet[] = []
  /** Asleep: what came after the last packet that was handed on. */
  private held: Packet[] = []
  private keptBytes = 0
  private newestMs = Number.NEGATIVE_INFINITY
  private lastKeyMs: number | undefined
  private newestPictureMs = Number.NEGATIVE_INFINITY
  private keysInRow = 0
  private missing = 0

  constructor(
    private readonly outlet: PacketOutlet,
    private readonly options: PacketGateOptions,
  ) {}

  /** Asleep, only key frames are handed on. Without effect once the stream is unfit. */
  sleep(isAsleep: boolean): void {
    if (isAsleep === this.isAsleep || (isAsleep && this.unfit !== undefined)) return
    this.isAsleep = isAsleep
    this.missing = 0
    this.lastKeyMs = undefined
    if (isAsleep || this.held.length === 0) return
    this.waiting.push(...this.held)
    this.held = []
    this.setBehind(true)
    this.pump()
  }

  head(bytes: Buffer): void {
    this.isFull = !this.outlet.write(bytes)
  }

  packet(packet: Packet): void {
    this.judge(packet)
    if (this.needsKey && !packet.isKey) {
      this.counters.lost++
      return
    }
    this.needsKey = false
    if (!this.isAsleep) this.keep(this.waiting, packet)
    else if (packet.isKey) this.passKey(packet)
    else this.keep(this.held, packet)
    this.bound()
    this.pump()
  }

  /** The outlet has room again. */
  drained(): void {
    this.isFull = false
    this.pump()
  }

  /** A picture with this time has come out of the decoder. */
  pictured(timeMs: number): void {
    this.newestPictureMs = timeMs
    if (this.isBehind && this.waiting.length === 0 && timeMs + this.slotMs >= this.newestMs)
      this.setBehind(false)
  }

  /** How much earlier than the newest packet this picture's came, milliseconds; 0 unless catching up. */
  lagOf(timeMs: number): number {
    return this.isBehind ? Math.max(0, this.newestMs - timeMs) : 0
  }

  private get slotMs(): number {
    return 1_000 / this.options.fps
  }

  private keep(list: Packet[], packet: Packet): void {
    list.push(packet)
    this.keptBytes += packet.bytes.length
  }

  private passKey(packet: Packet): void {
    this.counters.leftOut += this.held.length
    this.forget(this.held.splice(0))
    this.checkPictures(packet.timeMs)
    this.keep(this.waiting, packet)
  }

  /** A decoder that gives a key frame's picture only when others follow would show everything one key frame late. */
  private checkPictures(timeMs: number): void {
    const isMissing = this.lastKeyMs !== undefined && this.newestPictureMs + this.slotMs < this.lastKeyMs
    this.missing = isMissing ? this.missing + 1 : 0
    this.lastKeyMs = timeMs
    if (this.missing >= MOST_MISSING) this.giveUp('its decoder holds pictures back until others follow')
  }

  private judge({ isKey, timeMs }: Packet): void {
    const isBack = timeMs < this.newestMs && this.newestMs - timeMs < MOST_BEHIND_MS
    if (isBack) this.giveUp('its frames do not come in the order of their times (B frames)')
    this.newestMs = isBack ? this.newestMs : timeMs
    this.keysInRow = isKey ? this.keysInRow + 1 : 0
    if (this.keysInRow >= ALL_KEYS) this.giveUp('every frame of it is a key frame')
  }

  private giveUp(reason: string): void {
    if (this.unfit !== undefined) return
    this.unfit = reason
    this.sleep(false)
    this.options.onUnfit(reason)
  }

  private bound(): void {
    const oldest = this.held[0]
    if (oldest && Math.abs(this.newestMs - oldest.timeMs) > LONGEST_SLEEP_MS)
      this.giveUp(`its key frames lie more than ${LONGEST_SLEEP_MS / 1000} s apart`)
    if (this.held.length > 0 && this.keptBytes > MOST_BYTES)
      this.giveUp(`it has more than ${MOST_BYTES / 1024 ** 2} MiB between two key frames`)
    const first = this.waiting[0]
    if (!first || this.held.length > 0) return
    if (this.keptBytes > MOST_BYTES || Math.abs(this.newestMs - first.timeMs) > MOST_BEHIND_MS) this.skip()
  }

  /** Leaves out what waits up to the newest key frame in it. */
  private skip(): void {
    const key = this.waiting.findLastIndex(({ isKey }) => isKey)
    // The packet that begins what waits does not shorten it.
    const count = key > 0 ? key : this.waiting.length
    this.counters.lost += count
    this.forget(this.waiting.splice(0, count))
    this.needsKey = this.waiting.length === 0
    this.setBehind(false)
  }

  private forget(packets: readonly Packet[]): void {
    for (const { bytes } of packets) this.keptBytes -= bytes.length
  }

  private pump(): void {
    let written = 0
    while (!this.isFull && written < this.waiting.length) {
      this.isFull = !this.outlet.write(this.waiting[written]!.bytes)
      written++
    }
    this.counters.handed += written
    this.forget(this.waiting.splice(0, written))
  }

  private setBehind(isBehind: boolean): void {
    if (isBehind === this.isBehind) return
    this.isBehind = isBehind
    this.options.onCatchUp(isBehind)
  }
}
