/** What happens to running jobs, on a real camera, when their service, their order or their project changes? */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { BatchList, BatchResult, UserServices } from '@vigia/contract'
import type { VigiaClient } from '@vigia/sdk'
import { type Call, callsOf } from './testing/calls.js'
import { create, INTRUSION, intrusionJob, streetCamera, untilState } from './testing/street.js'
import { until } from './testing/until.js'
import { dataFolder, startVigia } from './testing/vigia.js'

const DAY_MS = 86_400_000
const INTRUSION_3_0 = 'a4c31fd2-74d3-4d4c-b60b-e55fd5d7b3c9'

async function rig(t: Parameters<typeof startVigia>[0]) {
  const camera = await streetCamera(t)
  const vigia = await startVigia(t, { dataDir: await dataFolder(t) })
  return { camera, client: vigia.client, projectId: vigia.projectId, call: await callsOf(vigia) }
}
const pathOf = async (client: VigiaClient, id: string) => (await client.jobs.history(id)).map(({ to }) => to)
const serviceOf = async (call: Call) =>
  (await call<UserServices>('GET', 'algorithm/services/user')).service_list.find(
    ({ service_name }) => service_name === INTRUSION,
  )!

test('an upgrade takes a running job to the new release; a stopped service leaves it without, until it is deployed again', async (t) => {
  const { camera, client, call } = await rig(t)
  const id = await create(client, INTRUSION, intrusionJob('gate', camera.url))
  const before = await untilState(client, id, 'RUNNING')
  assert.equal(before.algorithm_publish_id, INTRUSION_3_0)
  const offered = await serviceOf(call)
  assert.deepEqual([offered.alg_status, offered.can_update], ['service_running', true])

  const newest = offered.new_alg_id!
  await call('POST', `algorithm/${newest}/deploy`, { stream_count: 4 })
  await untilState(client, id, 'RUNNING', (job) => job.algorithm_publish_id === newest)
  const path = await pathOf(client, id)
  assert.deepEqual(path.slice(path.indexOf('UPGRADING')), ['UPGRADING', 'RUNNING'])
  assert.equal((await serviceOf(call)).can_update, undefined)

  await call('PUT', `algorithm/${newest}/deploy/stop`)
  const gone = await untilState(client, id, 'STOPPED_NO_SERVICE')
  assert.match(gone.status ?? '', /was stopped in this project\. Deploy it again, then start the job/)
  assert.equal((await client.jobs.get(id)).state, 'STOPPED', 'v1 does not know the state')
  await assert.rejects(client.jobs.start(id), { code: 'VIAS.00010012' })
  assert.equal((await serviceOf(call)).alg_status, 'service_stopped')

  await call('POST', `algorithm/${newest}/deploy`, { stream_count: 4 })
  await untilState(client, id, 'STOPPED')
  await client.jobs.start(id)
  await untilState(client, id, 'RUNNING')
})

test('an order has its number of streams: a job more waits for one, and a cancelled order stops its jobs', async (t) => {
  const { camera, client, call } = await rig(t)
  const { id: package_id } = await call<{ id: string }>('POST', 'packages', {
    name: 'gates',
    service_names: [INTRUSION],
    order_required: true,
  })
  await assert.rejects(create(client, INTRUSION, intrusionJob('none', camera.url)), {
    detail: /resource_order_id: is required/,
  })
  const { id: order_id } = await call<{ id: string }>('POST', 'orders', {
    package_id,
    streams: 1,
    until: Date.now() + 30 * DAY_MS,
  })
  const on = (name: string) => ({ ...intrusionJob(name, camera.url), resource_order_id: order_id })
  const first = await create(client, INTRUSION, on('first'))
  await untilState(client, first, 'RUNNING')
  const second = await create(client, INTRUSION, on('second'))
  const lacking = await untilState(client, second, 'LACK_OF_RESOURCES')
  assert.match(lacking.status ?? '', /Waiting for a stream of its order .*: the only one is in use/)
  assert.equal((await client.jobs.get(second)).state, 'PENDING', 'v1 does not know the state')

  await client.jobs.stop(first)
  await untilState(client, second, 'RUNNING')
  await call('PUT', `orders/${order_id}/cancel`)
  const stopped = await untilState(client, second, 'STOPPED')
  assert.match(stopped.status ?? '', /^Stopped: Its order .* was cancelled\. Place another one/)
  await assert.rejects(client.jobs.start(second), { code: 'VIAS.00010012' })
})

