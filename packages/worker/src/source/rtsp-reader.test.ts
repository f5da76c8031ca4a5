import assert from 'node:assert/strict'
import { test } from 'node:test'
import { interleaved, RtspReader, rewritten, statusOf } from './rtsp-reader.js'

const ANSWER = 'RTSP/1.0 200 OK\r\nCSeq: 3\r\nContent-Length: 4\r\n\r\nv=0\n'

test('messages and packets are found wherever the stream is cut', () => {
  const bytes = Buffer.concat([
    interleaved(1, Buffer.from('abc')),
    Buffer.from(ANSWER),
    interleaved(0, Buffer.alloc(0)),
    Buffer.from('OPTIONS rtsp://a RTSP/1.0\nCSeq: 4\n\n$'),
  ])
  for (const size of [1, 2, 7, bytes.length]) {
    const reader = new RtspReader()
    const found = []
    for (let i = 0; i < bytes.length; i += size) found.push(...reader.push(bytes.subarray(i, i + size)))
    assert.deepEqual(
      found.map((piece) =>
        piece.kind === 'packet' ? `${piece.channel} ${piece.data}` : `${piece.line}|${piece.body}`,
      ),
      ['1 abc', 'RTSP/1.0 200 OK|v=0\n', '0 ', 'OPTIONS rtsp://a RTSP/1.0|'],
    )
    assert.equal(reader.pending.toString(), '$')
    assert.deepEqual(Buffer.concat([...found.map((piece) => piece.raw), reader.pending]), bytes)
  }
})

test('a message is said again with other headers, and with nothing that a line break smuggles in', () => {
  const text = 'RTSP/1.0 200 OK\r\nCSeq: 4\r\nTransport: x;source=10.0.0.1\r\nSession: a\rLocation: b\r\n\r\n'
  const [message] = new RtspReader().push(Buffer.from(text))
  assert.ok(message?.kind === 'message')
  const said = rewritten(message, { cseq: '3', transport: undefined }).toString()
  assert.equal(said, 'RTSP/1.0 200 OK\r\nCSeq: 3\r\nSession: aLocation: b\r\n\r\n')
})

test('what grows without end is refused', () => {
  assert.throws(() => new RtspReader().push(Buffer.from('a'.repeat(40_000))), /too long/)
  assert.throws(() => new RtspReader().push(Buffer.from('R\nContent-Length: 99999999\n\n')), /too long/)
  assert.throws(() => new RtspReader().push(Buffer.from('R\nContent-Length: -1\n\n')), /too long/)
})

test('status lines', () => {
  assert.equal(statusOf('RTSP/1.0 461 Unsupported transport'), 461)
  assert.equal(statusOf('SETUP rtsp://a/461 RTSP/1.0'), 0)
})
