/** A source high up the ladder: an hour until its next attempt, unless its server is back before. */
import assert from 'node:assert/strict'
import { createServer, type Server, type Socket } from 'node:net'
import { after, before, test } from 'node:test'
import { addressPolicy } from '@vigia/core'
import { type Clip, freePort, makeClip, startHttpFile, startRtspServer, waitFor } from '@vigia/testing'
import { untilReturn } from './knock.js'
import { openForTest, take } from './test-sources.js'

const HOUR_MS = 3_600_000
let clip: Clip
before(async () => {
  clip = await makeClip({ seconds: 4, width: 320, height: 180, fps: 25 })
})
after(() => clip.remove())

test('a camera that boots is read as soon as it answers, not an hour later', async () => {
  const port = await freePort()
  const { source, states } = openForTest(`rtsp://127.0.0.1:${port}/live`, { ladderMs: [HOUR_MS] })
  const frames = take(source, (taken) => taken.length === 2)
  await waitFor(() => states.length === 1, 60_000, 'the first failure')
  assert.match(
    states[0]?.kind === 'lost' ? states[0].status : '',
    /attempt 1, next in 3600 s: connection refused/,
  )
  const camera = await startRtspServer({ file: clip.file, port })
  try {
    assert.equal((await frames).length, 2)
    assert.equal(source.counters.attempts, 2)
  } finally {
    await source.close()
    await camera.stop()
  }
})

test('a stopped process that goes on is met as well', async () => {
  const camera = await startRtspServer({ file: clip.file })
  process.kill(camera.pid, 'SIGSTOP')
  const { source, states } = openForTest(camera.url, { ladderMs: [HOUR_MS], frameTimeoutMs: 5_000 })
  const frames = take(source, (taken) => taken.length === 2)
  try {
    await waitFor(() => states.length === 1, 60_000, 'the first failure')
    process.kill(camera.pid, 'SIGCONT')
    assert.equal((await frames).length, 2)
  } finally {
    await source.close()
    await camera.stop()
  }
})

test('a server that is up is asked again only once it says something else', async () => {
  const http = await startHttpFile(clip.dir)
  http.behaviour = 'not-found'
  const { source, states } = openForTest(http.url('clip.mp4'), { presumed: 'stream', ladderMs: [HOUR_MS] })
  const frames = take(source)
  try {
    await waitFor(() => states.length === 1, 60_000, 'the first failure')
    const asked = http.requests.length
    await waitFor(() => http.requests.length >= asked + 3, 60_000, 'three questions')
    assert.equal(source.counters.attempts, 1)
    http.behaviour = 'serve'
    assert.equal((await frames).length, 20)
  } finally {
    await source.close()
    await http.stop()
  }
})

/** A server that says one thing and notes what it was asked. */
async function sayer(
  said: () => string | Buffer,
): Promise<{ server: Server; port: number; heard: string[] }> {
  const heard: string[] = []
  const server = createServer((socket: Socket) => {
    socket.on('error', () => socket.destroy())
    socket.once('data', (chunk) => {
      heard.push(chunk.toString('latin1'))
      socket.end(said())
    })
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return { server, port: (server.address() as { port: number }).port, heard }
}

test('who asks gives no password away', async () => {
  let n = 0
  const { server, port, heard } = await sayer(() => `RTSP/1.0 ${n++ < 2 ? 404 : 401} X\r\n\r\n`)
  const place = {
    url: `rtsp://viewer:secret@127.0.0.1:${port}/live?x=1`,
    policy: addressPolicy('media', '127.0.0.0/8'),
  }
  await untilReturn(place, false, HOUR_MS, new AbortController().signal, 10)
  server.close()
  assert.deepEqual(
    heard,
    Array(3).fill(
      `DESCRIBE rtsp://127.0.0.1:${port}/live?x=1 RTSP/1.0\r\nCSeq: 1\r\nAccept: application/sdp\r\n\r\n`,
    ),
  )
})

test('an RTMP server is known by its handshake, and garbage is an answer like others', async () => {
  let said: string | Buffer = ''
  const { server, port, heard } = await sayer(() => said)
  const place = { url: `rtmp://127.0.0.1:${port}/live/door`, policy: addressPolicy('media', '127.0.0.0/8') }
  const back = untilReturn(place, false, HOUR_MS, new AbortController().signal, 10)
  await waitFor(() => heard.length >= 2, 60_000, 'two questions')
  said = Buffer.from([3])
  await back
  assert.equal(heard[0]?.charCodeAt(0), 3)
  server.close()
})

test('an address that may not be dialled is not knocked at', async () => {
  const { server, port, heard } = await sayer(() => 'RTSP/1.0 200 OK\r\n\r\n')
  const place = { url: `rtsp://127.0.0.1:${port}/live`, policy: addressPolicy('media', '') }
  await untilReturn(place, false, 100, new AbortController().signal, 10)
  server.close()
  assert.deepEqual(heard, [])
})

test('a source that is closed waits no longer, and one without an address just waits', async () => {
  const closing = new AbortController()
  const waits = [undefined, { url: 'file:///x', policy: addressPolicy('media', '') }].map((place) =>
    untilReturn(place, false, HOUR_MS, closing.signal, 10),
  )
  closing.abort()
  await Promise.all(waits)
})
