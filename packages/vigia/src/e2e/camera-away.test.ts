/** What becomes of a job whose camera goes away and returns? */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { Receiver } from './testing/receiver.js'
import { create, INTRUSION, intrusionJob, streetCamera, untilState } from './testing/street.js'
import { until } from './testing/until.js'
import { dataFolder, startVigia } from './testing/vigia.js'

test('a job whose camera goes away is ABNORMAL and says why; when it returns the same run is RUNNING again', async (t) => {
  const camera = await streetCamera(t)
  const receiver = await Receiver.start(t)
  const { client, log } = await startVigia(t, { dataDir: await dataFolder(t) })
  const id = await create(
    client,
    INTRUSION,
    intrusionJob('gate', camera.url, { url: receiver.url, headers: { 'x-site': 'north' } }),
  )
  await untilState(client, id, 'RUNNING')

  await camera.unplug()
  const away = await untilState(client, id, 'ABNORMAL', ({ status }) => /refused/.test(status ?? ''))
  assert.match(away.status ?? '', /^waiting for camera, attempt \d+, next in \d+ s: connection refused$/)
  // Attempts go on, and each one is told.
  await untilState(client, id, 'ABNORMAL', ({ status }) => status !== away.status)
  const before = (await client.jobs.results(id, { limit: 1 })).results[0]?.vigia.sequence ?? 0

  await camera.plugIn()
  const { status, error } = await untilState(client, id, 'RUNNING')
  assert.deepEqual([status, error], [undefined, undefined])
  const after = await until('a result after the return', async () => {
    const [newest] = (await client.jobs.results(id, { limit: 1 })).results
    return newest && newest.vigia.sequence > before ? newest : undefined
  })
  assert.equal(after.vigia.epoch, 1)
  assert.equal(log.filter(({ msg, job }) => msg === 'run started' && job === id).length, 1)
  assert.deepEqual(
    (await client.jobs.history(id)).map(({ to }) => to),
    ['SCHEDULING', 'STARTING', 'RUNNING', 'ABNORMAL', 'RUNNING'],
  )

  // Its receiver was told once that the stream broke, and once that it is back.
  const told = await until('both messages', () => {
    const messages = receiver.messages.filter(({ disconnect }) => disconnect !== undefined)
    return messages.some(({ disconnect }) => disconnect === false) && messages
  })
  assert.deepEqual(
    told.map(({ disconnect, task_id, data }) => [disconnect, task_id, data.event_set]).sort(),
    [
      [false, id, []],
      [true, id, []],
    ],
  )
  const [broke, back] = [true, false].map((flag) => told.find(({ disconnect }) => disconnect === flag)!)
  assert.ok(broke!.vigia.sequence < back!.vigia.sequence)
})

test('a job on a camera that is not there yet says so, and runs as soon as it is', async (t) => {
  const camera = await streetCamera(t)
  await camera.unplug()
  const { client } = await startVigia(t, { dataDir: await dataFolder(t) })
  const id = await create(client, INTRUSION, intrusionJob('gate', camera.url))
  const { status } = await untilState(client, id, 'ABNORMAL')
  assert.match(status ?? '', /connection refused/)
  await camera.plugIn()
  await untilState(client, id, 'RUNNING')
})
