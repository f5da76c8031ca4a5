/** The parts of node-media-server 4.4.3 that the ingest uses; the package carries no types of its own. */

declare module 'node-media-server/src/core/logger.js' {
  const logger: { log(message: string, level?: string): void }
  export default logger
}

declare module 'node-media-server/src/core/avpacket.js' {
  export default class AvPacket {
    /** 8 audio, 9 video, 18 script. */
    codec_type: number
    /** FLV's number of the coding, or the four letters of enhanced RTMP as one number. */
    codec_id: number
    /** 0 audio header, 1 audio, 2 video header, 3 key frame, 4 other frame, 5 script, 6 colours of HDR. */
    flags: number
    /** Milliseconds. */
    dts: number
    size: number
    /** Only its first `size` bytes count; used again for the next message. */
    data: Buffer
  }
}

declare module 'node-media-server/src/protocol/amf.js' {
  export function decodeAmf0Data(bytes: Buffer): { cmd?: unknown; dataObj?: unknown }
}

declare module 'node-media-server/src/protocol/rtmp.js' {
  import type AvPacket from 'node-media-server/src/core/avpacket.js'
  /** A decoded command; what is in it is the peer's and may be anything. */
  export interface Invoke {
    transId: number
    cmdObj: unknown
    streamName: unknown
  }
  /** One peer's protocol. Throws, or goes wrong, on what it does not expect. */
  export default class Rtmp {
    static createMessage(packet: AvPacket): Buffer
    onOutputCallback: (bytes: Buffer) => void
    onPacketCallback: (packet: AvPacket) => void
    /** A parser of FLV files with 1 MiB of memory; RTMP has no use for it. */
    flv: unknown
    /** Messages under way, by chunk stream. */
    inPackets: Map<number, { capacity: number }>
    parserPacket: {
      header: { type: number; length: number; stream_id: number }
      capacity: number
      payload: Buffer
    }
    inChunkSize: number
    outChunkSize: number
    objectEncoding: number
    streamId: number
    parserData(bytes: Buffer): string | null
    packetParse(): void
    packetAlloc(): void
    controlHandler(): void
    dataHandler(): void
    onConnect(invoke: Invoke): void
    onPublish(invoke: Invoke): void
    onPlay(invoke: Invoke): void
    onDeleteStream(invoke: Invoke): void
    sendACK(bytes: number): void
    sendWindowACK(bytes: number): void
    setPeerBandwidth(bytes: number, kind: number): void
    setChunkSize(bytes: number): void
    respondConnect(transaction: number): void
    respondPublish(): void
    respondPlay(): void
    sendStatusMessage(streamId: number, level: string, code: string, description: string): void
  }
}
