import assert from 'node:assert/strict'
import { test } from 'node:test'
import { parseAddress, redirectAddress } from './address.js'
import { AttemptError, failureFromLog, maskAddresses } from './failure.js'

test('an address is taken apart at its last @ before the path, as FFmpeg does', () => {
  const address = parseAddress('rtsp://us:p@ss@cam.example:8554/a@b?x=1')
  assert.deepEqual(
    [address.userInfo, address.host, address.port, address.rest],
    ['us:p@ss', 'cam.example', 8554, '/a@b?x=1'],
  )
  assert.equal(redirectAddress(address, '127.0.0.1', 9), 'rtsp://us:p@ss@127.0.0.1:9/a@b?x=1')
  assert.equal(parseAddress('RTMP://[fd00::1]/app/x').host, 'fd00::1')
  assert.equal(parseAddress('https://h/x').port, 443)
})

test('what cannot be read is refused with a remedy', () => {
  for (const [url, pattern] of [
    ['gopher://h/x', /use rtsp, rtmp/],
    ['rtsp:///x', /host is missing/],
    ['rtsp://h:0/x', /port/],
    ['rtsp://h/x\nfile', /control characters/],
    ['concat:a|b', /scheme:\/\/host/],
    ['-i', /scheme:\/\/host/],
  ] as const)
    assert.throws(
      () => parseAddress(url),
      (error: unknown) => error instanceof AttemptError && pattern.test(error.message),
      url,
    )
})

test("FFmpeg's words become ours", () => {
  const reason = (line: string) => failureFromLog([line]).reason
  assert.equal(reason('pipe:0: Connection refused'), 'connection refused')
  assert.equal(reason('method DESCRIBE failed: 401 Unauthorized'), 'wrong user or password')
  assert.equal(reason('Stream map matches no streams.'), 'there is no video stream in it')
  assert.equal(reason('x: Invalid data found when processing input'), 'it is not a video that can be read')
  assert.equal(reason('strange rtsp://u:pw@h/x trouble'), 'strange (address) trouble')
})

test('no address survives masking', () => {
  assert.equal(maskAddresses("[tcp @ 0x55e6] to 'rtsp://us:pw@h:1/x?token=1' failed"), "to '(address) failed")
})
