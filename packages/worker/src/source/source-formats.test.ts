/** The shapes that real footage has: each is made by FFmpeg and read to its end. */
import assert from 'node:assert/strict'
import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { after, before, test } from 'node:test'
import {
  type HttpFileServer,
  runCommand,
  startHttpFile,
  startRtspServer,
  tempFolder,
  waitFor,
} from '@vigia/testing'
import { openForTest, take } from './test-sources.js'
import { SourceError } from './types.js'

let folder: Awaited<ReturnType<typeof tempFolder>>
let http: HttpFileServer
before(async () => {
  folder = await tempFolder()
  http = await startHttpFile(folder.path)
})
after(async () => {
  await http.stop()
  await folder.remove()
})

const QUICK = ['-c:v', 'libx264', '-preset', 'ultrafast', '-pix_fmt', 'yuv420p', '-bf', '0', '-g', '10']
const H265 = [
  '-c:v',
  'libx265',
  '-preset',
  'ultrafast',
  '-x265-params',
  'log-level=none:bframes=0:keyint=10',
  '-tag:v',
  'hvc1',
]
const picture = (size = '160x90', seconds = 2, rate = 10) => [
  '-f',
  'lavfi',
  '-i',
  `testsrc2=s=${size}:r=${rate}:d=${seconds}`,
]
const SOUND = ['-f', 'lavfi', '-i', 'sine=d=2']

async function made(name: string, ...args: string[]): Promise<string> {
  await runCommand('ffmpeg', ['-v', 'error', '-nostdin', '-y', ...args, join(folder.path, name)])
  return `file://${folder.path}/${name}`
}
const open = (url: string) => openForTest(url, { mediaDirs: [folder.path], frameTimeoutMs: 20_000 })
const times = async (url: string) =>
  (await take(open(url).source)).map((frame) => Math.round(frame.videoTimeMs))

const SHAPES: [what: string, frames: number, name: string, ...args: string[]][] = [
  ['H.265', 10, 'a.mp4', ...picture(), ...H265],
  ['H.265 in MPEG-TS', 10, 'hevc.ts', ...picture(), ...H265.slice(0, -2)],
  ['H.265 with 10 bits', 10, 'ten.mkv', ...picture(), ...H265, '-pix_fmt', 'yuv420p10le'],
  ['H.264 with 10 bits', 10, 'ten.mp4', ...picture(), '-c:v', 'libx264', '-pix_fmt', 'yuv420p10le'],
  ['grey', 10, 'grey.mp4', ...picture(), '-c:v', 'libx264', '-pix_fmt', 'gray'],
  ['with alpha', 10, 'alpha.mov', ...picture(), '-c:v', 'qtrle', '-pix_fmt', 'argb'],
  [
    'interlaced',
    10,
    'woven.ts',
    ...picture('160x96', 2, 50),
    '-vf',
    'interlace',
    ...QUICK,
    '-flags',
    '+ildct+ilme',
  ],
  ['odd sizes', 10, 'odd.mkv', ...picture('161x91'), '-c:v', 'ffv1', '-pix_fmt', 'yuv444p'],
  ['with B frames', 10, 'b.mp4', ...picture(), '-c:v', 'libx264', '-bf', '3'],
  ['with sound beside it', 10, 'sound.mp4', ...SOUND, ...picture(), ...QUICK, '-c:a', 'aac', '-shortest'],
]
for (const [what, count, name, ...args] of SHAPES)
  test(`${what}: read to its end`, async () => {
    const url = await made(name, ...args)
    const frames = await take(open(url).source)
    assert.ok(Math.abs(frames.length - count) <= 1, `${frames.length} frames`)
    for (const { width, height, yuv } of frames)
      assert.equal(yuv.length, width * height + 2 * Math.ceil(width / 2) * Math.ceil(height / 2))
  })

test('frames at changing distances are sampled by their times', async () => {
  // 2 s at 25 fps, then 2 s at 2 fps.
  const drop = "select='lt(t,2)+not(mod(n,12))'"
  const url = await made(
    'vary.mkv',
    ...picture('160x90', 4, 25),
    '-vf',
    drop,
    '-fps_mode',
    'passthrough',
    ...QUICK,
  )
  const found = await times(url)
  assert.equal(found.filter((time) => time < 2_000).length, 10)
  assert.ok(found.filter((time) => time >= 2_000).length >= 3, found.join(' '))
})

test('times that jump or run backwards become one time that never falls', async () => {
  const jump = "setpts='if(lt(N,10),N,if(lt(N,20),N+36000,N-5))/10/TB'"
  await made('jump.ts', ...picture('160x90', 3), '-vf', jump, '-fps_mode', 'passthrough', ...QUICK)
  // Two recordings laid end to end: the second one's times begin anew.
  await made('one.ts', ...picture(), ...QUICK)
  await runCommand('bash', [
    '-c',
    `cat ${folder.path}/one.ts ${folder.path}/one.ts > ${folder.path}/twice.ts`,
  ])
  for (const name of ['jump.ts', 'twice.ts']) {
    const found = await times(`file://${folder.path}/${name}`)
    assert.ok(found.length >= 10, `${name}: ${found.join(' ')}`)
    assert.ok(
      found.every((time, i) => time >= (found[i - 1] ?? 0)),
      `${name}: ${found.join(' ')}`,
    )
  }
})

