import assert from 'node:assert/strict'
import { type ChildProcess, spawn } from 'node:child_process'
import { connect, createServer } from 'node:net'
import { join } from 'node:path'
import { after, before, test } from 'node:test'
import { addressPolicy } from '@vigia/core'
import {
  type Clip,
  endChild,
  freePort,
  makeClip,
  publishRtmp,
  startHttpFile,
  startRtmpServer,
  startRtspGate,
  startRtspServer,
  startSilentServer,
  tempFolder,
  waitFor,
} from '@vigia/testing'
import { childCommandLines, openForTest, take } from './test-sources.js'

let clip: Clip
before(async () => {
  clip = await makeClip({ seconds: 4, width: 320, height: 180, fps: 25 })
})
after(() => clip.remove())

test('RTSP with a password: frames flow, the password is in no argument list, nothing is left', async () => {
  const camera = await startRtspServer({ file: clip.file, user: 'viewer', password: 'pa/ss word' })
  try {
    const { source, states } = openForTest(camera.url)
    const lines: string[] = []
    for await (const frame of source.frames()) {
      assert.equal(frame.width, 320)
      lines.push(...(await childCommandLines()))
      if (source.counters.decoded >= 5) break
    }
    assert.ok(lines.some((line) => line.includes('ffmpeg')))
    for (const line of lines) assert.doesNotMatch(line, /pa%2Fss|pa\/ss|viewer|\/live/)
    assert.deepEqual(states, [{ kind: 'flowing' }])
    assert.deepEqual(
      (await childCommandLines()).filter((line) => line.includes('ffmpeg')),
      [],
    )
  } finally {
    await camera.stop()
  }
})

test('an address that is good for one player is looked at, then asked for anew; frames flow at the first attempt', async () => {
  const camera = await startRtspServer({ file: clip.file })
  const gate = await startRtspGate({ target: () => camera.url, now: Date.now })
  try {
    let asked = 0
    const { source, states } = openForTest('', {
      presumed: 'stream',
      locate: async () => ({
        url: gate.issue(`/live?token=${++asked}`, Number.POSITIVE_INFINITY),
        fleeting: true,
      }),
    })
    await take(source, (frames) => frames.length >= 3)
    assert.deepEqual(states, [{ kind: 'flowing' }])
    assert.deepEqual([asked, gate.admitted(), source.counters.attempts], [2, 2, 1])
  } finally {
    await gate.stop()
    await camera.stop()
  }
})

test('an address handed out that may not be reached is waited out: the next one may be another', async () => {
  const { source, states } = openForTest('', {
    presumed: 'stream',
    locate: async () => ({ url: 'rtsp://169.254.169.254/live', fleeting: true }),
  })
  const reading = take(source)
  await waitFor(() => states.length >= 2, 60_000, 'two failed attempts')
  await source.close()
  await reading
  assert.match(
    states.map((state) => (state.kind === 'lost' ? state.status : '')).join('\n'),
    /^waiting for camera, attempt 1, .*link-local.*VIGIA_MEDIA_ALLOW\nwaiting for camera, attempt 2, /,
  )
})

test('RTSP with a wrong password says so, without the password, and is tried ever more rarely: cameras lock accounts', async () => {
  const camera = await startRtspServer({ file: clip.file, user: 'viewer', password: 'secret' })
  const { source, states } = openForTest(camera.url.replace('secret', 'wr0ng'), { ladderMs: [10] })
  const reading = take(source)
  try {
    await waitFor(() => states.length === 2, 60_000, 'two refusals')
    assert.deepEqual(
      states.map((state) => state.kind === 'lost' && state.status),
      ['attempt 1, next in 5 s', 'attempt 2, next in 60 s'].map(
        (words) => `waiting for camera, ${words}: wrong user or password`,
      ),
    )
  } finally {
    await source.close()
    await reading
    await camera.stop()
  }
})

test('a camera that goes away and returns: lost, then flowing, and time goes on', async () => {
  let camera = await startRtspServer({ file: clip.file })
  const { source, states } = openForTest(camera.url, { frameTimeoutMs: 4_000 })
  const times: number[] = []
  const reading = (async () => {
    for await (const frame of source.frames()) times.push(frame.videoTimeMs)
  })()
  try {
    await waitFor(() => times.length >= 3, 60_000, 'the first frames')
    await camera.stop()
    await waitFor(
      () => states.some((s) => s.kind === 'lost' && /connection refused/.test(s.status)),
      20_000,
      'lost',
    )
    const before = times.length
    camera = await startRtspServer({ file: clip.file, port: camera.port })
    await waitFor(() => times.length >= before + 3, 60_000, 'frames after the return')
    assert.equal(states.at(-1)?.kind, 'flowing')
    assert.ok(times.every((time, i) => i === 0 || time >= times[i - 1]!))
  } finally {
    await source.close()
    await reading
    await camera.stop()
  }
})

test('a camera that accepts and never answers counts as lost', async () => {
  const silent = await startSilentServer()
  const { source, states } = openForTest(`rtsp://127.0.0.1:${silent.port}/live`, { frameTimeoutMs: 1_000 })
  const frames = take(source)
  try {
    await waitFor(() => states.length > 0, 60_000, 'the lost state')
    assert.match(
      states[0]?.kind === 'lost' ? states[0].status : '',
      /^waiting for camera, attempt 1, .*timed out$/,
    )
  } finally {
    await source.close()
    await frames
    await silent.stop()
  }
})

