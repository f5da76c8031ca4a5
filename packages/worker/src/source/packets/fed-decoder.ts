/**
 * Reads a live stream with one FFmpeg and decodes it with another, with the gate for packets between them. To its attempt
 * it looks like one child.
 */
import type { Writable } from 'node:stream'
import { type MediaChild, startChild } from '../child.js'
import type { PreparedInput } from '../input.js'
import type { PicturePipe } from '../picture-pipe.js'
import { PacketCutter, PacketError } from './packet-cutter.js'
import { PacketGate, type PacketGateOptions } from './packet-gate.js'

/** Descriptor on which a decoder reads packets. */
const PACKETS = 6

/** The head says what the stream is; a key frame is enough to begin. */
export const PACKET_INPUT: readonly string[] = [
  ...['-copyts', '-protocol_whitelist', 'pipe', '-format_whitelist', 'matroska'],
  ...['-probesize', '500000', '-analyzeduration', '500000', '-fpsprobesize', '0'],
  ...['-f', 'matroska', '-i', `pipe:${PACKETS}`],
]

/** A cluster for each packet, written when the next one comes. */
const PACKET_OUTPUT = [
  ...['-map', '0:v:0', '-c:v', 'copy', '-f', 'matroska', '-cluster_size_limit', '1'],
  ...['-write_crc32', '0', '-flush_packets', '1', 'pipe:1'],
]

export interface FedOptions {
  ffmpegPath: string
  /** Arguments of the decoder, its input `PACKET_INPUT` among them. */
  decoder: readonly string[]
  /** What the reader writes beside packets, and the folder for it. */
  copy: readonly string[]
  copyTo: string | undefined
  gate: PacketGateOptions
}

export interface FedDecoder extends MediaChild {
  gate: PacketGate
  /** The stream cannot be handed on as packets. */
  isUnreadable(): boolean
}

export function startFedDecoder(
  input: PreparedInput,
  pictures: { full: PicturePipe; small: PicturePipe },
  { ffmpegPath, decoder, copy, copyTo, gate: gateOptions }: FedOptions,
): FedDecoder {
  const quiet = ['-hide_banner', '-nostats', '-nostdin', '-v', 'error', '-an', '-sn', '-dn']
  const reading = [...quiet, ...input.args, ...PACKET_OUTPUT, ...copy]
  const reader = startChild(ffmpegPath, reading, input, undefined, copyTo)
  const fed = { ...input, script: '', file: undefined }
  const decoding = startChild(ffmpegPath, decoder, fed, { ...pictures, isFed: true })
  const packets = decoding.packets as Writable
  const gate = new PacketGate({ write: (bytes) => packets.write(bytes) }, gateOptions)
  packets.on('drain', () => gate.drained())
  // A decoder that ends before its packets do is reported by its exit.
  packets.on('error', () => undefined)
  const cutter = new PacketCutter(gate)
  let isBroken = false
  reader.text.on('data', (chunk: Buffer) => {
    try {
      if (!isBroken) cutter.push(chunk)
    } catch (error) {
      if (!(error instanceof PacketError)) throw error
      isBroken = true
      reader.log.push(error.message)
      void reader.kill()
    }
  })
  void reader.exited.then(() => packets.end())
  void decoding.exited.then(() => void reader.kill())
  return {
    gate,
    text: decoding.text,
    get log() {
      return [...reader.log, ...decoding.log]
    },
    exited: Promise.all([reader.exited, decoding.exited]).then(([read, decoded]) =>
      read === 0 ? decoded : read,
    ),
    isUnreadable: () => isBroken || reader.log.some((line) => UNWRITABLE.test(line)),
    kill: async () => {
      await Promise.all([reader.kill(), decoding.kill()])
    },
  }
}

/** What FFmpeg says of packets that Matroska cannot take: a codec without a name in it, times that go back. */
const UNWRITABLE =
  /could not write header|\[matroska @|av_interleaved_write_frame|error muxing|no wav codec tag|tag .* incompatible/i
