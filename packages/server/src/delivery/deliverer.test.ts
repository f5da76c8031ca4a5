import assert from 'node:assert/strict'
import { test } from 'node:test'
import { blobName } from '@vigia/core'
import { hex32, LANE, laneOf, PROJECT, plainJob, plainResult } from '@vigia/core/conformance'
import { Webhook } from 'standardwebhooks'
import { answer, deliverTo, TestReceiver, until } from './receiver.testing.js'
import { rotateWebhookSecret, webhookSecretOf } from './webhook-secrets.js'

const HOUR = 3_600_000

test('a result arrives once: the job’s headers as given, one id, the picture before the data', async (t) => {
  const receiver = await TestReceiver.start(t)
  const { results, blobs, deliverer, job, counts } = await deliverTo(t, [receiver])
  await job(1, `${receiver.url}?a=b`, {
    'X-Auth-Token': 'tokentest',
    'Content-Type': 'text/plain; charset=x',
  })
  const pictureName = blobName(plainResult(hex32(1), 1, 1), 'jpg')
  await blobs.put(pictureName, new Uint8Array([255, 216, 255]))
  const row = plainResult(hex32(1), 1, 1, { pictureName })
  await results.append(hex32(1), 1, [row], () => ['webhook'])
  deliverer.start()
  await until('delivered', async () => (await counts(1)).delivered === 1)
  const [got] = receiver.received
  assert.equal(receiver.received.length, 1)
  assert.equal(got?.path, '/alarms?a=b')
  const names = got?.rawHeaders.filter((_, i) => i % 2 === 0) ?? []
  assert.deepEqual(names.toSorted(), [
    'Content-Type',
    'X-Auth-Token',
    'connection',
    'content-length',
    'host',
    'webhook-id',
    'webhook-signature',
    'webhook-timestamp',
  ])
  assert.equal(got?.headers['content-type'], 'text/plain; charset=x')
  assert.equal(got?.headers['x-auth-token'], 'tokentest')
  assert.equal(got?.headers['webhook-id'], row.messageId)
  assert.deepEqual(Object.keys(JSON.parse(got?.body ?? '')), ['task_id', 'image_base64', 'data', 'vigia'])
  assert.equal(JSON.parse(got?.body ?? '').image_base64, '/9j/')
})

test('without a content-type of its own a message is application/json', async (t) => {
  const receiver = await TestReceiver.start(t)
  const { deliverer, job, emit } = await deliverTo(t, [receiver])
  await job(1, receiver.url, { 'x-a': 'b' })
  deliverer.start()
  await emit(1, 1)
  await until('received', () => receiver.received.length === 1)
  assert.equal(receiver.received[0]?.headers['content-type'], 'application/json')
})

test('a job’s results arrive in the order they were emitted', async (t) => {
  const receiver = await TestReceiver.start(t)
  const { deliverer, job, emit } = await deliverTo(t, [receiver])
  await job(1, receiver.url)
  const ids = await emit(1, 1, 60)
  deliverer.start()
  await until('received', () => receiver.received.length === 60)
  assert.deepEqual(receiver.messages, ids)
})

test('down for an hour, then up: everything arrives soon after, with the id of the first attempt', async (t) => {
  const receiver = await TestReceiver.start(t)
  receiver.answer = answer(500)
  const { deliverer, deliveries, job, emit, counts, later } = await deliverTo(t, [receiver])
  await job(1, receiver.url)
  const ids = await emit(1, 1, 8)
  deliverer.start()
  for (let minute = 0; minute < 60; minute += 1) {
    // An attempt under way when the clock jumps would be noted a minute late.
    await deliverer.settled()
    const before = receiver.received.length
    later(60_000)
    // On the later rungs there are minutes in which nothing is due.
    await until(
      'a probe',
      async () => receiver.received.length > before || (await deliveries.dueLanes()).length === 0,
    )
  }
  await deliverer.settled()
  assert.deepEqual(await counts(1), { pending: 8, delivered: 0, dead: 0 })
  const attempts = receiver.received.length
  receiver.answer = answer(204)
  later(HOUR)
  await until('all delivered', async () => (await counts(1)).delivered === 8)
  assert.deepEqual(receiver.messages.slice(attempts).toSorted(), ids.toSorted())
  assert.ok(receiver.messages.slice(0, attempts).every((id) => ids.includes(id)))
})

