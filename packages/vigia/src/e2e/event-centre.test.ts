/** Does what a camera sees become events that are put together, approved, and sent to who asked for them? */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { CentreEvent, EventDetails, EventList, EventSubscriptionAnswer } from '@vigia/contract'
import { callsOf } from './testing/calls.js'
import { jpegSize } from './testing/jpeg-size.js'
import { Receiver } from './testing/receiver.js'
import { create, INTRUSION, intrusionJob, STREET, streetCamera } from './testing/street.js'
import { until } from './testing/until.js'
import { dataFolder, startVigia } from './testing/vigia.js'

test('events of a camera are listed, put together, approved and sent, also after their job is gone', async (t) => {
  const receiver = await Receiver.start(t)
  const camera = await streetCamera(t)
  const vigia = await startVigia(t, { dataDir: await dataFolder(t) })
  const call = await callsOf(vigia)
  const events = `/v2/${vigia.projectId}/events`
  await call('POST', `${events}/rules`, {
    name: 'looked-at-first',
    manual_review: true,
    aggregation_window: 60,
  })
  const { id: subscription } = await call<EventSubscriptionAnswer>('POST', `${events}/subscriptions`, {
    name: 'guard',
    event_types: [196_609],
    webhook: { url: receiver.url, headers: { 'x-guard': 'yes' } },
  })
  const job = await create(vigia.client, INTRUSION, intrusionJob('gate', camera.url))

  const main = await until('a main event with a sub-event', async () => {
    const { events: found } = await call<EventList>('GET', `${events}?is_main=true&task_id=${job}`)
    return found.find(({ count }) => count > 0)
  })
  const { sub_events } = await call<EventDetails>('GET', `${events}/${main.message_id}`)
  const tracks = ({ data }: CentreEvent) =>
    (data as { event_set: { detection_id: string }[] }).event_set.map(({ detection_id }) => detection_id)
  for (const sub of sub_events.events) {
    assert.equal(sub.main_id, main.message_id)
    assert.ok(sub.at >= main.at)
  }
  assert.ok(sub_events.events.some((sub) => tracks(sub).some((track) => tracks(main).includes(track))))
  assert.deepEqual(
    [main.task_name, main.service_name, main.state, main.passed],
    ['gate', INTRUSION, 'unreviewed', 'review'],
  )
  assert.equal(receiver.received.length, 0)

  await vigia.client.jobs.delete(job)
  await until('the job to be gone', () =>
    vigia.client.jobs.getV2(job).then(
      () => false,
      () => true,
    ),
  )
  await call('PUT', `${events}/${main.message_id}/review`, {
    action: 'approve',
    note: 'let the guard see it',
  })
  const [message] = await until('the approved event at its receiver', () =>
    receiver.messages.length > 0 ? receiver.messages : undefined,
  )
  assert.deepEqual(
    receiver.messages.map(({ message_id }) => message_id),
    [main.message_id],
  )
  assert.equal(receiver.received[0]?.headers['x-guard'], 'yes')
  const { width, height } = jpegSize(Buffer.from(message?.image_base64 ?? '', 'base64'))
  assert.deepEqual([width, height], [STREET.width, STREET.height])
  const { event } = message!.vigia as unknown as { event: { state: string; main: string; count: number } }
  assert.deepEqual([event.state, event.main], ['approved', main.message_id])
  assert.ok(event.count > 0)
  await until('the answer to be counted', async () => {
    const shown = await call<EventSubscriptionAnswer>('GET', `${events}/subscriptions/${subscription}`)
    return shown.sent === 1 && shown.answered === 1
  })
  const { events: noted } = await call<EventList>('GET', `${events}?text=guard`)
  assert.deepEqual(
    noted.map(({ message_id }) => message_id),
    [main.message_id],
  )
})
