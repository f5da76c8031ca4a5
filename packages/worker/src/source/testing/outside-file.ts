/** A QuickTime file whose pictures lie in another file, which it names: what a hostile upload would try to read. */

/** From the outermost in. */
const WAY = ['moov', 'trak', 'mdia', 'minf', 'dinf', 'dref']

interface Box {
  type: string
  body: Buffer
}

function* boxes(data: Buffer): Generator<Box> {
  for (let at = 0; at + 8 <= data.length; ) {
    const size = data.readUInt32BE(at)
    yield { type: data.toString('latin1', at + 4, at + 8), body: data.subarray(at + 8, at + size) }
    at += size
  }
}

function box(type: string, body: Buffer): Buffer {
  const head = Buffer.alloc(8)
  head.writeUInt32BE(body.length + 8)
  head.write(type, 4, 'latin1')
  return Buffer.concat([head, body])
}

/** @param video an MP4 with one track and its pictures before its index @param path of that file, absolute */
export function outsideFile(video: Buffer, path: string, kind: 'alis' | 'url '): Buffer {
  const reference = kind === 'alis' ? alias(path) : Buffer.from(`\0\0\0\0file://${path}\0`, 'latin1')
  const entries = Buffer.concat([Buffer.from([0, 0, 0, 0, 0, 0, 0, 1]), box(kind, reference)])
  const led = (data: Buffer, [next, ...further]: string[]): Buffer =>
    Buffer.concat(
      [...boxes(data)].map(({ type, body }) => {
        if (type !== next) return box(type, body)
        return box(type, further.length === 0 ? entries : led(body, further))
      }),
    )
  const kept = [...boxes(video)].filter(({ type }) => type === 'ftyp' || type === 'moov')
  return led(Buffer.concat(kept.map(({ type, body }) => box(type, body))), WAY)
}

/** An alias of Mac OS with an absolute path in it. */
function alias(path: string): Buffer {
  const name = Buffer.from(path.length % 2 === 0 ? path : `${path}\0`, 'latin1')
  const head = Buffer.alloc(4 + 10 + 28 + 12 + 64 + 16 + 4 + 16)
  const record = Buffer.alloc(4)
  record.writeUInt16BE(2, 0)
  record.writeUInt16BE(name.length, 2)
  return Buffer.concat([head, record, name, Buffer.from([0xff, 0xff, 0, 0])])
}
