/** From a result to a subscription's receiver: two channels, real stores, a real server. */
import assert from 'node:assert/strict'
import { randomBytes } from 'node:crypto'
import { test } from 'node:test'
import { addressPolicy } from '@vigia/core'
import {
  FakeClock,
  hex32,
  MemoryBlobs,
  makeProjects,
  PROJECT,
  plainJob,
  plainResult,
  plainRule,
  plainSubscription,
} from '@vigia/core/conformance'
import { keepPictures } from '../blobs/index.js'
import { SecretBox } from '../security/index.js'
import { openSqliteStores } from '../store/index.js'
import { channelsWith } from './channels.testing.js'
import { Deliverer } from './deliverer.js'
import { EventChannel } from './event-channel.js'
import { answer, TestReceiver, until } from './receiver.testing.js'
import { SubscriptionChannel } from './subscription-channel.js'
import { WebhookSender } from './webhook-sender.js'

interface Test {
  after(fn: () => Promise<void>): void
}
const PICTURE = new Uint8Array([0xff, 0xd8, 0xff])

async function centre(t: Test) {
  const receiver = await TestReceiver.start(t)
  const clock = new FakeClock()
  const blobs = new MemoryBlobs()
  const stores = await openSqliteStores(':memory:', new SecretBox(randomBytes(32)), clock)
  await makeProjects(stores)
  const log = { info: () => undefined, warn: () => undefined, error: () => undefined }
  const policy = addressPolicy('webhook', '', [{ address: '127.0.0.1', port: receiver.port }])
  const event_center = new EventChannel({ ...stores, blobs })
  const sender = new WebhookSender({ ...stores, policy, clock })
  const subscription = new SubscriptionChannel({ ...stores, blobs, clock, sender })
  const deliverer = new Deliverer({
    ...stores,
    channels: channelsWith({ event_center, subscription }),
    clock,
    log,
  })
  t.after(async () => {
    await deliverer.stop()
    await sender.close()
    await stores.close()
  })
  await stores.jobs.insert([plainJob(1)])
  await stores.jobs.claim(hex32(1), 'PENDING', 'w', 1_000)
  const webhook = { url: receiver.url, headers: { 'x-key': 'k' } }
  await stores.events.addSubscription(plainSubscription(1, { webhook }), 9)
  /** Stores results `from`..`to` of the job. */
  const emit = async (from: number, to = from) => {
    const rows = Array.from({ length: to - from + 1 }, (_, i) => ({
      ...plainResult(hex32(1), 1, from + i),
      picture: PICTURE,
    }))
    await stores.results.append(hex32(1), 1, await keepPictures(blobs, rows), () => ['event_center'])
    deliverer.wake()
    return rows.map((row) => row.messageId)
  }
  const events = () => stores.events.search(PROJECT, {}, 2_000)
  const answered = async () => (await stores.events.subscription(PROJECT, hex32(1)))?.answered
  return { receiver, clock, stores, blobs, deliverer, event_center, emit, events, answered }
}

test('a result becomes an event, and the subscription gets the message with its place in the event centre', async (t) => {
  const c = await centre(t)
  c.deliverer.start()
  const [first, second] = await c.emit(1, 2)
  await until('both have arrived', async () => (await c.answered()) === 2)
  const [sub, main] = await c.events()
  assert.deepEqual([main?.messageId, main?.count, sub?.mainId], [first, 1, first])
  assert.deepEqual(
    [main?.jobName, main?.serviceName, main?.sourceName],
    ['job-1', 'c-intrusiondetection-cloud', '10.0.0.9/ch1'],
  )
  assert.deepEqual([main?.passed, (main?.bytes ?? 0) > PICTURE.length], ['sent', true])
  assert.deepEqual(c.receiver.messages, [first, second])
  assert.equal(c.receiver.received[0]?.headers['x-key'], 'k')
  const body = JSON.parse(c.receiver.received[1]!.body)
  assert.deepEqual(body, {
    task_id: hex32(1),
    image_base64: Buffer.from(PICTURE).toString('base64'),
    data: { event_set: [] },
    vigia: { epoch: 1, sequence: 2, event: { state: 'unreviewed', main: first, count: 0 } },
  })
})

