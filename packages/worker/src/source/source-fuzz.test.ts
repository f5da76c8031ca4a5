/**
 * Damaged and lying files, made from good ones by a seed: each ends, in words or with what could be decoded, in little
 * memory, and a camera that is read meanwhile never notices. `VIGIA_FUZZ_FILES` makes more of them (25),
 * `VIGIA_FUZZ_SEED` other ones.
 */
import assert from 'node:assert/strict'
import { readFile, unlink, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { after, before, test } from 'node:test'
import {
  type GoodFile,
  makeClip,
  mutate,
  runCommand,
  seededRandom,
  startRtspServer,
  tempFolder,
  waitFor,
} from '@vigia/testing'
import { childCommandLines, openForTest, take } from './test-sources.js'
import { SourceError } from './types.js'

const FILES = Number(process.env.VIGIA_FUZZ_FILES ?? 25)
const SEED = Number(process.env.VIGIA_FUZZ_SEED ?? 5)
const AT_ONCE = 4
const SIZE = { width: 160, height: 90 }
/** A decoder that says nothing for so long hangs, also on a busy machine. */
const FRAME_TIMEOUT_MS = 20_000
/** A file that is not over by then never is. */
const PATIENCE_MS = 180_000
/** A decoder of these pictures needs 60 MB; one that was lied to about their size may need more, but not this. */
const MOST_MB = 900

const FRAGMENTED = ['-movflags', '+frag_keyframe+empty_moov']
const KINDS: [name: string, ...coding: string[]][] = [
  ['a.mp4', '-c', 'copy'],
  ['frag.mp4', '-c', 'copy', ...FRAGMENTED],
  // Cut in the middle of a group of pictures: an edit list hides what is before.
  ['edit.mov', '-c', 'copy'],
  ['a.mkv', '-c', 'copy'],
  ['a.ts', '-c', 'copy'],
  ['a.flv', '-c', 'copy'],
  ['a.avi', '-c:v', 'mpeg4'],
  ['a.h264', '-c', 'copy'],
  ['a.h265', '-c:v', 'libx265', '-preset', 'ultrafast', '-x265-params', 'log-level=none'],
  ['hevc.mp4', '-c:v', 'libx265', '-preset', 'ultrafast', '-x265-params', 'log-level=none'],
]

let folder: Awaited<ReturnType<typeof tempFolder>>
const good: GoodFile[] = []
before(async () => {
  folder = await tempFolder()
  const clip = await makeClip({ seconds: 2, ...SIZE, fps: 10, dir: folder.path })
  for (const [name, ...coding] of KINDS) {
    const file = join(folder.path, name)
    const from = name === 'edit.mov' ? ['-ss', '0.7'] : []
    await runCommand('ffmpeg', ['-v', 'error', '-nostdin', '-y', ...from, '-i', clip.file, ...coding, file])
    good.push({ name, bytes: await readFile(file) })
  }
})
after(() => folder.remove())

/** The largest memory that a decoder of this process has taken so far, MB. Asked often: not all of /proc is read. */
async function largestDecoder(): Promise<number> {
  const children = await readFile(`/proc/self/task/${process.pid}/children`, 'utf8')
  const taken = children
    .split(' ')
    .filter(Boolean)
    .map(async (pid) => {
      const status = await readFile(`/proc/${pid}/status`, 'utf8').catch(() => '')
      return Number(/^VmHWM:\s+(\d+)/m.exec(status)?.[1] ?? 0) / 1024
    })
  return Math.max(0, ...(await Promise.all(taken)))
}

test(`${FILES} damaged files end by themselves while a camera is read`, async () => {
  const camera = await startRtspServer({ file: join(folder.path, 'a.mp4') })
  const beside = openForTest(camera.url, { frameTimeoutMs: 30_000 })
  let besideFrames = 0
  const watching = (async () => {
    for await (const _ of beside.source.frames()) besideFrames++
  })()
  await waitFor(() => besideFrames > 0, 60_000, 'the camera')
  let mostMb = 0
  const watcher = setInterval(() => {
    largestDecoder().then((mb) => {
      mostMb = Math.max(mostMb, mb)
    })
  }, 100)
  const outcomes = new Map<string, number>()
  const random = seededRandom(SEED)
  const bad = Array.from({ length: FILES }, () => mutate(good, SIZE, random))

  async function one(index: number): Promise<void> {
    const { name, bytes } = bad[index]!
    const file = join(folder.path, `bad-${index}-${name}`)
    await writeFile(file, bytes)
    const { source } = openForTest(`file://${file}`, {
      mediaDirs: [folder.path],
      frameTimeoutMs: FRAME_TIMEOUT_MS,
    })
    const timer = setTimeout(() => void source.close(), PATIENCE_MS)
    const began = performance.now()
    const outcome = await take(source, (frames) => frames.length > 500).then(
      (frames) => (frames.length > 0 ? 'frames' : 'nothing'),
      (error: unknown) => {
        assert.ok(error instanceof SourceError, `${name} of seed ${SEED}, file ${index}: ${error}`)
        assert.doesNotMatch(error.message, /bad-\d|0x|\/dev\/fd/)
        return error.code
      },
    )
    clearTimeout(timer)
    assert.ok(performance.now() - began < PATIENCE_MS, `file ${index} of seed ${SEED} (${name}) did not end`)
    outcomes.set(outcome, (outcomes.get(outcome) ?? 0) + 1)
    await unlink(file)
  }

  try {
    let next = 0
    await Promise.all(
      Array.from({ length: AT_ONCE }, async () => {
        while (next < FILES) await one(next++)
      }),
    )
    const count = besideFrames
    await waitFor(() => besideFrames > count, 60_000, 'the camera after all of them')
  } finally {
    clearInterval(watcher)
    await beside.source.close()
    await watching
    await camera.stop()
  }
  assert.ok((outcomes.get('frames') ?? 0) > FILES / 10, JSON.stringify([...outcomes]))
  assert.ok((outcomes.get('SOURCE.NOT_VIDEO') ?? 0) > FILES / 20, JSON.stringify([...outcomes]))
  assert.equal(outcomes.get('nothing') ?? 0, 0)
  assert.deepEqual(beside.states, [{ kind: 'flowing' }])
  assert.ok(mostMb > 5 && mostMb < MOST_MB, `a decoder took ${mostMb} MB`)
  assert.deepEqual(
    (await childCommandLines()).filter((line) => /ff(mpeg|probe)/.test(line)),
    [],
  )
})