test('an RTSP redirect is not followed', async () => {
  let dialled = 0
  const inner = createServer(() => dialled++)
  await new Promise<void>((resolve) => inner.listen(0, '127.0.0.1', resolve))
  const innerPort = (inner.address() as { port: number }).port
  const evil = createServer((socket) => {
    socket.on('error', () => socket.destroy())
    socket.on('data', (chunk) => {
      const sequence = /CSeq: (\d+)/.exec(chunk.toString())?.[1] ?? '1'
      socket.write(
        `RTSP/1.0 302 Moved\r\nCSeq: ${sequence}\r\nLocation: rtsp://127.0.0.1:${innerPort}/x\r\n\r\n`,
      )
    })
  })
  await new Promise<void>((resolve) => evil.listen(0, '127.0.0.1', resolve))
  try {
    const { port } = evil.address() as { port: number }
    const { source } = openForTest(`rtsp://127.0.0.1:${port}/PLAY`)
    await assert.rejects(take(source), /redirects to another address/)
    assert.equal(dialled, 0)
  } finally {
    evil.close()
    inner.close()
  }
})

test('RTSP over IPv6', async () => {
  const camera = await startRtspServer({ file: clip.file, host: '::1' })
  try {
    const { source } = openForTest(camera.url, { policy: addressPolicy('media', '::1') })
    assert.ok((await take(source, (frames) => frames.length === 3)).length === 3)
  } finally {
    await camera.stop()
  }
})

test('a camera that says its streams are at another host is read at its own', async () => {
  const camera = await startRtspServer({ file: clip.file })
  let dialled = 0
  const other = createServer(() => dialled++)
  await new Promise<void>((resolve) => other.listen(camera.port, '127.0.0.9', resolve))
  let said = 0
  const lying = createServer((near) => {
    const far = connect(camera.port, '127.0.0.1')
    for (const [socket, peer] of [[near, far] as const, [far, near] as const])
      socket.on('error', () => peer.destroy()).on('close', () => peer.destroy())
    near.pipe(far)
    far.on('data', (chunk) => {
      const text = chunk.toString('latin1')
      if (text.includes('Content-Base: rtsp://127.0.0.1:')) said++
      const lie = text.replace(/(Content-Base: rtsp:\/\/)127\.0\.0\.1:/, '$1127.0.0.9:')
      near.write(lie, 'latin1')
    })
  })
  await new Promise<void>((resolve) => lying.listen(0, '127.0.0.1', resolve))
  const { port } = lying.address() as { port: number }
  try {
    const { source } = openForTest(`rtsp://127.0.0.1:${port}/live`)
    assert.equal((await take(source, (frames) => frames.length === 3)).length, 3)
    assert.ok(said > 0)
    assert.equal(dialled, 0)
  } finally {
    lying.close()
    other.close()
    await camera.stop()
  }
})

test('RTSP on loopback is refused where no operator allows it', async () => {
  const port = await freePort()
  const { source } = openForTest(`rtsp://127.0.0.1:${port}/live`, { policy: addressPolicy('media', '') })
  await assert.rejects(take(source), /VIGIA_MEDIA_ALLOW/)
})

test('RTMP: a pushed stream flows', async () => {
  const server = await startRtmpServer()
  const publisher = await publishRtmp(clip.file, server.streamUrl('door'))
  const { source } = openForTest(server.streamUrl('door'))
  try {
    const frames = await take(source, (taken) => taken.length === 5)
    assert.equal(frames.length, 5)
    assert.equal(frames[0]?.height, 180)
  } finally {
    await source.close()
    await publisher.stop()
    await server.stop()
  }
})

test('HLS: a playlist that ends is analysed whole, a live one goes on', async () => {
  const folder = await tempFolder()
  const http = await startHttpFile(folder.path)
  let segmenter: ChildProcess | undefined
  try {
    const hls = ['-c', 'copy', '-f', 'hls', '-hls_time', '1']
    const input = ['-v', 'error', '-nostdin', '-i', clip.file]
    segmenter = spawn('ffmpeg', [...input, ...hls, '-hls_list_size', '0', join(folder.path, 'ended.m3u8')], {
      stdio: 'ignore',
    })
    await new Promise((resolve) => segmenter?.once('exit', resolve))
    const ended = openForTest(http.url('ended.m3u8'))
    assert.equal((await take(ended.source)).length, 20)

    const loop = ['-v', 'error', '-nostdin', '-re', '-stream_loop', '-1', '-i', clip.file]
    segmenter = spawn(
      'ffmpeg',
      [...loop, ...hls, '-hls_flags', 'delete_segments', join(folder.path, 'live.m3u8')],
      {
        stdio: 'ignore',
      },
    )
    const live = openForTest(http.url('live.m3u8'))
    const frames = await take(live.source, (taken) => taken.length === 15)
    assert.equal(frames.length, 15)
    assert.ok(frames.at(-1)!.videoTimeMs >= 2_000)
    await live.source.close()
  } finally {
    if (segmenter) await endChild(segmenter)
    await http.stop()
    await folder.remove()
  }
})

test('a reader that is behind gets the newest frame of a live stream, the others are counted', async () => {
  const camera = await startRtspServer({ file: clip.file })
  const { source } = openForTest(camera.url, { fps: 25 })
  try {
    for await (const frame of source.frames()) {
      if (frame.videoTimeMs > 0) break
      await waitFor(() => source.counters.dropped >= 3, 60_000, 'dropped frames')
    }
    assert.ok(source.counters.dropped >= 3)
  } finally {
    await source.close()
    await camera.stop()
  }
})
