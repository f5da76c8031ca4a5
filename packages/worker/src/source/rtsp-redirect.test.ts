import assert from 'node:assert/strict'
import { test } from 'node:test'
import { RedirectWatch } from './rtsp-redirect.js'

const sees = (...chunks: string[]): boolean => {
  const watch = new RedirectWatch()
  return chunks.map((chunk) => watch.sees(Buffer.from(chunk, 'latin1'))).some(Boolean)
}

// FFmpeg 5.1 was seen to follow each of these.
for (const [what, chunks] of [
  ['as the standard has it', ['RTSP/1.0 302 Found\r\n']],
  ['cut anywhere', ['RTS', 'P/1.0 3', '02 Found\r\n']],
  ['with a strange version', [`RTSP/1.${'0'.repeat(40)} 301 Moved\n`]],
  ['with many blanks in two chunks', [`RTSP/1.0${' '.repeat(200)}`, `${' '.repeat(100)}302 x\r\n`]],
  ['with leading zeros', ['RTSP/1.0 00302 Found\r\n']],
  ['with a sign', ['RTSP/1.0 +302 Found\r\n']],
  ['with CR inside', ['RT\rSP/1.0 30\r2 Found\r\n']],
  ['after a packet', ['$\0\0\x04abcdRTSP/1.0 302 Found\r\n']],
  ['after a body without a line break', ['a=control:xRTSP/1.0 302 Found\r\n']],
  ['behind another word of its kind', ['RTSP/1.0 RTSP/1.0 302 Found\r\n']],
] as const)
  test(`a redirect is seen: ${what}`, () => assert.ok(sees(...chunks)))

test('ordinary answers are no redirects', () => {
  const sdp =
    'v=0\r\no=- 302 1 IN IP4 10.0.0.1\r\nm=video 0 RTP/AVP 96\r\na=control:rtsp://10.0.0.1/x/302\r\n'
  assert.ok(!sees('RTSP/1.0 200 OK\r\nCSeq: 302\r\n\r\n', 'RTSP/1.0 401 Unauthorized\r\nCSeq: 3\r\n\r\n'))
  assert.ok(!sees(`RTSP/1.0 200 OK\r\nServer: Cam RTSP/1.0\r\nContent-Length: ${sdp.length}\r\n\r\n${sdp}`))
  assert.ok(!sees('RTSP/1.0 3020 odd\r\n'))
})

test('a flood of half a status line stays small and quick', () => {
  const watch = new RedirectWatch()
  for (let i = 0; i < 100; i++) assert.ok(!watch.sees(Buffer.from('RTSP/'.repeat(13_000))))
  assert.ok(watch.sees(Buffer.from('1.0 302 \n')))
})
