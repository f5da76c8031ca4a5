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

const MEDIA = addressPolicy('media', '127.0.0.0/8')
const CUT = { code: 'SOURCE.UNREACHABLE' } as const
const AWAY = { ...CUT, isDeaf: true } as const
const NOT_THERE = { code: 'SOURCE.NOT_FOUND' } as const
const REFUSED = { code: 'SOURCE.UNAUTHORIZED' } as const
const STOOD_STILL = { code: 'SOURCE.ENDED' } as const
const never = new AbortController().signal

test('a stream without a password is asked for itself: it may be back on a server that was there all the time', async () => {
  let n = 0
  const { server, port, heard } = await sayer(() => `RTSP/1.0 ${n++ < 2 ? 404 : 200} X\r\n\r\n`)
  const place = { url: `rtsp://127.0.0.1:${port}/live?x=1`, policy: MEDIA }
  assert.equal(await untilReturn(place, CUT, HOUR_MS, never, 10), false)
  server.close()
  assert.deepEqual(
    heard,
    Array(3).fill(
      `DESCRIBE rtsp://127.0.0.1:${port}/live?x=1 RTSP/1.0\r\nCSeq: 1\r\nAccept: application/sdp\r\n\r\n`,
    ),
  )
})

for (const [what, login, why] of [
  ['with a password', 'viewer:secret@', CUT],
  ['that refuses who is nobody', '', REFUSED],
] as const)
  test(`a server ${what} is not asked for anything that it could count as a failed sign-in`, async () => {
    let n = 0
    const { server, port, heard } = await sayer(() => (n++ < 2 ? 'RTSP/1.0 200 OK\r\n\r\n' : ''))
    const place = { url: `rtsp://${login}127.0.0.1:${port}/live`, policy: MEDIA }
    const web = { url: `http://${login}127.0.0.1:${port}/live.m3u8`, policy: MEDIA }
    const closing = new AbortController()
    const back = Promise.all([place, web].map((one) => untilReturn(one, why, HOUR_MS, closing.signal, 10)))
    await waitFor(() => heard.length >= 6, 60_000, 'six questions')
    closing.abort()
    await back
    server.close()
    for (const question of heard) {
      assert.match(question, /^OPTIONS (\*|rtsp:\/\/127\.0\.0\.1:\d+\/live) /)
      assert.doesNotMatch(question, /secret|viewer|authorization/i)
    }
  })

test('that a server speaks again is told; another word of one that spoke is only another word', async () => {
  let said = ''
  const { server, port, heard } = await sayer(() => said)
  const place = { url: `rtsp://127.0.0.1:${port}/live`, policy: MEDIA }
  const back = untilReturn(place, AWAY, HOUR_MS, never, 10)
  await waitFor(() => heard.length >= 2, 60_000, 'two questions')
  said = 'RTSP/1.0 503 Busy\r\n\r\n'
  assert.equal(await back, true)
  server.close()
})

test('who is back before the first question is met by it: the attempt itself tells what was said before', async () => {
  const { server, port, heard } = await sayer(() => 'RTSP/1.0 200 OK\r\n\r\n')
  const place = { url: `rtsp://127.0.0.1:${port}/live`, policy: MEDIA }
  assert.equal(await untilReturn(place, AWAY, HOUR_MS, never, 10), true)
  assert.equal(await untilReturn(place, NOT_THERE, HOUR_MS, never, 10), false)
  assert.equal(heard.length, 2)
  server.close()
})

test('a playlist is news at every question; only one that stood still is met by it', async () => {
  let n = 0
  const { server, port, heard } = await sayer(() => `HTTP/1.0 200 OK\r\n\r\n#EXTM3U\n${n++}.ts\n`)
  const place = { url: `http://127.0.0.1:${port}/live.m3u8`, policy: MEDIA }
  await untilReturn(place, STOOD_STILL, HOUR_MS, never, 10)
  assert.equal(heard.length, 2)
  const closing = new AbortController()
  const waiting = untilReturn(place, { code: 'SOURCE.NOT_VIDEO' }, HOUR_MS, closing.signal, 10)
  await waitFor(() => heard.length >= 6, 60_000, 'four more questions')
  closing.abort()
  await waiting
  server.close()
})

