/** What becomes of a job for which there is no free slot? */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { create, INTRUSION, intrusionJob, streetCamera, untilState } from './testing/street.js'
import { dataFolder, startVigia } from './testing/vigia.js'

test('without VIGIA_SLOTS a worker has as many slots as it was measured to keep up with', async (t) => {
  const { log } = await startVigia(t, { dataDir: await dataFolder(t), env: { VIGIA_SLOTS: '' } })
  const measured = log.find(({ msg }) => msg === 'capacity measured')
  const { cores, inferenceMs, slots } = measured as unknown as Record<string, number>
  assert.ok(inferenceMs! > 0 && cores! > 0, JSON.stringify(measured))
  // 2.6 times its inferences is what a stream costs; the milliseconds in the log are rounded.
  const most = (cores! * 1000) / (5 * (inferenceMs! - 0.5) * 2.6)
  assert.ok(slots! >= 2 && slots! <= Math.max(2, most), JSON.stringify(measured))
})

test('with all slots busy a job is PENDING and says why, and it starts when another one stops', async (t) => {
  const camera = await streetCamera(t)
  const { client } = await startVigia(t, { dataDir: await dataFolder(t), env: { VIGIA_SLOTS: '1' } })
  const first = await create(client, INTRUSION, intrusionJob('first', camera.url))
  await untilState(client, first, 'RUNNING')
  const second = await create(client, INTRUSION, intrusionJob('second', camera.url))
  const waiting = await untilState(client, second, 'PENDING', ({ status }) => status !== undefined)
  assert.match(waiting.status ?? '', /all slots are busy, it is next in line.*VIGIA_SLOTS/)
  const third = await create(client, INTRUSION, intrusionJob('third', camera.url))
  await untilState(client, third, 'PENDING', ({ status }) => /1 job is ahead of it/.test(status ?? ''))
  assert.equal((await client.jobs.getV2(first)).state, 'RUNNING', 'the one that has the slot keeps it')

  await client.jobs.stop(first)
  const started = await untilState(client, second, 'RUNNING')
  assert.equal(started.status, undefined, 'what it waited for is over')
  assert.equal((await client.jobs.getV2(first)).state, 'STOPPED')
  await untilState(client, third, 'PENDING', ({ status }) => /it is next in line/.test(status ?? ''))

  // A job that waits can be stopped without ever having run.
  await client.jobs.stop(third)
  await untilState(client, third, 'STOPPED')
  assert.deepEqual(
    (await client.jobs.history(third)).map(({ to }) => to),
    ['STOPPING', 'STOPPED'],
  )
})
