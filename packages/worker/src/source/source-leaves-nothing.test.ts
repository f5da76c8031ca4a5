/** A hundred sources that end in every way: no process, descriptor, socket or temporary file is left of them. */
import assert from 'node:assert/strict'
import { readdir, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { after, before, test } from 'node:test'
import { type Clip, makeClip, type RtspServer, startRtspServer, tempFolder, waitFor } from '@vigia/testing'
import { openForTest, take } from './test-sources.js'

const CYCLES = 100

let clip: Clip
let camera: RtspServer
let own: Awaited<ReturnType<typeof tempFolder>>
const tmpdirBefore = process.env.TMPDIR
before(async () => {
  clip = await makeClip({ seconds: 2, width: 160, height: 90, fps: 25 })
  camera = await startRtspServer({ file: clip.file })
  own = await tempFolder()
  // What sources put into temporary folders is to be seen alone.
  process.env.TMPDIR = own.path
})
after(async () => {
  if (tmpdirBefore === undefined) delete process.env.TMPDIR
  else process.env.TMPDIR = tmpdirBefore
  await camera.stop()
  await clip.remove()
  await own.remove()
})

async function decoders(): Promise<number[]> {
  const found: number[] = []
  for (const pid of await readdir('/proc')) {
    if (!/^\d+$/.test(pid)) continue
    const status = await readFile(`/proc/${pid}/status`, 'utf8').catch(() => '')
    if (Number(/^PPid:\s+(\d+)/m.exec(status)?.[1]) !== process.pid) continue
    if (/^Name:\s+(ff|setpriv)/m.test(status)) found.push(Number(pid))
  }
  return found
}

const descriptors = async (): Promise<number> => (await readdir('/proc/self/fd')).length

const ways: [what: string, act: () => Promise<void>][] = [
  ['closed after its first frame', async () => void (await take(openForTest(camera.url).source, () => true))],
  [
    'closed while it is opened',
    async () => {
      const { source } = openForTest(camera.url)
      const reading = take(source)
      await waitFor(() => source.counters.attempts > 0, 60_000, 'the attempt')
      await source.close()
      await reading
    },
  ],
  [
    'a file that is no video',
    async () => {
      const url = `file://${clip.dir}/text.mp4`
      await assert.rejects(take(openForTest(url, { mediaDirs: [clip.dir] }).source), /not a video/)
    },
  ],
  [
    'its decoder killed',
    async () => {
      const { source, states } = openForTest(camera.url)
      const reading = take(source)
      await waitFor(() => states.length > 0, 60_000, 'the first frame')
      for (const pid of await decoders()) process.kill(pid, 'SIGKILL')
      await waitFor(() => states.some((state) => state.kind === 'lost'), 60_000, 'the loss')
      await source.close()
      await reading
    },
  ],
]

test(`${CYCLES} sources leave nothing behind`, async () => {
  await writeFile(join(clip.dir, 'text.mp4'), 'no video')
  // What is opened once and kept, such as the resolver's, is opened now.
  for (const [, act] of ways) await act()
  await waitFor(async () => (await decoders()).length === 0, 60_000, 'the end of all decoders')
  const before = await descriptors()
  for (let i = 0; i < CYCLES; i++) await ways[i % ways.length]![1]()
  assert.deepEqual(await decoders(), [])
  assert.deepEqual(await readdir(own.path), [])
  // Sockets close a moment after they are destroyed.
  await waitFor(async () => (await descriptors()) <= before, 60_000, `at most ${before} descriptors`)
})
