/** Is a registered camera looked at without any job: online with a picture, offline, back, and covered with black? */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { VideoSourceDetails } from '@vigia/contract'
import { CLEAN, DEFECTS, startRtspServer, streetThrough, tempFolder } from '@vigia/testing'
import { callsOf } from './testing/calls.js'
import { atEnd } from './testing/cleanup.js'
import { jpegSize } from './testing/jpeg-size.js'
import { until } from './testing/until.js'
import { dataFolder, startVigia } from './testing/vigia.js'

const configOf = (url: string) => `<type>URL</type><config><URL_ADDRESS>${url}</URL_ADDRESS></config>`

test('a camera is online with a picture, offline while it is away, and black when it is covered', async (t) => {
  const folder = await tempFolder()
  atEnd(t, () => folder.remove())
  const clear = await streetThrough('day', CLEAN.plain, folder.path, { name: 'clear' })
  const black = await streetThrough('day', DEFECTS.BlackScreen, folder.path, { name: 'black' })
  let camera = await startRtspServer({ file: clear, user: 'viewer', password: 's3cret' })
  atEnd(t, () => camera.stop())
  const vigia = await startVigia(t, { dataDir: await dataFolder(t), env: { VIGIA_LOOK_SECONDS: '2' } })
  const call = await callsOf(vigia)
  const { video_source_id: source } = await call<{ video_source_id: string }>('POST', 'source', {
    video_source_name: 'Main gate',
    access_type: 'cloud',
    type: 'url',
    type_config: configOf(camera.url),
  })
  const untilShown = (what: string, holds: (details: VideoSourceDetails) => boolean) =>
    until(what, async () => {
      const details = await call<VideoSourceDetails>('GET', `source/sources/${source}`)
      return holds(details) ? details : undefined
    })

  const online = await untilShown('the camera to be online', ({ status }) => status.level === '1')
  assert.deepEqual(jpegSize(Buffer.from(online.image!, 'base64')), { width: 640, height: 360 })
  assert.deepEqual([online.status.reason, online.video_source_quality], ['', []])

  const { port } = camera
  await camera.stop()
  const offline = await untilShown('the camera to be offline', ({ status }) => status.level === '2')
  assert.equal(offline.status.reason, 'Connection refused.')
  assert.ok(offline.image, 'what was seen last stays')

  camera = await startRtspServer({ file: black, user: 'viewer', password: 's3cret', port })
  await untilShown('the camera to be back', ({ status }) => status.level === '1')
  const covered = await untilShown('black to be found', (details) => details.video_source_quality.length > 0)
  assert.ok(covered.video_source_quality.includes('BlackScreen'), String(covered.video_source_quality))
  assert.doesNotMatch(vigia.output(), /s3cret/)

  await camera.stop()
  camera = await startRtspServer({ file: clear, user: 'viewer', password: 'other', port })
  const refused = await untilShown('the camera to be abnormal', ({ status }) => status.level === '9')
  assert.equal(refused.status.reason, 'Wrong user or password.')
})
