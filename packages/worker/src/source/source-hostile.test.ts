/** Files that were made to hurt: each ends quickly, in words, and without a decoder left behind. */
import assert from 'node:assert/strict'
import { readFile, symlink, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { after, before, test } from 'node:test'
import { makeClip, runCommand, tempFolder } from '@vigia/testing'
import { childCommandLines, openForTest, take } from './test-sources.js'
import { outsideFile } from './testing/outside-file.js'
import { SourceError, type SourceErrorCode } from './types.js'

let folder: Awaited<ReturnType<typeof tempFolder>>
before(async () => {
  folder = await tempFolder()
})
after(() => folder.remove())

const drawn = (size: string, name: string, ...coding: string[]): Promise<void> =>
  runCommand('ffmpeg', [
    ...['-v', 'error', '-nostdin', '-y', '-f', 'lavfi', '-i', `color=s=${size}:r=5:d=1`, ...coding],
    join(folder.path, name),
  ])

const read = (name: string) =>
  take(openForTest(`file://${folder.path}/${name}`, { mediaDirs: [folder.path] }).source)

const makers: [
  name: string,
  make: (file: string) => Promise<unknown>,
  code: SourceErrorCode,
  words: RegExp,
][] = [
  [
    'list.mp4',
    (file) => writeFile(file, '#EXTM3U\n#EXTINF:2,\nfile:///etc/passwd\n'),
    'SOURCE.NOT_VIDEO',
    /video/,
  ],
  [
    'script.mp4',
    (file) => writeFile(file, "ffconcat version 1.0\nfile 'x.mp4'\n"),
    'SOURCE.NOT_VIDEO',
    /video/,
  ],
  ['session.mp4', (file) => writeFile(file, 'v=0\nm=video 5000 RTP/AVP 96\n'), 'SOURCE.NOT_VIDEO', /video/],
  ['text.mp4', (file) => writeFile(file, 'hello\n'), 'SOURCE.NOT_VIDEO', /video/],
  ['empty.mp4', (file) => writeFile(file, ''), 'SOURCE.NOT_VIDEO', /video/],
  ['pipe.mp4', (file) => runCommand('mkfifo', [file]), 'SOURCE.NOT_VIDEO', /regular file/],
  ['zero.mp4', (file) => symlink('/dev/zero', file), 'SOURCE.REFUSED', /VIGIA_MEDIA_DIRS/],
  ['up.mp4', (file) => symlink('/etc/passwd', file), 'SOURCE.REFUSED', /VIGIA_MEDIA_DIRS/],
  [
    'huge.mkv',
    () => drawn('6400x6400', 'huge.mkv', '-frames:v', '1', '-c:v', 'libx264', '-preset', 'ultrafast'),
    'SOURCE.TOO_LARGE',
    /6400 x 6400 pixels are too large/,
  ],
  [
    'huge.avi',
    () => drawn('4098x4096', 'huge.avi', '-frames:v', '1', '-c:v', 'mjpeg'),
    'SOURCE.TOO_LARGE',
    /4098 x 4096/,
  ],
]
for (const [name, make, code, words] of makers)
  test(`${name}: ${code}`, async () => {
    await make(join(folder.path, name))
    await assert.rejects(read(name), (error: unknown) => {
      assert.ok(error instanceof SourceError, String(error))
      assert.equal(error.code, code)
      assert.match(error.message, words)
      return true
    })
    assert.deepEqual(
      (await childCommandLines()).filter((line) => /ff(mpeg|probe)/.test(line)),
      [],
    )
  })

test('strange shapes are read', async () => {
  // The largest takes a core for seconds: two of its pictures show as much as five.
  const shapes = { '2x2': 5, '5x7': 5, '2x2000': 5, '1001x3': 5, '4096x4096': 2 }
  for (const [size, count] of Object.entries(shapes)) {
    await drawn(size, 'odd.avi', '-frames:v', String(count), '-c:v', 'mjpeg', '-pix_fmt', 'yuvj444p')
    const frames = await read('odd.avi')
    assert.equal(frames.length, count, size)
    for (const { width, height, yuv, detector } of frames) {
      assert.equal(yuv.length, width * height + 2 * Math.ceil(width / 2) * Math.ceil(height / 2))
      assert.equal(detector.data.length, detector.width * detector.height * 3)
    }
  }
})

test('a film whose pictures lie in another file is no way to read that file', async () => {
  const clip = await makeClip({ seconds: 1, width: 160, height: 90, fps: 5, dir: folder.path })
  const video = await readFile(clip.file)
  for (const kind of ['alis', 'url '] as const) {
    const name = `outside-${kind.trim()}.mov`
    await writeFile(join(folder.path, name), outsideFile(video, clip.file, kind))
    await assert.rejects(read(name), SourceError, kind)
  }
  // The reference is a good one: asked to follow it, FFmpeg reads the other file.
  const followed = [
    '-enable_drefs',
    '1',
    '-use_absolute_path',
    '1',
    '-i',
    join(folder.path, 'outside-alis.mov'),
  ]
  const copy = join(folder.path, 'followed.avi')
  await runCommand('ffmpeg', ['-v', 'error', '-nostdin', '-y', ...followed, '-c:v', 'mjpeg', copy])
  assert.equal((await read('followed.avi')).length, 5)
})