test('when a receiver is back, what waits for a later rung is sent at once', async (t) => {
  const receiver = await TestReceiver.start(t)
  receiver.answer = answer(503)
  const { deliverer, deliveries, job, emit, counts, later } = await deliverTo(t, [receiver])
  await job(1, receiver.url)
  await emit(1, 1, 6)
  deliverer.start()
  await deliverer.settled()
  while (receiver.received.length < 30) {
    later(1_000)
    await deliverer.settled()
  }
  const before = receiver.received.length
  assert.deepEqual(await deliveries.dueLanes(), [], 'every delivery waits for a later rung')
  receiver.answer = answer(200)
  // The gap between two probes, then one new result that shows that the receiver is back.
  later(1_000)
  await deliverer.settled()
  assert.equal(receiver.received.length, before, 'nothing is due')
  await emit(1, 7)
  await until('all delivered', async () => (await counts(1)).delivered === 7)
})

test('over a restart too: when a receiver is back, what waits for a later rung is sent at once', async (t) => {
  const receiver = await TestReceiver.start(t)
  receiver.answer = answer(503)
  const { deliverer, make, job, emit, counts, later, lines } = await deliverTo(t, [receiver])
  await job(1, receiver.url)
  await job(2, receiver.url)
  await emit(1, 1, 2)
  await emit(2, 1)
  deliverer.start()
  for (const n of [1, 2]) {
    await until(`attempts ${n}`, () => lines.length === 3 * n)
    later(6_000)
  }
  await deliverer.stop()
  const next = make()
  t.after(() => next.stop())
  next.start()
  await next.settled()
  assert.equal(receiver.received.length, 6, 'nothing is due')
  receiver.answer = answer(200)
  await emit(1, 3)
  next.wake()
  await until('all delivered', async () => (await counts(1)).delivered === 3)
  await until('also of the other job', async () => (await counts(2)).delivered === 1)
})

test('failures follow the ladder, each attempt is counted, and after the last the delivery is dead', async (t) => {
  const receiver = await TestReceiver.start(t)
  receiver.answer = answer(500)
  const { deliverer, job, emit, counts, later, lines } = await deliverTo(t, [receiver])
  await job(1, receiver.url)
  const [id] = await emit(1, 1)
  deliverer.start()
  const ladder = [5, 30, 120, 300, 1_800, 7_200, 18_000, 36_000, 50_400, 72_000, 86_400]
  for (const [i, seconds] of ladder.entries()) {
    await until(`attempt ${i + 1}`, () => lines.length === i + 1)
    later(seconds * 1_000 - 1)
    await deliverer.settled()
    assert.equal(receiver.received.length, i + 1, `nothing before ${seconds} s`)
    later(1)
  }
  await until('given up', async () => (await counts(1)).dead === 1)
  assert.deepEqual(
    receiver.messages,
    Array.from({ length: 12 }, () => id),
  )
  assert.equal(lines.at(-1)?.level, 'error')
  later(1_000 * HOUR)
  await deliverer.settled()
  assert.equal(receiver.received.length, 12)
})

test('a redirect is a failure and is not followed', async (t) => {
  const [receiver, other] = [await TestReceiver.start(t), await TestReceiver.start(t)]
  receiver.answer = answer(307, { location: other.url })
  const { deliverer, job, emit, lines } = await deliverTo(t, [receiver, other])
  await job(1, receiver.url)
  await emit(1, 1)
  deliverer.start()
  await until('attempted', () => lines.length === 1)
  assert.match(JSON.stringify(lines[0]), /answered 307: redirects are not followed/)
  assert.equal(other.received.length, 0)
})

test('410 ends a delivery at once', async (t) => {
  const receiver = await TestReceiver.start(t)
  receiver.answer = answer(410)
  const { deliverer, job, emit, counts } = await deliverTo(t, [receiver])
  await job(1, receiver.url)
  await emit(1, 1)
  deliverer.start()
  await until('dead', async () => (await counts(1)).dead === 1)
  assert.equal(receiver.received.length, 1)
})

test('retry-after keeps the whole receiver in peace, also new results', async (t) => {
  const receiver = await TestReceiver.start(t)
  receiver.answer = answer(429, { 'retry-after': '90' })
  const { deliverer, job, emit, counts, later, lines } = await deliverTo(t, [receiver])
  await job(1, receiver.url)
  await emit(1, 1)
  deliverer.start()
  await until('attempted', () => lines.length === 1)
  receiver.answer = answer(200)
  await emit(1, 2)
  later(89_999)
  await deliverer.settled()
  assert.equal(receiver.received.length, 1)
  later(1)
  await until('both', async () => (await counts(1)).delivered === 2)
})

