import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { pathToFileURL } from 'node:url'
import { addressPolicy, type UrlInput, ViewsTaken } from '@vigia/core'
import { type Clip, makeClip, type RtspServer, startRtspServer, waitFor } from '@vigia/testing'
import { childCommandLines } from '../source/test-sources.js'
import { LiveViews } from './live-views.js'

let clip: Clip
let camera: RtspServer
before(async () => {
  clip = await makeClip({ seconds: 4, width: 320, height: 180, fps: 25 })
  camera = await startRtspServer({ file: clip.file })
})
after(async () => {
  await camera.stop()
  await clip.remove()
})

const mediaPolicy = addressPolicy('media', '127.0.0.0/8')
function viewsFor(t: { after(act: () => Promise<void>): void }, interestMs = 60_000) {
  const faults: object[] = []
  const views = new LiveViews({
    locatorOf: (input) => ({ presumed: 'stream', locate: async () => ({ url: (input as UrlInput).url }) }),
    ffmpegPath: 'ffmpeg',
    mediaDirs: [clip.dir],
    mediaPolicy,
    readable: async (_, input) => input as UrlInput,
    log: { error: (fields) => faults.push(fields) },
    interestMs,
  })
  t.after(() => views.stop())
  return { views, faults }
}
async function served(t: { after(act: () => Promise<void>): void }, { file }: Clip): Promise<RtspServer> {
  const server = await startRtspServer({ file })
  t.after(() => server.stop())
  return server
}
const wanted = (sourceId: string, url = camera.url, projectId = 'p') => ({
  sourceId,
  projectId,
  version: 1,
  input: { type: 'url' as const, url },
})
const decoders = async () => (await childCommandLines()).filter((line) => line.includes('ffmpeg')).length

test('fifty watchers share one decoder, and none is left once nobody looks', async (t) => {
  const { views } = viewsFor(t, 1_500)
  assert.match(views.latest(wanted('a')).status, /^connecting/)
  const look = () => Array.from({ length: 50 }, () => views.latest(wanted('a')).picture)
  await waitFor(() => look()[0] !== undefined, 60_000, 'the first picture')
  const first = look()
  assert.equal(new Set(first).size, 1)
  assert.equal(await decoders(), 1)
  await waitFor(() => look()[0]!.at > first[0]!.at, 60_000, 'another picture')
  await waitFor(() => views.open.length === 0, 60_000, 'the view to lapse')
  await waitFor(async () => (await decoders()) === 0, 60_000, 'the decoder to end')
})

test('a picture tells the size of the source, whose pixels regions are given in, when it is smaller', async (t) => {
  const large = await makeClip({ seconds: 1, width: 1600, height: 900, fps: 5 })
  t.after(() => large.remove())
  const { views } = viewsFor(t)
  const seen = await views.once('p', { type: 'url', url: (await served(t, large)).url })
  if ('reason' in seen) assert.fail(seen.reason)
  assert.deepEqual(seen.of, { width: 1600, height: 900 })
})

test('a source that is deleted or changed ends its view at once', async (t) => {
  const { views } = viewsFor(t)
  await waitFor(() => views.latest(wanted('a')).picture !== undefined, 60_000, 'a picture')
  assert.equal(views.latest({ ...wanted('a'), version: 2 }).picture, undefined, 'that was of another address')
  views.close('a')
  assert.deepEqual(views.open, [])
  await waitFor(async () => (await decoders()) === 0, 60_000, 'the decoder to end')
})

test('a project has three views at most, the server six', async (t) => {
  const { views } = viewsFor(t)
  const unreachable = 'rtsp://127.0.0.1:9/none'
  const open = (project: string, n: number) => views.latest(wanted(`${project}${n}`, unreachable, project))
  for (const n of [1, 2, 3]) open('p', n)
  assert.throws(
    () => open('p', 4),
    (error) => error instanceof ViewsTaken && error.of === 'project',
  )
  await assert.rejects(views.once('p', wanted('x').input), ViewsTaken)
  for (const n of [1, 2, 3]) open('q', n)
  assert.throws(
    () => open('r', 1),
    (error) => error instanceof ViewsTaken && error.of === 'server',
  )
  views.close('p1')
  open('r', 1)
})

test('while a source cannot be reached the status tells why', async (t) => {
  const { views } = viewsFor(t)
  const ask = () => views.latest(wanted('a', 'rtsp://127.0.0.1:9/none'))
  await waitFor(() => /connection refused/.test(ask().status), 60_000, 'the reason')
  assert.equal(ask().picture, undefined)
})

test('a file is shown too, and again from its beginning', async (t) => {
  const { views, faults } = viewsFor(t)
  const short = await makeClip({
    seconds: 1,
    width: 320,
    height: 180,
    fps: 5,
    dir: clip.dir,
    name: 'short.mp4',
  })
  const ask = () => views.latest(wanted('a', pathToFileURL(short.file).href)).picture
  const seen = new Set<number>()
  await waitFor(
    () => {
      const picture = ask()
      if (picture) seen.add(picture.at)
      return seen.size > 8
    },
    60_000,
    'more pictures than the file has',
  )
  assert.deepEqual(faults, [])
})

test('one picture of an address that is not registered, or the reason', async (t) => {
  const { views } = viewsFor(t)
  const seen = await views.once('p', wanted('a').input)
  assert.ok('jpeg' in seen, JSON.stringify(seen))
  assert.equal(Buffer.from(seen.jpeg.subarray(0, 2)).toString('hex'), 'ffd8')
  assert.deepEqual(await views.once('p', { type: 'url', url: 'rtsp://127.0.0.1:9/none' }), {
    reason: 'connection refused',
  })
  assert.equal(await decoders(), 0)
})