test('an RTMP server is known by its handshake, and garbage is an answer like others', async () => {
  let said: string | Buffer = ''
  const { server, port, heard } = await sayer(() => said)
  const place = { url: `rtmp://127.0.0.1:${port}/live/door`, policy: MEDIA }
  const back = untilReturn(place, AWAY, HOUR_MS, never, 10)
  await waitFor(() => heard.length >= 2, 60_000, 'two questions')
  said = Buffer.from([3])
  await back
  assert.equal(heard[0]?.charCodeAt(0), 3)
  server.close()
})

test('an address that may not be dialled is not knocked at', async () => {
  const { server, port, heard } = await sayer(() => 'RTSP/1.0 200 OK\r\n\r\n')
  const place = { url: `rtsp://127.0.0.1:${port}/live`, policy: addressPolicy('media', '') }
  await untilReturn(place, AWAY, 100, never, 10)
  server.close()
  assert.deepEqual(heard, [])
})

test('a source that is closed waits no longer, and one without an address just waits', async () => {
  const closing = new AbortController()
  const waits = [undefined, { url: 'file:///x', policy: addressPolicy('media', '') }].map((place) =>
    untilReturn(place, AWAY, HOUR_MS, closing.signal, 10),
  )
  closing.abort()
  await Promise.all(waits)
})

test('a camera that boots is tried from the foot of the ladder once it answers, though it refuses at first', async () => {
  const port = await freePort()
  const { source, states } = openForTest(`rtsp://viewer:secret@127.0.0.1:${port}/live`, {
    ladderMs: [100, HOUR_MS],
  })
  const frames = take(source, (taken) => taken.length === 2)
  const said = (words: RegExp) =>
    waitFor(() => states.find((s) => s.kind === 'lost' && words.test(s.status)), 60_000, String(words))
  await said(/attempt 2, next in 3600 s: connection refused/)
  // It answers, but has no stream yet; a server that wants a password cannot be asked when that changes.
  const booting = createServer((socket) => {
    socket.on('error', () => socket.destroy())
    socket.on('data', (chunk) => {
      const count = /CSeq: *(\d+)/i.exec(chunk.toString())?.[1] ?? '1'
      socket.end(`RTSP/1.0 404 Not Found\r\nCSeq: ${count}\r\n\r\n`)
    })
  }).listen(port, '127.0.0.1')
  await said(/attempt 3, next in 0\.1 s: there is nothing at this address/)
  await new Promise<void>((resolve) => booting.close(() => resolve()))
  const camera = await startRtspServer({ file: clip.file, port, user: 'viewer', password: 'secret' })
  try {
    assert.equal((await frames).length, 2)
  } finally {
    await source.close()
    await camera.stop()
  }
})

test('a camera that answers and never sends a picture is told as such, and tried again soon', async () => {
  const sdp =
    'v=0\r\no=- 0 0 IN IP4 127.0.0.1\r\ns=x\r\nt=0 0\r\nm=video 0 RTP/AVP 96\r\na=rtpmap:96 H264/90000\r\na=control:v\r\n'
  const answers: Record<string, string> = {
    DESCRIBE: `Content-Type: application/sdp\r\nContent-Length: ${sdp.length}\r\n\r\n${sdp}`,
    SETUP: 'Session: 1\r\nTransport: RTP/AVP/TCP;unicast;interleaved=0-1\r\n\r\n',
  }
  const mute = createServer((socket) => {
    socket.on('error', () => socket.destroy())
    socket.on('data', (chunk) => {
      const [, method = '', count = '1'] = /^(\w+)[\s\S]*?CSeq: *(\d+)/i.exec(chunk.toString()) ?? []
      socket.write(`RTSP/1.0 200 OK\r\nCSeq: ${count}\r\n${answers[method] ?? 'Session: 1\r\n\r\n'}`)
    })
  })
  await new Promise<void>((resolve) => mute.listen(0, '127.0.0.1', resolve))
  const url = `rtsp://127.0.0.1:${(mute.address() as { port: number }).port}/live`
  const { source, states } = openForTest(url, { ladderMs: [HOUR_MS], frameTimeoutMs: 2_000 })
  const reading = take(source)
  try {
    await waitFor(() => states.length === 2, 60_000, 'two attempts')
    for (const [i, state] of states.entries())
      assert.equal(
        state.kind === 'lost' && state.status,
        `waiting for camera, attempt ${i + 1}, next in 4 s: no picture for 2 s`,
      )
  } finally {
    await source.close()
    await reading
    mute.close()
  }
})
