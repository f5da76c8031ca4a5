/** The client's event centre against the real server. */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { plainEvent, uuid } from '@vigia/core/conformance'
import { VigiaClient } from '@vigia/sdk'
import { realServer } from './testing/real-server.js'

const id = (n: number): string => uuid(n).toUpperCase()

test('programs look through events, review, follow, export and delete them', async (t) => {
  const { url, projectId, stores } = await realServer(t)
  const client = new VigiaClient({ baseUrl: url, credentials: { username: 'admin', password: 'right' } })
  const { events } = client
  const rule = await events.rules.create({ name: 'all', manual_review: true })
  const target = { url: 'https://hooks.example.org/in', headers: { 'X-Key': 'k' } }
  const subscription = await events.subscriptions.create({ name: 'room', webhook: target })
  const record = (n: number) => stores.events.record(plainEvent(n, { projectId, tracks: [`t${n}`] }))
  for (const n of [1, 2, 3]) await record(n)

  const page = await events.list({ limit: 2, is_main: true })
  const rest = await events.list({ limit: 2, marker: page.next_marker! })
  assert.deepEqual(
    [...page.events, ...rest.events].map((event) => event.message_id),
    [3, 2, 1].map(id),
  )
  assert.equal((await events.get(id(1))).sub_events.count, 0)
  assert.equal(await events.picture(id(1)), undefined)
  assert.equal(await events.clip(id(1)), undefined)

  const followed = events.watch()
  const coming = followed.next()
  // The first sign of life tells where a feed begins; what is approved before comes with none.
  const deadline = AbortSignal.timeout(60_000)
  let approved = 0
  while (approved === 0 && !deadline.aborted) {
    await events.review(id(1), { action: 'reset' })
    await events.review(id(1), { action: 'approve', note: 'seen' })
    approved = await Promise.race([
      coming.then(() => 1),
      new Promise<number>((resolve) => setTimeout(() => resolve(0), 200)),
    ])
  }
  const { value } = await coming
  assert.equal(value?.event.message_id, id(1))
  await followed.return(undefined)
  await record(4)
  for await (const { event } of events.watch({ last_event_id: value!.id, is_main: true })) {
    if (event.message_id === id(4)) break
  }

  const many = await events.reviewMany([id(1), id(2)], { action: 'reject' })
  assert.deepEqual(
    many.events.map((one) => one.error_code),
    ['VIAS.00010012', undefined],
  )
  assert.equal((await events.subscriptions.get(subscription.id)).sent, 1)
  let text = ''
  for await (const piece of await events.export({ format: 'ndjson', state: 'approved' })) text += piece
  assert.deepEqual(
    text
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line).note),
    ['seen'],
  )
  assert.deepEqual(await events.deleteMany([id(1), id(9)]), [id(1)])
  await events.delete(id(2))
  await assert.rejects(events.get(id(2)), /./)
  assert.equal((await events.rules.update(rule.id, { name: 'none' })).manual_review, false)
  await events.rules.delete(rule.id)
  await events.subscriptions.delete(subscription.id)
  assert.deepEqual([await events.rules.list(), await events.subscriptions.list()], [[], []])
  assert.equal((await events.setRetention({ days: 3 })).days, 3)
  assert.equal((await events.retention()).own.days, 3)
})
