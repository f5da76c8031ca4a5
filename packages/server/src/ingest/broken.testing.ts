/** RTMP as no encoder speaks it. For tests only. */

/** Accepted whatever it says. */
export const HANDSHAKE = Buffer.concat([Buffer.from([3]), Buffer.alloc(2 * 1536)])
/** The first chunk of a message: 12 bytes of header, then some of its payload. */
function chunk(chunkStream: number, type: number, length: number, payload: Buffer): Buffer {
  const header = Buffer.alloc(12)
  header[0] = chunkStream
  header.writeUIntBE(length, 4, 3)
  header[7] = type
  return Buffer.concat([header, payload])
}
export const whole = (type: number, payload: Buffer) => chunk(3, type, payload.length, payload)
const text = (value: string) => {
  const bytes = Buffer.from(value)
  return Buffer.concat([Buffer.from([2, bytes.length >> 8, bytes.length & 255]), bytes])
}
const ONE = Buffer.from([0, 0x3f, 0xf0, 0, 0, 0, 0, 0, 0])
const chunkSize = (size: number) => {
  const bytes = Buffer.alloc(4)
  bytes.writeUInt32BE(size)
  return whole(1, bytes)
}

/** By what is wrong with it. */
export const BROKEN: Record<string, Buffer> = {
  'a message longer than any command': chunk(3, 20, 16_777_215, Buffer.alloc(128)),
  'many messages at once': Buffer.concat(
    Array.from({ length: 60 }, (_, i) => chunk(3 + i, 20, 16_000, Buffer.alloc(128))),
  ),
  'chunks of no bytes': chunkSize(0),
  'chunks of two gigabytes': chunkSize(0x7f_ff_ff_ff),
  'a control message cut short': whole(1, Buffer.from([1])),
  'a command without its members': whole(20, text('connect')),
  'connect with a number for an application': whole(20, Buffer.concat([text('connect'), ONE, ONE])),
  'publish without a name': whole(20, Buffer.concat([text('publish'), ONE, Buffer.from([5])])),
  'a command that is no command': whole(20, text('constructor')),
  'a list of four thousand million': whole(
    20,
    Buffer.concat([text('connect'), ONE, Buffer.from([10, 255, 255, 255, 255])]),
  ),
  'objects in objects': Buffer.concat([
    chunkSize(65_536),
    whole(
      20,
      Buffer.concat([
        text('connect'),
        ONE,
        ...Array.from({ length: 3_000 }, () => Buffer.from([3, 0, 1, 97])),
      ]),
    ),
  ]),
}