test('a hanging receiver delays no other', async (t) => {
  const [hanging, healthy] = [await TestReceiver.start(t), await TestReceiver.start(t)]
  hanging.answer = () => undefined
  // No attempt ever times out: the healthy one must be served beside those that hang.
  const deadline = () => new AbortController().signal
  const { deliverer, job, emit, counts } = await deliverTo(t, [hanging, healthy], { deadline })
  t.after(() => hanging.hangUp())
  for (let n = 1; n <= 30; n += 1) {
    await job(n, `${hanging.url}/${n}`)
    await emit(n, 1)
  }
  await job(99, healthy.url)
  await emit(99, 1, 20)
  deliverer.start()
  await until('the healthy one is served', async () => (await counts(99)).delivered === 20)
  await until('the hanging one is asked', () => hanging.received.length === 4)
  assert.equal(hanging.most, 4)
})

test('an attempt without an answer ends after its time-out and says so', async (t) => {
  const receiver = await TestReceiver.start(t)
  receiver.answer = () => undefined
  const { deliverer, job, emit, lines, counts } = await deliverTo(t, [receiver], { timeoutMs: 50 })
  await job(1, receiver.url)
  await emit(1, 1)
  deliverer.start()
  await until('timed out', () => lines.some((line) => JSON.stringify(line).includes('no answer in time')))
  assert.deepEqual(await counts(1), { pending: 1, delivered: 0, dead: 0 })
})

test('a receiver that keeps failing gets one probe at a time', async (t) => {
  const receiver = await TestReceiver.start(t)
  receiver.answer = answer(500)
  const deadlines = new Set<AbortController>()
  const deadline = () => {
    const controller = new AbortController()
    deadlines.add(controller)
    return controller.signal
  }
  const { deliverer, job, emit, later } = await deliverTo(t, [receiver], { deadline })
  for (let n = 1; n <= 12; n += 1) {
    await job(n, receiver.url)
    await emit(n, 1)
  }
  deliverer.start()
  await until('five failures', () => receiver.received.length >= 5)
  await deliverer.settled()
  const before = receiver.received.length
  assert.ok(before <= 8, `${before} attempts: 5 failures and at most 3 that were under way`)
  receiver.answer = () => undefined
  for (let probe = 1; probe <= 3; probe += 1) {
    deadlines.clear()
    later(1_000)
    await until(`probe ${probe}`, () => receiver.received.length === before + probe)
    later(5_000)
    for (const controller of deadlines) controller.abort(new DOMException('timed out', 'TimeoutError'))
    await deliverer.settled()
    assert.equal(receiver.received.length, before + probe, 'none beside a probe that hangs')
  }
})

test('what a dead process had claimed is sent again when its claim ends', async (t) => {
  const receiver = await TestReceiver.start(t)
  const { deliverer, deliveries, job, emit, later } = await deliverTo(t, [receiver])
  await job(1, receiver.url)
  const [id] = await emit(1, 1)
  assert.equal((await deliveries.claim(laneOf(1), 1, 60_000)).length, 1)
  deliverer.start()
  later(59_999)
  await deliverer.settled()
  assert.equal(receiver.received.length, 0)
  later(1)
  await until('received', () => receiver.received.length === 1)
  assert.deepEqual(receiver.messages, [id])
})

test('the newest webhook of an updated job is used; without one the delivery is given up; a deleted job sends nothing', async (t) => {
  const [old, present] = [await TestReceiver.start(t), await TestReceiver.start(t)]
  old.answer = answer(500)
  const { deliverer, jobs, job, emit, counts, later, lines } = await deliverTo(t, [old, present])
  for (const n of [1, 2, 3]) {
    await job(n, old.url)
    await emit(n, 1)
  }
  deliverer.start()
  await until('all failed', () => lines.length === 3)
  const moved = async (n: number, output: object) => {
    const found = await jobs.get(PROJECT, hex32(n))
    await jobs.replaceSpec(
      { ...found!, spec: { ...found!.spec, output: { eventCenter: true, ...output } } },
      'SCHEDULING',
    )
  }
  await moved(1, { webhook: { url: present.url, headers: { 'x-new': '1' } } })
  await moved(2, {})
  await jobs.remove(hex32(3))
  later(HOUR)
  await until('settled', async () => (await counts(1)).delivered === 1 && (await counts(2)).dead === 1)
  assert.equal(present.received[0]?.headers['x-new'], '1')
  assert.equal(old.received.length, 3)
})

