/** Cameras that refuse TCP, through the relay. */
import assert from 'node:assert/strict'
import { createSocket } from 'node:dgram'
import { type AddressInfo, createServer } from 'node:net'
import { after, before, test } from 'node:test'
import { type Clip, makeClip, startRtspServer, waitFor } from '@vigia/testing'
import { childCommandLines, openForTest, take } from './test-sources.js'
import type { SourceState } from './types.js'

let clip: Clip
before(async () => {
  clip = await makeClip({ seconds: 4, width: 320, height: 180, fps: 25 })
})
after(() => clip.remove())

test('a camera that sends by UDP only is read, with a password, and whole pictures come', async () => {
  const login = { user: 'viewer', password: 'p@ss:/%ä', scheme: 'digest' } as const
  const camera = await startRtspServer({ file: clip.file, transport: 'udp', ...login })
  try {
    const { source, states } = openForTest(camera.url)
    const frames = await take(source, (taken) => taken.length === 10)
    assert.deepEqual(states, [{ kind: 'flowing' }])
    assert.equal(frames.length, 10)
    // The bars of the test picture are bright; a picture of which packets were lost is grey or torn.
    for (const { yuv } of frames) {
      const mean = yuv.subarray(0, 320 * 20).reduce((sum, value) => sum + value, 0) / 6400
      assert.ok(Math.abs(mean - 140) < 60, `mean ${mean}`)
    }
    const left = (await childCommandLines()).filter((line) => /ff(mpeg|probe)/.test(line))
    assert.deepEqual(left, [])
  } finally {
    await camera.stop()
  }
})

test('a wrong password of such a camera is told as such', async () => {
  const login = { user: 'viewer', password: 'right', scheme: 'digest' } as const
  const camera = await startRtspServer({ file: clip.file, transport: 'udp', ...login })
  try {
    assert.match(await firstLost(camera.url.replace(':right@', ':wrong@')), /wrong user or password$/)
  } finally {
    await camera.stop()
  }
})

const SDP =
  'v=0\r\no=- 1 1 IN IP4 10.1.1.1\r\ns=x\r\nt=0 0\r\nm=video 0 RTP/AVP 96\r\na=rtpmap:96 H264/90000\r\na=control:1\r\n'

/** A camera that refuses TCP and answers a request for UDP with `transport`; it sends nothing by itself. */
async function oddCamera(transport: (port: string) => string): Promise<{
  port: number
  /** Of the client, as it asked for it. */
  asked: string[]
  stop(): void
}> {
  const asked: string[] = []
  const server = createServer((socket) => {
    socket.on('error', () => socket.destroy())
    socket.on('data', (chunk) => {
      const request = chunk.toString('latin1')
      const answer = (status: string, ...headers: string[]) =>
        socket.write(
          [`RTSP/1.0 ${status}`, `CSeq: ${/CSeq: (\d+)/.exec(request)?.[1]}`, ...headers, '', ''].join(
            '\r\n',
          ),
        )
      if (request.startsWith('DESCRIBE')) {
        answer('200 OK', 'Content-Type: application/sdp', `Content-Length: ${SDP.length}`)
        socket.write(SDP)
      } else if (!request.startsWith('SETUP')) answer('200 OK', 'Session: 7')
      else if (request.includes('RTP/AVP/TCP')) answer('461 Unsupported Transport')
      else {
        const port = /client_port=(\d+)/.exec(request)?.[1] ?? ''
        asked.push(port)
        answer('200 OK', 'Session: 7', `Transport: ${transport(port)}`)
      }
    })
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return { port: (server.address() as AddressInfo).port, asked, stop: () => server.close() }
}

async function firstLost(url: string, frameTimeoutMs = 1_500): Promise<string> {
  const { source, states } = openForTest(url, { frameTimeoutMs, ladderMs: [60_000] })
  const frames = take(source)
  try {
    await waitFor(() => states.length > 0, 60_000, 'the lost state')
  } finally {
    await source.close()
    await frames
  }
  return (states[0] as SourceState & { status: string }).status
}

test('when no packet arrives it is said what to do, and a stranger packet counts for nothing', async () => {
  const camera = await oddCamera((port) => `RTP/AVP;unicast;client_port=${port};source=127.0.0.9`)
  const stranger = createSocket('udp4')
  await new Promise<void>((resolve) => stranger.bind(0, '127.0.0.5', resolve))
  const timer = setInterval(() => {
    const port = Number(camera.asked.at(-1) ?? 0)
    if (port > 0) stranger.send(Buffer.alloc(40, 0x80), port, '127.0.0.1')
  }, 20)
  try {
    const words = await firstLost(`rtsp://127.0.0.1:${camera.port}/live`)
    assert.match(words, /by UDP only and none of its packets arrives; let UDP from it pass the firewall/)
    assert.ok(camera.asked.length > 0)
  } finally {
    clearInterval(timer)
    stranger.close()
    camera.stop()
  }
})

test('packets go to the checked address only, wherever the camera points', async () => {
  const victim = createSocket('udp4')
  const seen: number[] = []
  victim.on('message', (data) => seen.push(data.length))
  await new Promise<void>((resolve) => victim.bind(0, '127.0.0.9', resolve))
  const { port: victimPort } = victim.address()
  const own = createSocket('udp4')
  let punched = 0
  own.on('message', () => punched++)
  await new Promise<void>((resolve) => own.bind(victimPort, '127.0.0.1', resolve))
  const camera = await oddCamera(
    (port) =>
      `RTP/AVP;unicast;destination=127.0.0.9;source=127.0.0.9;client_port=${port};server_port=${victimPort}-${victimPort}`,
  )
  try {
    await firstLost(`rtsp://127.0.0.1:${camera.port}/live`)
    assert.equal(punched > 0, true)
    assert.deepEqual(seen, [])
  } finally {
    camera.stop()
    victim.close()
    own.close()
  }
})

test('a camera with multicast only is told as such', async () => {
  const camera = await oddCamera(() => 'RTP/AVP;multicast;destination=239.0.0.1;port=5000-5001')
  try {
    assert.match(await firstLost(`rtsp://127.0.0.1:${camera.port}/live`), /switch multicast off in it$/)
  } finally {
    camera.stop()
  }
})
