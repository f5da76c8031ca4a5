/** After kill -9 of everything and a new start on the same folder: is every job what it was told to be, and no result lost? */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { alive, killHard } from './testing/processes.js'
import { Receiver } from './testing/receiver.js'
import { create, INTRUSION, intrusionJob, streetCamera, untilState } from './testing/street.js'
import { until } from './testing/until.js'
import { dataFolder, startVigia } from './testing/vigia.js'

const RUN = /run-process\.js/
const DECODER = /^(\S*\/)?ffmpeg /

test('kill -9 of server and analyses in the middle of deliveries, then a start on the same data folder', async (t) => {
  const receiver = await Receiver.start(t)
  const camera = await streetCamera(t)
  const dataDir = await dataFolder(t)
  const old = await startVigia(t, { dataDir })
  const webhook = { url: receiver.url, headers: { 'x-site': 'north' } }
  const make = (name: string) => create(old.client, INTRUSION, intrusionJob(name, camera.url, webhook))
  const running = await make('running')
  const stopped = await make('stopped')
  const stopping = await make('stopping')
  const deleting = await make('deleting')
  for (const id of [running, stopped, stopping, deleting]) {
    await untilState(old.client, id, 'RUNNING')
    await until(`a result of ${id}`, async () => (await resultsOf(old.client, id)).length > 0)
  }
  await old.client.jobs.stop(stopped)
  await untilState(old.client, stopped, 'STOPPED')

  // Some are delivered, one is under way, others wait behind it.
  await until('a first delivery of the running job', () => receiver.messages.some(of(running)))
  receiver.holding = true
  await until('results behind one that is under way', async () => {
    const { pending } = await old.client.jobs.deliveries(running)
    return pending >= 2 && receiver.received.some((r) => !r.answered && r.message.task_id === running)
  })
  const victims = await until('server, three analyses and three decoders', async () => {
    const all = await old.processes()
    const count = (kind: RegExp) => all.filter(({ command }) => kind.test(command)).length
    return count(RUN) === 3 && count(DECODER) === 3 ? all : undefined
  })
  const listed = await resultsOf(old.client, running)
  await Promise.all([old.client.jobs.stop(stopping), old.client.jobs.delete(deleting)])
  const ended = old.end('SIGKILL')
  for (const proc of victims) if (RUN.test(proc.command)) await killHard(proc)
  assert.equal((await ended).signal, 'SIGKILL')

  await t.test('nothing of the old server stays, decoders included', async () => {
    await until('the old processes to be gone', async () => (await alive(victims)).length === 0)
  })

  receiver.holding = false
  const { client } = await startVigia(t, { dataDir })

  await t.test('the running job is RUNNING again, with a higher epoch', async () => {
    await untilState(client, running, 'RUNNING')
    const history = await client.jobs.history(running)
    assert.deepEqual(
      history.map(({ to }) => to),
      ['SCHEDULING', 'STARTING', 'RUNNING', 'RECOVERING', 'RUNNING'],
    )
    assert.match(history[3]?.cause ?? '', /server restarted/)
    await until('a result of the new run', async () =>
      (await resultsOf(client, running)).some(({ vigia }) => vigia.epoch === 2),
    )
  })

  await t.test(
    'the stopped job is STOPPED, the one told to stop becomes it, the one told to go is gone',
    async () => {
      await untilState(client, stopping, 'STOPPED')
      assert.equal((await client.jobs.getV2(stopped)).state, 'STOPPED')
      await until('the deleted job to be gone', async () => {
        const { tasks } = await client.jobs.list()
        return !tasks.some(({ id }) => id === deleting)
      })
      await assert.rejects(client.jobs.getV2(deleting), { code: 'VIAS.00010007' })
      assert.deepEqual(
        (await client.jobs.history(stopped)).map(({ to }) => to),
        ['SCHEDULING', 'STARTING', 'RUNNING', 'STOPPING', 'STOPPED'],
      )
    },
  )

  await t.test('no result that was listed before is missing after', async () => {
    const ids = new Set((await resultsOf(client, running)).map(({ message_id }) => message_id))
    for (const { message_id } of listed) assert.ok(ids.has(message_id), message_id)
  })

  await t.test('every listed result arrives at the webhook, one id for each epoch and sequence', async () => {
    await client.jobs.stop(running)
    await untilState(client, running, 'STOPPED')
    for (const id of [running, stopped, stopping]) {
      const results = await resultsOf(client, id)
      assert.ok(results.length > 0)
      await until(`all results of ${id}`, () => {
        const arrived = new Set(receiver.messages.map(({ message_id }) => message_id))
        return results.every(({ message_id }) => arrived.has(message_id))
      })
      const { pending, dead } = await until('the last delivery to be noted', async () => {
        const counts = await client.jobs.deliveries(id)
        return counts.pending === 0 ? counts : undefined
      })
      assert.deepEqual([pending, dead], [0, 0])
      const numbers = results.map(({ vigia }) => `${vigia.epoch}/${vigia.sequence}`)
      assert.equal(new Set(numbers).size, results.length)
      assert.equal(new Set(results.map(({ message_id }) => message_id)).size, results.length)
    }
    const idOf = new Map<string, string>()
    for (const { headers, message } of receiver.received) {
      const number = `${message.task_id}/${message.vigia.epoch}/${message.vigia.sequence}`
      assert.equal(idOf.get(number) ?? message.message_id, message.message_id, number)
      assert.equal(headers['webhook-id'], message.message_id)
      idOf.set(number, message.message_id)
    }
  })
})

const of = (id: string) => (message: { task_id: string }) => message.task_id === id

async function resultsOf(client: Awaited<ReturnType<typeof startVigia>>['client'], id: string) {
  return (await client.jobs.results(id, { limit: 100 })).results
}