test('the log names job and message and shows no header and no address', async (t) => {
  const receiver = await TestReceiver.start(t)
  let first = true
  receiver.answer = (received, response) => {
    answer(first ? 500 : 200)(received, response)
    first = false
  }
  const { deliverer, job, emit, later, lines } = await deliverTo(t, [receiver])
  await job(1, `${receiver.url}?key=hunter2`, { authorization: 'Bearer s3cret' })
  const [id] = await emit(1, 1)
  deliverer.start()
  await until('failed', () => lines.length === 1)
  later(6_000)
  await until('delivered', () => lines.length === 2)
  for (const { fields } of lines) assert.deepEqual({ ...fields, ...{ job: hex32(1), message: id } }, fields)
  assert.doesNotMatch(JSON.stringify(lines), /s3cret|hunter2|authorization/)
})

test('a name that leads elsewhere when it is dialled is refused, and the receiver sees nothing', async (t) => {
  const receiver = await TestReceiver.start(t)
  const asked: string[] = []
  const resolve = async (host: string) => {
    asked.push(host)
    return [
      { address: '93.184.216.34', family: 4 },
      { address: '127.0.0.2', family: 4 },
    ]
  }
  const { deliverer, job, emit, counts, lines } = await deliverTo(t, [receiver], { resolve })
  await job(1, `http://rebound.example:${receiver.port}/`)
  await emit(1, 1)
  deliverer.start()
  await until('attempted', () => lines.length === 1)
  assert.deepEqual(asked, ['rebound.example'])
  assert.match(JSON.stringify(lines[0]), /rebound\.example leads to 127\.0\.0\.2 is a loopback address/)
  assert.equal(receiver.received.length, 0)
  assert.equal((await counts(1)).pending, 1)
})

test('stop waits for what is under way and starts nothing new', async (t) => {
  const receiver = await TestReceiver.start(t)
  let release = (): void => undefined
  receiver.answer = (received, response) => {
    release = () => answer(200)(received, response)
  }
  const { deliverer, job, emit, counts } = await deliverTo(t, [receiver])
  await job(1, receiver.url)
  await emit(1, 1, 5)
  deliverer.start()
  await until('under way', () => receiver.received.length === 1)
  const stopped = deliverer.stop()
  release()
  await stopped
  assert.deepEqual(await counts(1), { pending: 4, delivered: 1, dead: 0 })
  assert.equal(receiver.received.length, 1)
})

test('signed by the project’s secret, and by the old one too while it is changed: the verifiers of others take it', async (t) => {
  const receiver = await TestReceiver.start(t)
  const stores = await deliverTo(t, [receiver])
  const { deliverer, job, emit, clock } = stores
  await job(1, receiver.url)
  deliverer.start()
  const first = await webhookSecretOf(stores, PROJECT)
  await emit(1, 1)
  await until('the first', () => receiver.received.length === 1)
  const second = await rotateWebhookSecret(stores, PROJECT)
  await emit(1, 2)
  await until('the second', () => receiver.received.length === 2)
  clock.later(24 * HOUR)
  await emit(1, 3)
  await until('the third', () => receiver.received.length === 3)
  // It looks at the real clock.
  t.mock.timers.enable({ apis: ['Date'] })
  const fits = ({ current }: { current: string }, n: number): boolean => {
    const { headers, body } = receiver.received[n - 1]!
    t.mock.timers.setTime(Number(headers['webhook-timestamp']) * 1_000)
    try {
      new Webhook(current).verify(body, headers as Record<string, string>)
      return true
    } catch {
      return false
    }
  }
  assert.deepEqual(
    [1, 2, 3].map((n) => fits(first, n)),
    [true, true, false],
  )
  assert.deepEqual(
    [1, 2, 3].map((n) => fits(second, n)),
    [false, true, true],
  )
})

test('in thin mode the message carries an address in place of the picture', async (t) => {
  const receiver = await TestReceiver.start(t)
  const { deliverer, jobs, results } = await deliverTo(t, [receiver])
  const plain = plainJob(1)
  const webhook = { url: receiver.url, headers: {}, picture: 'address' as const }
  await jobs.insert([{ ...plain, spec: { ...plain.spec, output: { eventCenter: false, webhook } } }])
  await jobs.claim(hex32(1), 'PENDING', 'w', 1_000)
  const rows = [
    plainResult(hex32(1), 1, 1, { pictureName: 'a picture that is not even read' }),
    plainResult(hex32(1), 1, 2),
  ]
  await results.append(hex32(1), 1, rows, () => ['webhook'])
  deliverer.start()
  await until('both', () => receiver.received.length === 2)
  const [pictured, plainOne] = receiver.received.map(({ body }) => JSON.parse(body))
  assert.deepEqual(Object.keys(pictured), ['task_id', 'image_url', 'data', 'vigia'])
  assert.ok(
    pictured.image_url.startsWith(`https://vigia.example.com/v2/${PROJECT}/pictures/${rows[0]!.messageId}?`),
  )
  assert.deepEqual(Object.keys(plainOne), ['task_id', 'data', 'vigia'])
  assert.ok(receiver.received[0]!.body.length < 1_000)
})

