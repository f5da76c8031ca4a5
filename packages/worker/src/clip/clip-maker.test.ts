/** Clips of a real camera and of a file: they decode, hold the moment, and are as long as was asked for. */
import assert from 'node:assert/strict'
import { execFile, spawnSync } from 'node:child_process'
import { mkdir, readdir, stat, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { after, before, test } from 'node:test'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { runCommand, startRtspServer, type TempFolder, tempFolder, waitFor } from '@vigia/testing'
import type { SourceFrame } from '../source/index.js'
import { openForTest } from '../source/test-sources.js'
import { ClipMaker, type ClipMakerDeps } from './clip-maker.js'
import { COPY_ARGUMENTS } from './segments.js'

/** It is dark, and from this second on bright; a key frame each second. */
const BRIGHT_AT = 6
const SECONDS = 12
const KEY_FRAMES = 1

let folder: TempFolder
let footage: string
before(async () => {
  folder = await tempFolder()
  footage = await film('footage.mp4', 'libx264', ['-preset', 'ultrafast', '-bf', '0'])
})
after(() => folder.remove())

async function film(name: string, codec: string, more: string[] = []): Promise<string> {
  const file = join(folder.path, name)
  const scene = (colour: string, seconds: number) => [
    '-f',
    'lavfi',
    '-i',
    `color=${colour}:size=160x90:rate=25:duration=${seconds}`,
  ]
  await runCommand('ffmpeg', [
    ...[
      '-v',
      'error',
      '-nostdin',
      '-y',
      ...scene('black', BRIGHT_AT),
      ...scene('white', SECONDS - BRIGHT_AT),
    ],
    ...[
      '-filter_complex',
      '[0:v][1:v]concat',
      '-c:v',
      codec,
      ...more,
      '-g',
      '25',
      '-pix_fmt',
      'yuv420p',
      file,
    ],
  ])
  return file
}

/** Brightness of each frame of a clip. */
async function brightness(mp4: Uint8Array): Promise<{ atMs: number; bright: boolean }[]> {
  const file = join(folder.path, 'clip.mp4')
  await writeFile(file, mp4)
  const graph = 'signalstats,metadata=mode=print:key=lavfi.signalstats.YAVG:file=-'
  const args = ['-v', 'error', '-i', file, '-vf', graph, '-f', 'null', '-']
  const { stdout, stderr } = await promisify(execFile)('ffmpeg', args)
  assert.equal(stderr, '', 'it decodes without a word')
  const times = [...stdout.matchAll(/pts_time:(\S+)/g)].map((found) => Number(found[1]) * 1000)
  const levels = [...stdout.matchAll(/YAVG=(\S+)/g)].map((found) => Number(found[1]) > 128)
  return times.map((atMs, i) => ({ atMs, bright: levels[i]! }))
}

interface Rig {
  clips: ClipMaker
  made: Map<string, Uint8Array>
  warnings: string[]
  work: string
}

async function rig(change: Partial<ClipMakerDeps> = {}): Promise<Rig> {
  const work = join(folder.path, `run-${Math.random().toString(36).slice(2)}`)
  const made = new Map<string, Uint8Array>()
  const warnings: string[] = []
  const clips = new ClipMaker({
    beforeSeconds: 3,
    afterSeconds: 2,
    folder: work,
    ffmpegPath: 'ffmpeg',
    send: async (messageId, mp4) => void made.set(messageId, mp4),
    warn: (text) => warnings.push(text),
    elapsed: () => performance.now(),
    ...change,
  })
  return { clips, made, warnings, work }
}

const isBright = ({ yuv }: SourceFrame): boolean => yuv[0]! > 128

/** Reads a source with clips, raising `results` of them at the first bright frame. */
async function watch({ clips, made }: Rig, url: string, until: (made: Map<string, Uint8Array>) => boolean) {
  const copy = { nextFolder: (attempt: number) => clips.nextFolder(`1-${attempt}`), args: COPY_ARGUMENTS }
  const { source } = openForTest(url, { mediaDirs: [folder.path], fps: 5, copy })
  let raised = false
  for await (const frame of source.frames()) {
    assert.ok(frame.copiedAt)
    clips.seen(frame.copiedAt)
    if (!raised && isBright(frame)) clips.want(['M-1', 'M-2'], frame.copiedAt)
    raised ||= isBright(frame)
    await clips.look()
    if (until(made)) break
  }
  await source.close()
}

/** As long as was asked for, but for key frames; the light goes on where it was asked to. */
async function checkClip(mp4: Uint8Array | undefined, beforeSeconds: number, afterSeconds: number) {
  assert.ok(mp4, 'there is a clip')
  const frames = await brightness(mp4)
  const turn = frames.findIndex(({ bright }) => bright)
  const beforeMs = frames[turn]!.atMs
  const afterMs = frames.at(-1)!.atMs - beforeMs
  const slack = KEY_FRAMES * 1000 + 300
  assert.ok(
    beforeMs >= beforeSeconds * 1000 - 300 && beforeMs <= beforeSeconds * 1000 + slack,
    `${beforeMs} before`,
  )
  assert.ok(Math.abs(afterMs - afterSeconds * 1000) <= 400, `${afterMs} after`)
  assert.ok(frames.slice(turn).every(({ bright }) => bright))
  // Its index comes first: it plays while it is fetched.
  const text = Buffer.from(mp4).toString('latin1')
  assert.ok(text.indexOf('moov') < text.indexOf('mdat'))
}

test('a file: the clip decodes, holds the moment, and results of one frame share it', async () => {
  const one = await rig()
  await watch(one, `file://${footage}`, () => false)
  await one.clips.end()
  await checkClip(one.made.get('M-1'), 3, 2)
  assert.equal(one.made.get('M-1'), one.made.get('M-2'))
  assert.deepEqual(one.warnings, [])
  await assert.rejects(stat(one.work), /ENOENT/, 'nothing is left')
})

test('a camera: the same, cut while the stream goes on', async () => {
  const camera = await startRtspServer({ file: footage })
  try {
    const one = await rig()
    await watch(one, camera.url, (made) => made.size === 2)
    await checkClip(one.made.get('M-1'), 3, 2)
    await one.clips.end()
    await assert.rejects(stat(one.work), /ENOENT/)
  } finally {
    await camera.stop()
  }
})

test('where the source ends too soon the clip holds what there is', async () => {
  const one = await rig({ afterSeconds: 60, beforeSeconds: 30 })
  await watch(one, `file://${footage}`, () => false)
  await one.clips.end()
  await checkClip(one.made.get('M-1'), BRIGHT_AT, SECONDS - BRIGHT_AT)
})

test('other codecs are copied as they are', async () => {
  const one = await rig()
  await watch(
    one,
    `file://${await film('hevc.mkv', 'libx265', ['-preset', 'ultrafast', '-x265-params', 'log-level=none:keyint=25:bframes=2'])}`,
    () => false,
  )
  await one.clips.end()
  await checkClip(one.made.get('M-1'), 3, 2)
})

test('a codec that MP4 cannot hold is told, and the analysis goes on', async () => {
  const one = await rig()
  await watch(one, `file://${await film('flash.flv', 'flv')}`, () => false)
  await one.clips.end()
  assert.equal(one.made.size, 0)
  assert.match(one.warnings.join(), /no clip for M-1, M-2: MP4 cannot hold the codec of this source/)
})

test('what is not needed any more is deleted while the source goes on', async () => {
  const one = await rig({ beforeSeconds: 0, afterSeconds: 1 })
  const long = join(folder.path, 'long.mp4')
  await runCommand('ffmpeg', [
    '-v',
    'error',
    '-nostdin',
    '-y',
    '-stream_loop',
    '9',
    '-i',
    footage,
    '-c',
    'copy',
    long,
  ])
  let most = 0
  const copy = { nextFolder: (attempt: number) => one.clips.nextFolder(`1-${attempt}`), args: COPY_ARGUMENTS }
  const { source } = openForTest(`file://${long}`, { mediaDirs: [folder.path], fps: 5, copy })
  let frames = 0
  for await (const { copiedAt } of source.frames()) {
    one.clips.seen(copiedAt!)
    await one.clips.look()
    if (++frames % 50 === 0) most = Math.max(most, (await readdir(copiedAt!.folder)).length)
  }
  assert.ok(frames > 500, `${frames} frames`)
  assert.ok(most > 0 && most < 60, `${most} of 120 segments`)
  await one.clips.end()
})

test('more clips than may wait are refused, once in words', async () => {
  const one = await rig()
  await one.clips.nextFolder('1')
  const at = { folder: join(one.work, '1'), ptsMs: 0 }
  one.clips.seen(at)
  for (let n = 0; n < 70; n++) one.clips.want([`M-${n}`], at)
  assert.deepEqual(one.warnings, ['more than 64 clips are waited for; further results have none'])
  await one.clips.end()
  await waitFor(() => one.warnings.length === 65, 60_000, 'a word for each')
})

test('a disk that fills while the source is copied costs the clip, and not one frame of the analysis', async (t) => {
  const disk = join(folder.path, 'disk')
  await mkdir(disk)
  const noisy = join(folder.path, 'noisy.mp4')
  await runCommand('ffmpeg', [
    ...[
      '-v',
      'error',
      '-nostdin',
      '-y',
      '-f',
      'lavfi',
      '-i',
      `testsrc2=size=320x180:rate=25:duration=${SECONDS}`,
    ],
    ...['-vf', 'noise=alls=40:allf=t', '-c:v', 'libx264', '-preset', 'ultrafast', '-g', '25', noisy],
  ])
  assert.ok((await stat(noisy)).size > 1_000_000)
  const child = fileURLToPath(new URL('./full-disk.child.js', import.meta.url))
  const script = `mount -t tmpfs -o size=300k none ${disk} && exec ${process.execPath} ${child} ${disk} ${noisy}`
  const ran = spawnSync('unshare', ['--map-root-user', '--mount', 'sh', '-c', script], {
    encoding: 'utf8',
    timeout: 60_000,
  })
  if (ran.error || /^(unshare|mount):/m.test(ran.stderr)) return t.skip('no small disk can be mounted here')
  const { frames, made, warnings } = JSON.parse(ran.stdout || '{}')
  assert.equal(frames, 5 * SECONDS, ran.stderr)
  assert.deepEqual(made, [])
  assert.match(warnings.join(), /^no clip for M-1: /)
})
