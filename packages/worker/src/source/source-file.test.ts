import assert from 'node:assert/strict'
import { readFile, symlink, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { after, before, test } from 'node:test'
import { addressPolicy } from '@vigia/core'
import { type Clip, type HttpFileServer, makeClip, runCommand, startHttpFile, waitFor } from '@vigia/testing'
import { childCommandLines, openForTest, take } from './test-sources.js'
import type { SourceError } from './types.js'

let clip: Clip
let http: HttpFileServer

before(async () => {
  clip = await makeClip({ seconds: 6, width: 320, height: 180, fps: 25 })
  http = await startHttpFile(clip.dir)
})
after(async () => {
  await http.stop()
  await clip.remove()
})

const failsWith =
  (code: string, pattern: RegExp, started = false) =>
  (error: unknown) => {
    const found = error as SourceError
    assert.equal(found.code, code)
    assert.match(found.message, pattern)
    assert.equal(found.started, started)
    return true
  }

test('a file is analysed whole, five frames a second at their own times, however slow the reader', async () => {
  const { source, states } = openForTest(`file://${clip.file}`, { mediaDirs: [clip.dir] })
  const frames = await take(source)
  assert.equal(frames.length, 30)
  assert.deepEqual(
    frames.map((frame) => Math.round(frame.videoTimeMs)),
    Array.from({ length: 30 }, (_, i) => i * 200),
  )
  assert.deepEqual(source.counters, { decoded: 30, dropped: 0, attempts: 1, leftOut: 0 })
  assert.deepEqual(states, [{ kind: 'flowing' }])
  const [first] = frames
  assert.equal(first?.width, 320)
  assert.equal(first?.yuv.length, (320 * 180 * 3) / 2)
  assert.deepEqual([first?.detector.width, first?.detector.height], [160, 90])
  assert.equal(first?.detector.data.length, 160 * 90 * 3)
  assert.deepEqual(await childCommandLines(), [])
})

test('pictures share the memory of those that were read, but the newest two are left alone', async () => {
  const { source } = openForTest(`file://${clip.file}`, { mediaDirs: [clip.dir] })
  const memory = new Set<ArrayBufferLike>()
  let inUse: { yuv: Uint8Array; copy: Buffer }[] = []
  for await (const { yuv } of source.frames()) {
    memory.add(yuv.buffer)
    inUse = [...inUse.slice(-1), { yuv, copy: Buffer.from(yuv) }]
    // Time for the decoder to write the next ones.
    await new Promise((resolve) => setTimeout(resolve, 5))
    for (const { yuv, copy } of inUse) assert.deepEqual(Buffer.from(yuv), copy)
  }
  assert.ok(memory.size <= 10, `${memory.size} pictures in memory for 30 frames`)
})

test('a reader that stops early leaves no process', async () => {
  const { source } = openForTest(`file://${clip.file}`, { mediaDirs: [clip.dir] })
  await take(source, (frames) => frames.length === 2)
  assert.deepEqual(await childCommandLines(), [])
})

test('files outside the allowed folders are refused, through links too', async () => {
  const { source } = openForTest(`file://${clip.file}`, { mediaDirs: ['/nowhere'] })
  await assert.rejects(take(source), failsWith('SOURCE.REFUSED', /VIGIA_MEDIA_DIRS/))
  await symlink('/etc/hostname', join(clip.dir, 'link.mp4'))
  const linked = openForTest(`file://${join(clip.dir, 'link.mp4')}`, { mediaDirs: [clip.dir] })
  await assert.rejects(take(linked.source), failsWith('SOURCE.REFUSED', /VIGIA_MEDIA_DIRS/))
  const dots = openForTest(`file://${clip.dir}/../../etc/hostname`, { mediaDirs: [clip.dir] })
  await assert.rejects(take(dots.source), failsWith('SOURCE.REFUSED', /VIGIA_MEDIA_DIRS/))
})

test('what no retry can mend fails at the first try, in words', async () => {
  await writeFile(join(clip.dir, 'text.mp4'), 'no video at all, only words\n'.repeat(100))
  await writeFile(join(clip.dir, 'list.m3u8'), '#EXTM3U\n#EXTINF:1,\nclip.mp4\n#EXT-X-ENDLIST\n')
  await writeFile(join(clip.dir, 'script.mp4'), "ffconcat version 1.0\nfile 'clip.mp4'\n")
  await writeFile(join(clip.dir, 'empty.mp4'), '')
  const cases: [string, string, RegExp][] = [
    [`file://${clip.dir}/none.mp4`, 'SOURCE.NOT_FOUND', /does not exist/],
    [`file://${clip.dir}/text.mp4`, 'SOURCE.NOT_VIDEO', /not a video/],
    [`file://${clip.dir}/list.m3u8`, 'SOURCE.NOT_VIDEO', /not a video/],
    [`file://${clip.dir}/script.mp4`, 'SOURCE.NOT_VIDEO', /not a video/],
    [`file://${clip.dir}/empty.mp4`, 'SOURCE.NOT_VIDEO', /not a video/],
    ['file:relative.mp4', 'SOURCE.UNSUPPORTED', /scheme:\/\/host\/path/],
    ['gopher://127.0.0.1/a.mp4', 'SOURCE.UNSUPPORTED', /gopher/],
    [http.url('none.mp4'), 'SOURCE.NOT_FOUND', /not found/],
    [http.url('text.mp4'), 'SOURCE.NOT_VIDEO', /not a video/],
  ]
  for (const [url, code, pattern] of cases) {
    const { source } = openForTest(url, { mediaDirs: [clip.dir] })
    await assert.rejects(take(source), failsWith(code, pattern), url)
    assert.equal(source.counters.attempts, 1, url)
  }
})

test('a truncated file is analysed as far as it goes', async () => {
  const ts = await makeClip({ seconds: 6, width: 320, height: 180, fps: 25, dir: clip.dir, name: 'whole.ts' })
  const bytes = await readFile(ts.file)
  await writeFile(join(clip.dir, 'half.ts'), bytes.subarray(0, Math.floor(bytes.length / 2)))
  const { source } = openForTest(`file://${clip.dir}/half.ts`, { mediaDirs: [clip.dir] })
  const frames = await take(source)
  assert.ok(frames.length > 8 && frames.length < 25, `${frames.length} frames`)
})

test('an MP4 cut off before its index is refused, not waited for', async () => {
  const bytes = await readFile(clip.file)
  await writeFile(join(clip.dir, 'cut.mp4'), bytes.subarray(0, Math.floor(bytes.length / 2)))
  const { source } = openForTest(`file://${clip.dir}/cut.mp4`, { mediaDirs: [clip.dir] })
  await assert.rejects(take(source), failsWith('SOURCE.NOT_VIDEO', /not a video/))
})

test('a server without range requests: a file with its index first is analysed, another is refused with the remedy', async () => {
  http.ranges = false
  try {
    const late = openForTest(http.url('clip.mp4'))
    await assert.rejects(take(late.source), failsWith('SOURCE.NOT_VIDEO', /range requests/))
    const parts = ['-v', 'error', '-nostdin', '-y', '-i', clip.file, '-c', 'copy', '-movflags', '+faststart']
    await runCommand('ffmpeg', [...parts, join(clip.dir, 'first.mp4')])
    assert.equal((await take(openForTest(http.url('first.mp4')).source)).length, 30)
  } finally {
    http.ranges = true
  }
})

test('a film held upright is decoded upright, from disk and over HTTP', async () => {
  const turn = ['-v', 'error', '-nostdin', '-y', '-i', clip.file, '-c', 'copy', '-metadata:s:v', 'rotate=90']
  await runCommand('ffmpeg', [...turn, join(clip.dir, 'upright.mp4')])
  for (const url of [`file://${clip.dir}/upright.mp4`, http.url('upright.mp4')]) {
    const [frame] = await take(openForTest(url, { mediaDirs: [clip.dir] }).source, () => true)
    assert.deepEqual([frame?.width, frame?.height], [180, 320], url)
    assert.deepEqual([frame?.detector.width, frame?.detector.height], [90, 160], url)
  }
})

test('a file over HTTP is analysed whole', async () => {
  const { source } = openForTest(http.url('clip.mp4'))
  assert.equal((await take(source)).length, 30)
})

test('loopback is refused where no operator allows it, also behind a redirect', async () => {
  const refused = openForTest(http.url('clip.mp4'), { policy: addressPolicy('media', '') })
  await assert.rejects(take(refused.source), failsWith('SOURCE.REFUSED', /VIGIA_MEDIA_ALLOW/))
  const asked = http.requests.length
  http.behaviour = 'redirect'
  http.redirectTo = `http://127.0.0.2:${http.port}/clip.mp4`
  try {
    const { source } = openForTest(http.url('clip.mp4'), { policy: addressPolicy('media', '127.0.0.1/32') })
    await assert.rejects(take(source), failsWith('SOURCE.REFUSED', /127\.0\.0\.2/))
    assert.equal(http.requests.length, asked + 1)
  } finally {
    http.behaviour = 'serve'
  }
})

test('a file that hangs is tried again', async () => {
  http.behaviour = 'hang'
  const { source, states } = openForTest(http.url('clip.mp4'), { frameTimeoutMs: 5_000 })
  const frames = take(source)
  await waitFor(() => states.length > 0, 60_000, 'the first lost state')
  assert.deepEqual(states[0], {
    kind: 'lost',
    status: 'waiting for file, attempt 1, next in 1 s: timed out',
    attempt: 1,
  })
  http.behaviour = 'serve'
  assert.equal((await frames).length, 30)
})

test('a connection cut in the middle of a file: the run goes on where it was, no frame twice', async () => {
  await makeClip({ seconds: 6, width: 320, height: 180, fps: 25, dir: clip.dir, name: 'stream.ts' })
  http.behaviour = 'cut'
  const { source, states } = openForTest(http.url('stream.ts'))
  const frames = take(source)
  await waitFor(() => states.some((state) => state.kind === 'lost'), 60_000, 'the cut')
  http.behaviour = 'serve'
  const times = (await frames).map((frame) => Math.round(frame.videoTimeMs))
  assert.deepEqual(
    times,
    Array.from({ length: 30 }, (_, i) => i * 200),
  )
})

test('a picture that changes its size on the way is scaled to the first one', async () => {
  const parts: Buffer[] = []
  for (const [width, height] of [
    [320, 180],
    [160, 120],
    [640, 360],
  ] as const) {
    const part = await makeClip({ seconds: 2, width, height, fps: 25, dir: clip.dir, name: `${width}.h264` })
    parts.push(await readFile(part.file))
  }
  await writeFile(join(clip.dir, 'mixed.h264'), Buffer.concat(parts))
  const { source } = openForTest(`file://${clip.dir}/mixed.h264`, { mediaDirs: [clip.dir] })
  const frames = await take(source)
  assert.equal(frames.length, 30)
  for (const frame of frames)
    assert.deepEqual([frame.width, frame.height, frame.yuv.length], [320, 180, 86_400])
  // The test picture's bright bars are in every part; a frame cut at the wrong byte would have them elsewhere.
  const brightness = frames.map(
    (frame) => frame.yuv.subarray(0, 320 * 20).reduce((sum, value) => sum + value, 0) / 6400,
  )
  for (const value of brightness) assert.ok(Math.abs(value - brightness[0]!) < 40, brightness.join(' '))
})

test('a damaged file ends, with what could be decoded', async () => {
  const bytes = await readFile(join(clip.dir, 'stream.ts'))
  for (let i = 0; i < 400; i++) bytes[10_000 + ((i * 7_919) % (bytes.length - 10_000))] = (i * 31) % 256
  await writeFile(join(clip.dir, 'damaged.ts'), bytes)
  const { source } = openForTest(`file://${clip.dir}/damaged.ts`, { mediaDirs: [clip.dir] })
  const frames = await take(source)
  assert.ok(frames.length > 5 && frames.length <= 31, `${frames.length} frames`)
})

test('close ends a source that hangs', async () => {
  http.behaviour = 'hang'
  const { source } = openForTest(http.url('clip.mp4'))
  const frames = take(source)
  await waitFor(() => source.counters.attempts === 1, 60_000)
  await source.close()
  assert.deepEqual(await frames, [])
  http.behaviour = 'serve'
})
