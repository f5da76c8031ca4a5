import assert from 'node:assert/strict'
import { execFile, execFileSync } from 'node:child_process'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { type AddressInfo, createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, test } from 'node:test'
import { setTimeout as sleep } from 'node:timers/promises'
import { promisify } from 'node:util'
import { DEFAULT_SCENE, makeSceneClip } from '@vigia/scenes'
import pino from 'pino'
import { startDemoStream } from './stream.js'

const run = promisify(execFile)
const LOG = pino({ level: 'silent' })
const SHORT = { ...DEFAULT_SCENE, width: 320, height: 240, distance: 80, seconds: 2, cars: 1, crowd: 2 }
let dir: string
let clip: string

before(async () => {
  dir = await mkdtemp(join(tmpdir(), 'vigia-demo-'))
  clip = (await makeSceneClip(SHORT, dir, { ffmpegPath: 'ffmpeg' })).video
})
after(() => rm(dir, { recursive: true, force: true }))

/** Decoding times in seconds of what comes from a stream while it is read for some seconds. */
async function times(url: string, seconds: number): Promise<number[]> {
  const args = ['-v', 'error', '-probesize', '500k', '-analyzeduration', '500k', '-rw_timeout', '10000000']
  const { stdout } = await run(
    'ffprobe',
    [...args, '-read_intervals', `%+${seconds}`, '-show_entries', 'packet=dts_time', '-of', 'json', url],
    { timeout: 40_000 },
  )
  const { packets } = JSON.parse(stdout) as { packets: { dts_time: string }[] }
  return packets.map(({ dts_time }) => Number(dts_time))
}

test('the clip plays as a stream whose times rise over the loop', async () => {
  const stream = await startDemoStream({ clip, ffmpegPath: 'ffmpeg', log: LOG })
  try {
    assert.match(stream.url, /^rtmp:\/\/127\.0\.0\.1:\d+\/live\/street$/)
    // 5 s of a loop of 2 s hold at least two seams.
    const dts = await times(stream.url, 5)
    assert.ok(dts.length >= 45, `${dts.length} packets`)
    for (let i = 1; i < dts.length; i++) {
      const step = dts[i]! - dts[i - 1]!
      assert.ok(step > 0.05 && step < 0.16, `from ${dts[i - 1]} to ${dts[i]}`)
    }
  } finally {
    await stream.stop()
  }
})

test('after stop nothing listens and no publisher is left; the same port can be used again', async () => {
  const first = await startDemoStream({ clip, ffmpegPath: 'ffmpeg', log: LOG })
  assert.equal(publishers(first.url).length, 1)
  await first.stop()
  assert.deepEqual(publishers(first.url), [])
  const again = await startDemoStream({ clip, port: first.port, ffmpegPath: 'ffmpeg', log: LOG })
  assert.equal(again.port, first.port)
  await again.stop()
})

test('a publisher that is killed comes back, and times go on for who was watching and who comes new', async () => {
  const stream = await startDemoStream({ clip, ffmpegPath: 'ffmpeg', log: LOG })
  try {
    const [killed] = publishers(stream.url)
    const watching = times(stream.url, 6)
    await until(() => isPlayed(stream.port))
    process.kill(killed!, 'SIGKILL')
    await until(() => publishers(stream.url).some((pid) => pid !== killed))
    for (const dts of [await times(stream.url, 2), await watching]) {
      assert.ok(dts.length > 10)
      assert.ok(
        dts.every((time, i) => i === 0 || time > dts[i - 1]!),
        String(dts),
      )
    }
  } finally {
    await stream.stop()
  }
})

test("a user's own clip is encoded for the stream", async () => {
  const own = join(dir, 'own.avi')
  execFileSync(
    'ffmpeg',
    [
      '-v',
      'error',
      '-f',
      'lavfi',
      '-i',
      'testsrc=size=321x241:rate=10:duration=2',
      '-c:v',
      'mjpeg',
      '-pix_fmt',
      'yuvj444p',
      own,
    ],
    { timeout: 20_000 },
  )
  const stream = await startDemoStream({ clip: own, ffmpegPath: 'ffmpeg', transcode: true, log: LOG })
  try {
    const { stdout } = await run(
      'ffprobe',
      [
        '-v',
        'error',
        '-probesize',
        '500k',
        '-analyzeduration',
        '500k',
        '-show_entries',
        'stream=codec_name,width,height',
        '-of',
        'csv=p=0',
        stream.url,
      ],
      { timeout: 30_000 },
    )
    assert.match(stdout.trim(), /^h264,320,240$/)
  } finally {
    await stream.stop()
  }
})

test('what is no video is refused with what ffmpeg says, and a taken port with its own error', async () => {
  const text = join(dir, 'text.mp4')
  await writeFile(text, 'no video')
  await assert.rejects(
    startDemoStream({ clip: text, ffmpegPath: 'ffmpeg', log: LOG, startMs: 2_500 }),
    /text\.mp4.*(Invalid data|moov)/s,
  )
  await assert.rejects(
    startDemoStream({ clip, ffmpegPath: '/nonexistent/ffmpeg', log: LOG, startMs: 500 }),
    /VIGIA_FFMPEG|exit 127|nonexistent/,
  )
  const taken = createServer().listen(0, '127.0.0.1')
  await new Promise((done) => taken.once('listening', done))
  try {
    await assert.rejects(
      startDemoStream({ clip, port: (taken.address() as AddressInfo).port, ffmpegPath: 'ffmpeg', log: LOG }),
      { code: 'EADDRINUSE' },
    )
  } finally {
    taken.close()
  }
})

/** Our child processes that send to this address. */
function publishers(url: string): number[] {
  const lines = execFileSync('ps', ['-eo', 'pid=,ppid=,args='], { encoding: 'utf8' }).split('\n')
  return lines.flatMap((line) => {
    const match = /^\s*(\d+)\s+(\d+)\s+(.*)$/.exec(line)
    return match && Number(match[2]) === process.pid && match[3]!.endsWith(url) ? [Number(match[1])] : []
  })
}

/** Whether an ffprobe of ours reads from this port. */
function isPlayed(port: number): boolean {
  return execFileSync('ps', ['-eo', 'ppid=,args='], { encoding: 'utf8' })
    .split('\n')
    .some(
      (line) =>
        line.trim().startsWith(`${process.pid} `) && line.includes('ffprobe') && line.includes(`:${port}/`),
    )
}

async function until(isSo: () => boolean): Promise<void> {
  const deadline = performance.now() + 60_000
  while (!isSo()) {
    assert.ok(performance.now() < deadline, 'not so after a minute')
    await sleep(50)
  }
}