test('a file without times of its own is read whole', async () => {
  const url = await made('raw.h265', ...picture('160x90', 2, 25), ...H265.slice(0, -2))
  assert.ok((await times(url)).length >= 9)
})

test('sound only: a file fails at once, a stream is tried again, both in the same words', async () => {
  const url = await made('sound.m4a', ...SOUND, '-c:a', 'aac')
  await made('sound-only.mp4', ...SOUND, '-c:a', 'aac')
  for (const address of [url, http.url('sound-only.mp4')]) {
    const { source } = open(address)
    await assert.rejects(take(source), (error: unknown) => {
      assert.ok(error instanceof SourceError)
      assert.deepEqual([error.code, error.message], ['SOURCE.NOT_VIDEO', 'There is no video stream in it'])
      return true
    })
    assert.equal(source.counters.attempts, 1)
  }
  const camera = await startRtspServer({ file: join(folder.path, 'sound-only.mp4'), codec: 'aac' })
  const { source, states } = open(camera.url)
  const reading = take(source)
  try {
    await waitFor(() => states.length >= 1, 60_000, 'the lost state')
    assert.match(JSON.stringify(states[0]), /waiting for camera, attempt 1, .*there is no video stream in it/)
  } finally {
    await source.close()
    await reading
    await camera.stop()
  }
})

test('H.265 and a picture that changes its size over RTSP', async () => {
  await made('hevc.mp4', ...picture(), ...H265)
  await made('wide.ts', ...picture('160x90', 3), ...QUICK)
  await made('small.ts', ...picture('320x240', 3), ...QUICK)
  const lines = `ffconcat version 1.0\nfile wide.ts\nfile small.ts\n`
  await runCommand('bash', ['-c', `printf '${lines.replaceAll('\n', '\\n')}' > ${folder.path}/both.txt`])
  await made('both.ts', '-f', 'concat', '-i', join(folder.path, 'both.txt'), '-c', 'copy')
  for (const [file, codec, count] of [
    ['hevc.mp4', 'h265', 5],
    ['both.ts', 'h264', 30],
  ] as const) {
    const camera = await startRtspServer({ file: join(folder.path, file), codec })
    try {
      const { source, states } = open(camera.url)
      const frames = await take(source, (taken) => taken.length === count)
      assert.deepEqual([frames.at(-1)?.width, frames.at(-1)?.height], [160, 90])
      assert.deepEqual(states, [{ kind: 'flowing' }])
    } finally {
      await camera.stop()
    }
  }
})

test('HLS with H.265 in fragmented MP4, with several qualities, and with a break in the middle', async () => {
  await made('wide.ts', ...picture('160x90', 2), ...QUICK)
  await made('small.ts', ...picture('320x240', 2), ...QUICK)
  await made(
    'fmp4.m3u8',
    ...picture(),
    ...H265,
    '-f',
    'hls',
    '-hls_segment_type',
    'fmp4',
    '-hls_time',
    '1',
    '-hls_list_size',
    '0',
  )

  const segment = (name: string) => `#EXTINF:2,\n${name}\n`
  const head = '#EXTM3U\n#EXT-X-TARGETDURATION:2\n'
  await writeFile(join(folder.path, 'wide.m3u8'), `${head}${segment('wide.ts')}#EXT-X-ENDLIST\n`)
  await writeFile(join(folder.path, 'small.m3u8'), `${head}${segment('small.ts')}#EXT-X-ENDLIST\n`)
  await writeFile(
    join(folder.path, 'break.m3u8'),
    `${head}${segment('wide.ts')}#EXT-X-DISCONTINUITY\n${segment('small.ts')}#EXT-X-ENDLIST\n`,
  )
  const quality = (name: string, size: string) =>
    `#EXT-X-STREAM-INF:BANDWIDTH=1000,RESOLUTION=${size}\n${name}\n`
  await writeFile(
    join(folder.path, 'master.m3u8'),
    `#EXTM3U\n${quality('wide.m3u8', '160x90')}${quality('small.m3u8', '320x240')}`,
  )
  for (const [name, least] of [
    ['fmp4.m3u8', 9],
    ['master.m3u8', 9],
    ['break.m3u8', 15],
  ] as const) {
    const frames = await take(open(http.url(name)).source)
    assert.ok(frames.length >= least, `${name}: ${frames.length} frames`)
    assert.deepEqual([frames[0]?.width, frames[0]?.height], [160, 90], name)
  }
})
