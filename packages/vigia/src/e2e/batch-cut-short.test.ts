/** After kill -9 while a batch is being made, and another while it is being deleted: is everything what the lists show? */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { BatchList, BatchResult } from '@vigia/contract'
import { callsOf } from './testing/calls.js'
import { INTRUSION } from './testing/street.js'
import { until } from './testing/until.js'
import { dataFolder, startVigia, type Vigia } from './testing/vigia.js'

const SOURCES = 600
/** Jobs that are made in one transaction. */
const TURN = 200

async function batchCalls(vigia: Vigia) {
  const call = await callsOf(vigia)
  return { call, batch: async () => (await call<BatchList>('GET', 'batch-tasks')).batch_task_list[0] }
}

test('a batch outlives kill -9 while it is made, is filled up, and is gone after one while it is deleted', async (t) => {
  const start = { dataDir: await dataFolder(t), env: { VIGIA_SLOTS: '1' } }
  const first = await startVigia(t, start)
  const { call, batch } = await batchCalls(first)
  const sources: string[] = []
  for (let n = 1; n <= SOURCES; n++) {
    const source = {
      video_source_name: `camera-${n}`,
      access_type: 'cloud',
      type: 'url',
      type_config: `<type_config><url_address>rtsp://127.0.0.1:9/${n}</url_address></type_config>`,
    }
    sources.push((await call<{ video_source_id: string }>('POST', 'source', source)).video_source_id)
  }
  const { video_group_id } = await call<{ video_group_id: string }>('POST', 'video-group', {
    video_group_name: 'yard',
    access_type: 'cloud',
    video_source_ids: sources,
  })
  const batch_input = {
    video_source_group: [{ video_source_group_id: video_group_id, video_source_list: [] }],
  }
  const made = call('POST', 'batch-tasks', {
    name: 'yard',
    service_name: INTRUSION,
    service_version: '3.0',
    output: { event_center: true },
    batch_input,
  }).catch(() => undefined)
  await until('first members', async () => ((await batch())?.num_task ?? 0) > 0)
  await first.end('SIGKILL')
  await made

  const second = await startVigia(t, start)
  const again = await batchCalls(second)
  const left = await again.batch()
  assert.equal(left?.batch_task_name, 'yard')
  assert.ok(left.num_task > 0 && left.num_task % TURN === 0, `${left.num_task} members`)
  const path = `batch-tasks/${left.id}`
  const filled = await again.call<BatchResult>('PUT', path, { batch_input })
  assert.deepEqual([filled.succeed_count, filled.error_list], [SOURCES, []])
  assert.equal((await second.client.jobs.list({ batch_id: left.id })).total, SOURCES)

  const deleted = again.call('DELETE', path).catch(() => undefined)
  await until('first members to go', async () => {
    const { batch_task_status_info: counts } = (await again.batch()) ?? {}
    return !counts || counts.deleting
  })
  await second.end('SIGKILL')
  await deleted

  const third = await startVigia(t, start)
  const last = await batchCalls(third)
  await until('the batch to be gone', async () => (await last.batch()) === undefined, 60_000)
  assert.equal((await third.client.jobs.list()).total, 0)
})
