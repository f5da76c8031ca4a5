import assert from 'node:assert/strict'
import { execFile } from 'node:child_process'
import { mkdtemp, readdir, readFile, rm, stat } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, test } from 'node:test'
import { promisify } from 'node:util'
import { makeSceneClip } from './cache.js'
import { encodeScene } from './encode.js'
import { DEFAULT_SCENE, type SceneParams } from './params.js'
import { makeScene } from './scene.js'

const run = promisify(execFile)
const SMALL: SceneParams = {
  ...DEFAULT_SCENE,
  width: 320,
  height: 240,
  distance: 80,
  seconds: 3,
  cars: 1,
  crowd: 3,
}
const OPTIONS = { ffmpegPath: 'ffmpeg' }
let dir: string

before(async () => {
  dir = await mkdtemp(join(tmpdir(), 'vigia-scenes-'))
})
after(() => rm(dir, { recursive: true, force: true }))

interface Probe {
  streams: Record<string, unknown>[]
  packets: { pts_time: string; dts_time: string; flags: string }[]
}

test('a clip is H.264 that streams without a new encoding', async () => {
  const seen: number[] = []
  const { video } = await makeSceneClip(SMALL, dir, { ...OPTIONS, onProgress: (done) => seen.push(done) })
  assert.deepEqual([seen[0], seen.at(-1)], [1, 30])
  const { stdout } = await run(
    'ffprobe',
    ['-v', 'error', '-of', 'json', '-show_streams', '-show_packets', video],
    { timeout: 20_000 },
  )
  const { streams, packets } = JSON.parse(stdout) as Probe
  assert.equal(streams.length, 1)
  const { codec_name, pix_fmt, width, height, r_frame_rate, has_b_frames, nb_frames } = streams[0]!
  assert.deepEqual(
    [codec_name, pix_fmt, width, height, r_frame_rate, has_b_frames, nb_frames],
    ['h264', 'yuv420p', 320, 240, '10/1', 0, '30'],
  )
  assert.ok(packets.every(({ pts_time, dts_time }) => pts_time === dts_time))
  assert.deepEqual(
    packets.flatMap(({ flags }, i) => (flags.startsWith('K') ? [i] : [])),
    [0, 10, 20],
  )
})

test('a clip is rendered once, and its labels lie beside it', async () => {
  const first = await makeSceneClip(SMALL, dir, OPTIONS)
  const made = (await stat(first.video)).mtimeMs
  const again = await makeSceneClip({ ...SMALL }, dir, { ffmpegPath: '/nonexistent/ffmpeg' })
  assert.deepEqual(again, first)
  assert.equal((await stat(again.video)).mtimeMs, made)
  assert.deepEqual(JSON.parse(await readFile(first.labelFile, 'utf8')), first.labels)
  const other = await makeSceneClip({ ...SMALL, light: 'night' }, dir, OPTIONS)
  assert.notEqual(other.video, first.video)
})

test('a failed encoding says why and leaves nothing behind', async () => {
  const params = { ...SMALL, seed: 99 }
  const before = await readdir(dir)
  await assert.rejects(
    makeSceneClip(params, dir, { ffmpegPath: '/nonexistent/ffmpeg' }),
    /cannot run \/nonexistent\/ffmpeg.*VIGIA_FFMPEG/,
  )
  await assert.rejects(
    encodeScene(makeScene(params), join(dir, 'no', 'such', 'folder.mp4'), OPTIONS),
    /ffmpeg ended with 1/,
  )
  assert.deepEqual(await readdir(dir), before)
})

test('an encoding can be broken off', async () => {
  const abort = new AbortController()
  const params = { ...SMALL, seed: 5, seconds: 60 }
  await assert.rejects(
    makeSceneClip(params, dir, {
      ...OPTIONS,
      signal: abort.signal,
      onProgress: (done) => done === 3 && abort.abort(),
    }),
  )
  assert.ok((await readdir(dir)).every((name) => !name.includes('.part')))
})
