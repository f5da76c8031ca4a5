/** Are alarms kept while their receiver is away, also over a restart of the server? */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { Receiver } from './testing/receiver.js'
import { create, INTRUSION, intrusionJob, streetCamera, untilState } from './testing/street.js'
import { until } from './testing/until.js'
import { dataFolder, startVigia } from './testing/vigia.js'

test('alarms raised while the webhook is down, across a restart, all arrive with their first id once it is up', async (t) => {
  const receiver = await Receiver.start(t)
  const camera = await streetCamera(t)
  const dataDir = await dataFolder(t)
  await receiver.close()

  const first = await startVigia(t, { dataDir })
  const webhook = { url: receiver.url, headers: { 'x-site': 'north' } }
  const id = await create(first.client, INTRUSION, intrusionJob('gate', camera.url, webhook))
  const failed = () => first.log.filter(({ msg, job }) => msg === 'delivery failed' && job === id)
  await until('several alarms that could not be delivered', () => failed().length >= 3)
  assert.match(String(failed()[0]?.reason), /ECONNREFUSED/)
  const delivered = { task_id: id, channel: 'webhook', state: 'delivered' } as const
  assert.equal((await first.client.deliveries.list(delivered)).count, 0)
  assert.equal((await first.end('SIGTERM')).code, 0)

  const second = await startVigia(t, { dataDir })
  await untilState(second.client, id, 'RUNNING')
  await until('an attempt of the new server', () =>
    second.log.some(({ msg, job }) => msg === 'delivery failed' && job === id),
  )
  await second.client.jobs.stop(id)
  await untilState(second.client, id, 'STOPPED')
  const { results } = await second.client.jobs.results(id, { limit: 100 })
  assert.ok(results.some(({ vigia }) => vigia.epoch === 1))
  const told = [...first.log, ...second.log].filter(({ msg }) => msg === 'delivery failed')

  await receiver.open()
  await until('everything', async () => (await second.client.jobs.deliveries(id)).pending === 0)
  const arrived = receiver.received.map(({ headers }) => headers['webhook-id'])
  assert.deepEqual(arrived.toSorted(), results.map(({ message_id }) => message_id).toSorted())
  for (const { headers, message } of receiver.received)
    assert.equal(headers['webhook-id'], message.message_id)
  for (const { message } of told) assert.ok(arrived.includes(String(message)), 'the id of an earlier attempt')
})
