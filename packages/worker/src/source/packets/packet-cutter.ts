/**
 * Cuts the live Matroska stream that a reading FFmpeg writes into its head and its packets. Each packet is a cluster of
 * its own with its own time (`-cluster_size_limit 1`), so that leaving some out leaves a sound stream. Facts of the format:
 * RFC 9559 (Matroska) and RFC 8794 (EBML).
 */

export interface Packet {
  /** The whole cluster. */
  bytes: Buffer
  isKey: boolean
  /** Presentation time in milliseconds of the stream. */
  timeMs: number
}

export interface PacketSink {
  /** Everything before the first packet; called once, first. */
  head(bytes: Buffer): void
  packet(packet: Packet): void
}

const SEGMENT = 0x18538067
const CLUSTER = 0x1f43b675
const TIMESTAMP = 0xe7
const SIMPLE_BLOCK = 0xa3
const BLOCK_GROUP = 0xa0
const BLOCK = 0xa1
const REFERENCE = 0xfb
const KEY_FLAG = 0x80
/** A key frame of the largest picture that is read stays far below it. */
const LARGEST_ELEMENT = 32 * 1024 ** 2
/** Longest identifier and longest size. */
const LONGEST_START = 12

/** What came is no such stream, or holds an element that is too large. */
export class PacketError extends Error {}

interface Element {
  id: number
  /** Where its content begins and ends; `end` is infinite where the writer did not know it. */
  from: number
  end: number
}

export class PacketCutter {
  /** Bytes that make no whole element yet. */
  private waiting: Buffer[] = []
  private waitingBytes = 0
  /** So many must have come before it is worth looking again. */
  private wanted = LONGEST_START
  private readonly head: Buffer[] = []
  private hasHead = false

  constructor(private readonly sink: PacketSink) {}

  /** @throws PacketError */
  push(chunk: Buffer): void {
    this.waiting.push(chunk)
    this.waitingBytes += chunk.length
    if (this.waitingBytes < this.wanted) return
    const bytes = this.waiting.length === 1 ? chunk : Buffer.concat(this.waiting)
    const used = this.take(bytes)
    const rest = bytes.subarray(used)
    this.waiting = rest.length > 0 ? [rest] : []
    this.waitingBytes = rest.length
  }

  /** @returns bytes that were used */
  private take(bytes: Buffer): number {
    let at = 0
    for (;;) {
      const element = elementAt(bytes, at)
      if (!element) {
        this.wanted = bytes.length - at + 1
        return at
      }
      // The segment lasts as long as the stream: what is in it follows.
      const end = element.id === SEGMENT ? element.from : element.end
      if (end - at > LARGEST_ELEMENT) throw new PacketError(`an element of ${end - at} bytes`)
      if (end > bytes.length) {
        this.wanted = end - at
        return at
      }
      // Its own memory: a packet that is kept must not keep what came with it.
      this.give(element, Buffer.from(bytes.subarray(at, end)), element.from - at)
      at = end
    }
  }

  private give({ id }: Element, bytes: Buffer, contentAt: number): void {
    if (id !== CLUSTER) {
      // Tags and cues between packets say nothing to a decoder.
      if (!this.hasHead) this.head.push(bytes)
      return
    }
    if (!this.hasHead) this.sink.head(Buffer.concat(this.head))
    this.hasHead = true
    this.sink.packet({ bytes, ...readCluster(bytes, contentAt) })
  }
}

/** @throws PacketError when it holds no block */
function readCluster(bytes: Buffer, contentAt: number): { isKey: boolean; timeMs: number } {
  let clusterMs = 0
  for (const { id, from, end } of elementsIn(bytes, contentAt, bytes.length)) {
    if (id === TIMESTAMP) clusterMs = unsigned(bytes, from, end)
    if (id === SIMPLE_BLOCK) {
      const block = readBlock(bytes, from)
      return { isKey: (block.flags & KEY_FLAG) !== 0, timeMs: clusterMs + block.offsetMs }
    }
    if (id === BLOCK_GROUP) {
      const parts = [...elementsIn(bytes, from, end)]
      const block = parts.find((part) => part.id === BLOCK)
      if (!block) break
      const isKey = !parts.some((part) => part.id === REFERENCE)
      return { isKey, timeMs: clusterMs + readBlock(bytes, block.from).offsetMs }
    }
  }
  throw new PacketError('a cluster without a block')
}

function readBlock(bytes: Buffer, from: number): { offsetMs: number; flags: number } {
  const track = variable(bytes, from)
  const at = from + (track?.length ?? 0)
  if (!track || at + 3 > bytes.length) throw new PacketError('a block that is cut off')
  return { offsetMs: bytes.readInt16BE(at), flags: bytes[at + 2]! }
}

function* elementsIn(bytes: Buffer, from: number, end: number): Generator<Element> {
  for (let at = from; at < end; ) {
    const element = elementAt(bytes, at)
    if (!element || element.end > end) throw new PacketError('an element that reaches out of its cluster')
    yield element
    at = element.end
  }
}

/** @returns undefined when its identifier and size have not come whole yet */
function elementAt(bytes: Buffer, at: number): Element | undefined {
  const name = variable(bytes, at)
  const size = name && variable(bytes, at + name.length)
  if (!size) return undefined
  const from = at + name.length + size.length
  const isUnknown = size.value === 2 ** (7 * size.length) - 1
  return { id: name.whole, from, end: isUnknown ? Number.POSITIVE_INFINITY : from + size.value }
}

/**
 * A number of EBML: leading zero bits tell how many bytes it has. `whole` is with the length's mark, as identifiers are
 * written; `value` is without it.
 */
function variable(bytes: Buffer, at: number): { length: number; whole: number; value: number } | undefined {
  const first = bytes[at]
  if (first === undefined) return undefined
  const length = Math.clz32(first) - 23
  if (length > 8) throw new PacketError('bytes that are no Matroska')
  if (at + length > bytes.length) return undefined
  const whole = unsigned(bytes, at, at + length)
  // Not by subtraction: with its mark a number of eight bytes is larger than what is exact.
  let value = first & (0xff >> length)
  for (let i = at + 1; i < at + length; i++) value = value * 256 + bytes[i]!
  return { length, whole, value }
}

function unsigned(bytes: Buffer, from: number, end: number): number {
  let value = 0
  for (let at = from; at < end; at++) value = value * 256 + bytes[at]!
  return value
}