test('of an answer that never ends only the beginning is read and kept', async (t) => {
  const receiver = await TestReceiver.start(t)
  let sent = 0
  let cut = false
  receiver.answer = (_received, response) => {
    response.writeHead(200)
    const more = () => {
      while (!cut && sent < 2 ** 30) {
        sent += 65_536
        if (!response.write(Buffer.alloc(65_536, 'é'))) return void response.once('drain', more)
      }
    }
    response.on('close', () => {
      cut = true
    })
    more()
  }
  const { deliverer, deliveries, job, emit } = await deliverTo(t, [receiver])
  await job(1, receiver.url)
  await emit(1, 1)
  deliverer.start()
  await until('delivered', async () => (await deliveries.counts(hex32(1))).delivered === 1)
  await until('cut off', () => cut)
  assert.ok(sent < 64 * 2 ** 20, `${sent} bytes were sent`)
  const [delivery] = await deliveries.list(PROJECT, {}, { limit: 1 })
  const [attempt] = await deliveries.attemptsOf(delivery!.id)
  assert.deepEqual([attempt?.status, attempt?.answer], [200, 'é'.repeat(512)])
})

test('what has failed for five days is switched off: nothing more is tried, until it is switched on', async (t) => {
  const receiver = await TestReceiver.start(t)
  receiver.answer = answer(500)
  const { deliverer, deliveries, job, emit, counts, later, lines } = await deliverTo(t, [receiver])
  await job(1, receiver.url)
  deliverer.start()
  for (let day = 0; day < 7; day += 1) {
    await emit(1, day + 1)
    await deliverer.settled()
    later(24 * HOUR)
    await deliverer.settled()
  }
  assert.notEqual((await deliveries.trouble(LANE))?.offSince, undefined)
  assert.ok(lines.some(({ text }) => text === 'target switched off'))
  assert.equal((await counts(1)).pending, 0)
  const before = receiver.received.length
  receiver.answer = answer(200)
  await emit(1, 8)
  later(HOUR)
  await deliverer.settled()
  assert.equal(receiver.received.length, before)
  await deliveries.switchOn(PROJECT, LANE)
  assert.equal(await deliveries.replay(PROJECT, { filter: {} }), 8)
  later(HOUR)
  await until('all', async () => (await counts(1)).delivered === 8)
  assert.equal(await deliveries.trouble(LANE), undefined)
})

test('a receiver that says it is gone is switched off at once', async (t) => {
  const receiver = await TestReceiver.start(t)
  receiver.answer = answer(410)
  const { deliverer, deliveries, job, emit, counts } = await deliverTo(t, [receiver])
  await job(1, receiver.url)
  await emit(1, 1, 5)
  deliverer.start()
  await until('dead', async () => (await counts(1)).dead === 5)
  assert.equal(receiver.received.length, 1)
  assert.match((await deliveries.trouble(LANE))?.reason ?? '', /answered 410/)
})

test('forty receivers that hang take no place from one that answers', async (t) => {
  const hanging = await Promise.all(Array.from({ length: 40 }, () => TestReceiver.start(t)))
  const quick = await TestReceiver.start(t)
  for (const receiver of hanging) receiver.answer = () => undefined
  let elapsed = 0
  const { deliverer, job, emit } = await deliverTo(t, [...hanging, quick], {
    elapsed: () => elapsed,
    deadline: () => new AbortController().signal,
  })
  for (const [i, receiver] of hanging.entries()) await job(i + 1, receiver.url)
  await job(99, quick.url)
  for (const [i] of hanging.entries()) await emit(i + 1, 1)
  deliverer.start()
  const ids = await emit(99, 1, 5)
  for (let second = 0; second < 4; second += 1) {
    elapsed += 1_000
    deliverer.wake()
    await until(
      'looked',
      async () => hanging.filter(({ most }) => most > 0).length >= Math.min(40, 16 * (second + 1)),
    )
  }
  await until('served', () => quick.received.length === 5)
  assert.deepEqual(quick.messages, ids)
  for (const receiver of hanging) receiver.hangUp()
})
