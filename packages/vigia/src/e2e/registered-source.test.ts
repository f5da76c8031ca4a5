/** Does a job on a registered source run, and follow the source to another camera? */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { VideoSourceDetails } from '@vigia/contract'
import { callsOf } from './testing/calls.js'
import { create, INTRUSION, intrusionJob, streetCamera, untilState } from './testing/street.js'
import { until } from './testing/until.js'
import { dataFolder, startVigia } from './testing/vigia.js'

const configOf = (url: string) => `<type>URL</type><config><URL_ADDRESS>${url}</URL_ADDRESS></config>`

test('a job reads the camera of its source, and after a change the new one with its next run', async (t) => {
  const [old, fresh] = [await streetCamera(t), await streetCamera(t)]
  const vigia = await startVigia(t, {
    dataDir: await dataFolder(t),
    // What the job sees is what this test is about.
    env: { VIGIA_LOOK_SECONDS: '0' },
  })
  const { client } = vigia
  const call = await callsOf(vigia)
  const { video_source_id: source } = await call<{ video_source_id: string }>('POST', 'source', {
    video_source_name: 'Main gate',
    access_type: 'cloud',
    type: 'url',
    type_config: configOf(old.url),
  })
  const shown = () => call<VideoSourceDetails>('GET', `source/sources/${source}`)
  assert.equal((await shown()).status.status, 'Offline')

  const id = await create(client, INTRUSION, {
    ...intrusionJob('gate', ''),
    input: { type: 'video_source', data: [{ video_source_id: source }] },
    is_saved_as_template: true,
  })
  assert.equal((await untilState(client, id, 'RUNNING')).video_source_name, 'Main gate')
  const running = await until('a picture of the source', async () => {
    const details = await shown()
    return details.image === undefined ? undefined : details
  })
  assert.equal(running.status.status, 'Online')
  assert.equal(Buffer.from(running.image!, 'base64').subarray(0, 2).toString('hex'), 'ffd8')
  assert.deepEqual(
    running.service_config_templates.map(({ name, numTask }) => [name, numTask]),
    [['gate', 1]],
  )

  await call('PUT', `source/${source}`, { video_source_name: 'Main gate', type_config: configOf(fresh.url) })
  await old.unplug()
  await untilState(client, id, 'ABNORMAL')
  assert.equal((await shown()).status.status, 'Abnormal')
  await client.jobs.stop(id)
  await untilState(client, id, 'STOPPED')
  await client.jobs.start(id)
  await untilState(client, id, 'RUNNING')
  assert.equal((await shown()).status.status, 'Online')
})
