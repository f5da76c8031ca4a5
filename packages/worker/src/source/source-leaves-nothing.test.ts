/**
 * Sources that end in every way, many times: no process, descriptor, socket or temporary file is left of them.
 * `VIGIA_LEAK_ROUNDS` ends more of them.
 */
import assert from 'node:assert/strict'
import { readdir, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { after, before, test } from 'node:test'
import { type Clip, makeClip, type RtspServer, startRtspServer, tempFolder, waitFor } from '@vigia/testing'
import { type Opened, openForTest, take } from './test-sources.js'

const ROUNDS = Number(process.env.VIGIA_LEAK_ROUNDS ?? 2)
/** Each way ends so many sources at once. */
const AT_ONCE = 5

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

const manyTimes = (act: () => Promise<unknown>) => () => Promise.all(Array.from({ length: AT_ONCE }, act))

const ways: Record<string, () => Promise<unknown>> = {
  'closed after its first frame': manyTimes(() => take(openForTest(camera.url).source, () => true)),
  'closed while it is opened': manyTimes(async () => {
    const { source } = openForTest(camera.url)
    const reading = take(source)
    await waitFor(() => source.counters.attempts > 0, 60_000, 'the attempt')
    await source.close()
    await reading
  }),
  'a file that is no video': manyTimes(async () => {
    const url = `file://${clip.dir}/text.mp4`
    await assert.rejects(take(openForTest(url, { mediaDirs: [clip.dir] }).source), /not a video/)
  }),
  'its decoder killed': async () => {
    const opened = Array.from({ length: AT_ONCE }, () => openForTest(camera.url))
    const reading = opened.map(({ source }) => take(source))
    await waitFor(() => opened.every(({ states }) => states.length > 0), 60_000, 'the first frames')
    for (const pid of await decoders()) process.kill(pid, 'SIGKILL')
    const isLost = ({ states }: Opened): boolean => states.some((state) => state.kind === 'lost')
    await waitFor(() => opened.every(isLost), 60_000, 'the losses')
    await Promise.all(opened.map(({ source }) => source.close()))
    await Promise.all(reading)
  },
}

const all = Object.values(ways)

test(`${ROUNDS * AT_ONCE * all.length} sources leave nothing behind`, async () => {
  await writeFile(join(clip.dir, 'text.mp4'), 'no video')
  // What is opened once and kept, such as the resolver's, is opened now.
  for (const act of all) await act()
  await waitFor(async () => (await decoders()).length === 0, 60_000, 'the end of all decoders')
  const before = await descriptors()
  for (let round = 0; round < ROUNDS; round++) for (const act of all) await act()
  assert.deepEqual(await decoders(), [])
  assert.deepEqual(await readdir(own.path), [])
  // Sockets close a moment after they are destroyed.
  await waitFor(async () => (await descriptors()) <= before, 60_000, `at most ${before} descriptors`)
})