test('a frozen project freezes what runs and takes no change; thawed, each job is what it was', async (t) => {
  const { camera, client, call, projectId } = await rig(t)
  const id = await create(client, INTRUSION, intrusionJob('gate', camera.url))
  const stopped = await create(client, INTRUSION, intrusionJob('spare', camera.url))
  await untilState(client, id, 'RUNNING')
  await client.jobs.stop(stopped)
  await untilState(client, stopped, 'STOPPED')

  await call('POST', `/v3/projects/${projectId}/freeze`, { reason: 'unpaid' })
  const frozen = await untilState(client, id, 'FROZEN')
  assert.match(frozen.status ?? '', /The project is frozen by its operator/)
  assert.deepEqual((await pathOf(client, id)).slice(-2), ['FREEZING', 'FROZEN'])
  await assert.rejects(client.jobs.start(stopped), { code: 'VIAS.00010021', detail: /frozen \(unpaid\)/ })

  await call('POST', `/v3/projects/${projectId}/thaw`)
  await untilState(client, id, 'RUNNING')
  assert.equal((await client.jobs.getV2(stopped)).state, 'STOPPED')
  await until('the project to take changes again', () =>
    client.jobs.start(stopped).then(
      () => true,
      () => false,
    ),
  )
  await untilState(client, stopped, 'RUNNING')
})

test('a batch over a group of two cameras runs on both, with a region of its own for one', async (t) => {
  const { camera, client, call } = await rig(t)
  const sources: string[] = []
  for (const name of ['north', 'south']) {
    const made = await call<{ video_source_id: string }>('POST', 'source', {
      video_source_name: name,
      access_type: 'cloud',
      type: 'url',
      type_config: `<type_config><url_address>${camera.url}</url_address></type_config>`,
    })
    sources.push(made.video_source_id)
  }
  const { video_group_id } = await call<{ video_group_id: string }>('POST', 'video-group', {
    video_group_name: 'street',
    access_type: 'cloud',
    video_source_ids: sources,
  })
  const target_roi = JSON.stringify({
    polygons: [
      {
        data: [
          [0, 0],
          [1280, 0],
          [1280, 720],
          [0, 720],
        ],
        name: 'all',
      },
    ],
  })
  const { input: _, name: __, ...job } = intrusionJob('street', '')
  const result = await call<BatchResult>('POST', 'batch-tasks', {
    ...job,
    name: 'street',
    service_name: INTRUSION,
    batch_input: {
      video_source_group: [
        {
          video_source_group_id: video_group_id,
          video_source_list: [{ video_source_id: sources[0], target_roi }, { video_source_id: sources[1] }],
        },
      ],
    },
  })
  assert.deepEqual([result.succeed_count, result.failed_count, result.error_list], [2, 0, []])
  const shown = async () => (await call<BatchList>('GET', 'batch-tasks')).batch_task_list[0]!
  await until('both to run', async () => (await shown()).batch_task_status_info.running === 2)
  const { tasks } = await client.jobs.list({ batch_id: result.id })
  for (const { id, video_source_name } of tasks) {
    const { config } = await client.jobs.getV2(id)
    assert.equal(config?.common?.target_roi === target_roi, video_source_name === 'north')
    await until(`an alarm of ${video_source_name}`, async () => (await client.jobs.results(id)).count > 0)
  }
  await call('PUT', `batch-tasks/${result.id}/action/stop`)
  await until('both to be stopped', async () => (await shown()).batch_task_status_info.stopped === 2)
  await call('DELETE', `batch-tasks/${result.id}`)
  await until('the batch to be gone', async () => (await call<BatchList>('GET', 'batch-tasks')).count === 0)
})