test('however often the same deliveries are made, also at once, there is one event and one message of each', async (t) => {
  const c = await centre(t)
  await c.emit(1, 40)
  const lane = { channel: 'event_center', id: hex32(1) } as const
  const claimed = await c.stores.deliveries.claim(lane, 40, 0)
  const outcomes = await Promise.all([1, 2, 3].map(() => c.event_center.send(claimed)))
  assert.ok(outcomes.flat().every(({ kind }) => kind === 'delivered'))
  // The deliverer has them still to do: the process that did it died before it could note it.
  c.deliverer.start()
  await until('all have arrived', async () => (await c.answered()) === 40)
  assert.equal(new Set(c.receiver.messages).size, 40)
  assert.equal(c.receiver.messages.length, 40)
  assert.equal((await c.events()).length, 40)
  assert.equal((await c.events()).at(-1)?.count, 39)
})

test('a receiver that is down gets its events when it is back, counted once', async (t) => {
  const c = await centre(t)
  c.receiver.answer = answer(500)
  c.deliverer.start()
  const ids = await c.emit(1)
  await until('it was tried', () => c.receiver.received.length > 0)
  const counts = async () => {
    const { sent, answered } = (await c.stores.events.subscription(PROJECT, hex32(1)))!
    return [sent, answered]
  }
  assert.deepEqual(await counts(), [1, 0])
  c.receiver.answer = answer(204)
  await until('it has arrived', async () => {
    c.clock.later(5_000)
    c.deliverer.wake()
    return (await c.answered()) === 1
  })
  assert.deepEqual(await counts(), [1, 1])
  assert.deepEqual([...new Set(c.receiver.messages)], ids)
})

test('what is approved after its job is gone is sent, with its picture', async (t) => {
  const c = await centre(t)
  await c.stores.events.addRule(plainRule(1, { manualReview: true }), 9)
  c.deliverer.start()
  const ids = await c.emit(1)
  await until('it is an event', async () => (await c.events()).length === 1)
  await c.deliverer.settled()
  await c.stores.jobs.remove(hex32(1))
  assert.equal(await c.stores.results.byMessageId(ids[0]!), undefined)
  assert.equal(c.receiver.received.length, 0)
  await c.stores.events.review(PROJECT, ids, { state: 'approved', by: 'ann', at: 1, note: '' })
  c.deliverer.wake()
  await until('it has arrived', async () => (await c.answered()) === 1)
  const body = JSON.parse(c.receiver.received[0]!.body)
  assert.deepEqual(
    [body.image_base64, body.vigia.event.state],
    [Buffer.from(PICTURE).toString('base64'), 'approved'],
  )
})

test('what was deleted meanwhile is given up, and hinders nothing behind it', async (t) => {
  const c = await centre(t)
  c.receiver.answer = answer(500)
  c.deliverer.start()
  const [first, second] = await c.emit(1, 2)
  await until('it was tried', () => c.receiver.received.length > 0)
  await c.deliverer.settled()
  await c.stores.events.remove(PROJECT, [first!])
  await c.emit(3)
  c.receiver.answer = answer(200)
  const third = plainResult(hex32(1), 1, 3).messageId
  await until('the last has arrived', async () => {
    c.clock.later(5_000)
    c.deliverer.wake()
    return (await c.answered()) === 1
  })
  assert.equal(c.receiver.messages.at(-1), third)
  assert.equal(await c.stores.events.find(PROJECT, second!), undefined)
})

test('a replay brings back no event that somebody deleted', async (t) => {
  const c = await centre(t)
  c.deliverer.start()
  const [first, second] = await c.emit(1, 2)
  await until('both are events', async () => (await c.events()).length === 2)
  await c.deliverer.settled()
  await c.stores.events.remove(PROJECT, [first!])
  assert.equal(
    await c.stores.deliveries.replay(PROJECT, { filter: { channel: 'event_center', state: 'delivered' } }),
    2,
  )
  c.deliverer.wake()
  const dead = async () =>
    c.stores.deliveries.list(PROJECT, { channel: 'event_center', state: 'dead' }, { limit: 9 })
  await until('they were given up', async () => (await dead()).length === 2)
  assert.match((await dead())[0]!.lastError!, /the event has been deleted/)
  assert.deepEqual(await c.events(), [])
  // The sub-event went with its main event.
  assert.equal(await c.stores.events.find(PROJECT, second!), undefined)
})
