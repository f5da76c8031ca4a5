/** The event centre over HTTP: what users see, may and may not. */
import assert from 'node:assert/strict'
import { after, before, beforeEach, test } from 'node:test'
import { blobName, MASK } from '@vigia/core'
import { EVENTS_BEGIN, hex32, plainEvent, plainJob, plainResult } from '@vigia/core/conformance'
import { secondProject, type TestApp, testApp } from './test-app.js'

let t: TestApp
let other: { projectId: string; token: string }
let project = ''
before(async () => {
  t = await testApp()
  other = await secondProject(t)
})
after(() => t.close())
/** Each test has a project of its own. */
let n = 0
let token = ''
beforeEach(async () => {
  n += 1
  ;({ projectId: project, token } = await secondProject(t, `events-${n}`))
})

const id = (number: number): string => plainEvent(number + n * 10_000).messageId
const call = (method: 'GET' | 'POST' | 'PUT' | 'DELETE', path: string, body?: object) =>
  t.call(method, `/v2/${project}/events${path}`, body, token)
const record = (number: number, changed: Parameters<typeof plainEvent>[1] = {}) =>
  t.stores.events.record(
    plainEvent(number, { messageId: id(number), projectId: project, jobId: hex32(n), ...changed }),
  )
const idsOf = (body: { events: { message_id: string }[] }) => body.events.map((event) => event.message_id)
const webhook = (
  headers: Record<string, string> = { 'X-Key': 'hunter2' },
  url = 'https://hooks.example.org/in',
) => ({
  url,
  headers,
})

test('events are listed newest first, page by page, and shown with their sub-events', async () => {
  for (const number of [1, 2, 3, 4]) await record(number)
  const first = await call('GET', '?limit=3')
  assert.deepEqual(idsOf(first.body), [id(4), id(3), id(2)])
  const second = await call('GET', `?limit=3&marker=${first.body.next_marker}`)
  assert.deepEqual(idsOf(second.body), [id(1)])
  assert.equal(second.body.next_marker, undefined)
  const main = await call('GET', `/${id(1)}?limit=2`)
  assert.deepEqual([main.body.count, main.body.last_at], [3, new Date(EVENTS_BEGIN + 4_000).toISOString()])
  assert.deepEqual(idsOf(main.body.sub_events), [id(4), id(3)])
  const rest = await call('GET', `/${id(1)}?limit=2&marker=${main.body.sub_events.next_marker}`)
  assert.deepEqual(idsOf(rest.body.sub_events), [id(2)])
  const sub = await call('GET', `/${id(2)}`)
  assert.deepEqual([sub.body.main_id, sub.body.sub_events.count], [id(1), 0])
})

test('every filter of the list is heard', async () => {
  await record(1, { jobName: 'Tor', eventType: 7, sourceId: undefined, sourceName: 'yard.mp4' })
  await record(2, { jobId: hex32(900 + n), serviceName: 'c-other' })
  await record(3)
  await record(4)
  const found = async (query: string) => idsOf((await call('GET', `?${query}`)).body)
  assert.deepEqual(await found('event_type=7'), [id(1)])
  assert.deepEqual(await found('event_type=7,8&event_type=196609'), [id(4), id(3), id(2), id(1)])
  assert.deepEqual(await found('video_source_name=yard.mp4'), [id(1)])
  assert.deepEqual(await found(`video_source_id=${plainEvent(1).sourceId}`), [id(4), id(3), id(2)])
  assert.deepEqual(await found(`task_id=${hex32(900 + n)}`), [id(2)])
  assert.deepEqual(await found('service_name=c-other&state=unreviewed'), [id(2)])
  assert.deepEqual(await found('state=approved'), [])
  assert.deepEqual(await found('is_main=false'), [id(4)])
  assert.deepEqual(await found('is_main=true'), [id(3), id(2), id(1)])
  assert.deepEqual(await found(`from=${EVENTS_BEGIN + 3_000}&until=${EVENTS_BEGIN + 4_000}`), [id(3)])
  assert.deepEqual(await found('text=tor%20c-intrusion'), [id(1)])
})

test('a picture is shown, where there is one', async () => {
  const pictureName = `${project}/20261124/${id(1)}.jpg`
  await t.blobs.put(pictureName, new Uint8Array([0xff, 0xd8, 7]))
  await record(1, { pictureName, pictureBytes: 3 })
  await record(2)
  const shown = await t.app.inject({
    url: `/v2/${project}/events/${id(1)}/picture`,
    headers: { 'x-auth-token': token },
  })
  assert.deepEqual([shown.statusCode, shown.headers['content-type']], [200, 'image/jpeg'])
  assert.deepEqual([...shown.rawPayload], [0xff, 0xd8, 7])
  assert.equal((await call('GET', `/${id(2)}/picture`)).status, 404)
  assert.deepEqual(
    (await call('GET', '')).body.events.map((event: { has_picture: boolean }) => event.has_picture),
    [false, true],
  )
})

test('one or many are reviewed, with note and user, and a second opinion is told of the first', async () => {
  for (const number of [1, 2, 3]) await record(number, { tracks: [`T${number}`] })
  const wakes = t.wakes()
  const one = await call('PUT', `/${id(1)}/review`, { action: 'approve', note: 'a burglar' })
  assert.equal(t.wakes(), wakes + 1)
  assert.deepEqual([one.body.state, one.body.note], ['approved', 'a burglar'])
  assert.ok(one.body.reviewed_by && one.body.reviewed_at)
  const again = await call('PUT', `/${id(1)}/review`, { action: 'reject' })
  assert.deepEqual([again.status, again.body.error_code], [500, 'VIAS.00010012'])
  assert.match(again.body.detail, /was approved by .* reset the review first/)
  const many = await call('POST', '/review', { message_ids: [id(3), id(99), id(1), id(2)], action: 'reject' })
  assert.equal(many.body.count, 2)
  assert.deepEqual(
    many.body.events.map((e: { state?: string; error_code?: string }) => [e.state, e.error_code]),
    [
      ['rejected', undefined],
      [undefined, 'VIAS.00010002'],
      ['approved', 'VIAS.00010012'],
      ['rejected', undefined],
    ],
  )
  const reset = await call('PUT', `/${id(1)}/review`, { action: 'reset' })
  assert.deepEqual([reset.body.state, reset.body.note, reset.body.reviewed_by], ['unreviewed', '', undefined])
})

test('a clip is sent whole or by ranges, though job and result are gone', async () => {
  const jobId = hex32(700 + n)
  const { jobs, results } = t.stores
  await jobs.insert([plainJob(1, { id: jobId, projectId: project })])
  await jobs.claim(jobId, 'PENDING', 'w', 60_000)
  const result = plainResult(jobId, 1, 1, { messageId: id(1), projectId: project })
  await results.append(jobId, 1, [result], () => [])
  await record(1)
  await record(2)
  const name = blobName(result, 'mp4')
  await t.blobs.put(name, Buffer.from('0123456789'))
  assert.equal((await call('GET', `/${id(1)}`)).body.has_clip, false)
  await results.addClip(jobId, 1, id(1), { name, bytes: 10 })
  await t.stores.jobs.remove(jobId)
  assert.equal(await results.byMessageId(id(1)), undefined)
  assert.equal((await call('GET', `/${id(1)}`)).body.has_clip, true)
  const part = await t.app.inject({
    method: 'GET',
    url: `/v2/${project}/events/${id(1)}/clip`,
    headers: { 'x-auth-token': token, range: 'bytes=2-4' },
  })
  assert.deepEqual(
    [part.statusCode, part.payload, part.headers['content-range'], part.headers['content-type']],
    [206, '234', 'bytes 2-4/10', 'video/mp4'],
  )
  const none = await call('GET', `/${id(2)}/clip`)
  assert.deepEqual([none.status, none.body.error_code], [404, 'VIAS.00010002'])
})

test('one or many are deleted', async () => {
  for (const number of [1, 2, 3]) await record(number, { tracks: [`T${number}`] })
  assert.equal((await call('DELETE', `/${id(1)}`)).status, 204)
  assert.equal((await call('DELETE', `/${id(1)}`)).body.error_code, 'VIAS.00010002')
  const many = await call('POST', '/delete', { message_ids: [id(1), id(2)] })
  assert.deepEqual(many.body, { count: 1, message_ids: [id(2)] })
  assert.deepEqual(idsOf((await call('GET', '')).body), [id(3)])
})

test('rules are made, listed in their order, replaced and deleted', async () => {
  const quiet_hours = {
    timezone: 'Europe/Berlin',
    periods: [{ days: [1], begin_at: '22:00', end_at: '06:00' }],
  }
  const made = await call('POST', '/rules', {
    name: 'night',
    quiet_hours,
    cool_down: 60,
    minimum_duration: 5,
  })
  assert.deepEqual([made.status, made.body.quiet_hours], [200, quiet_hours])
  await call('POST', '/rules', { name: 'first', priority: 1, event_types: [7] })
  const list = await call('GET', '/rules')
  assert.deepEqual(
    list.body.rules.map((rule: { name: string }) => rule.name),
    ['first', 'night'],
  )
  const changed = await call('PUT', `/rules/${made.body.id}`, { name: 'day', manual_review: true })
  assert.deepEqual(
    [changed.body.name, changed.body.quiet_hours, changed.body.cool_down, changed.body.manual_review],
    ['day', undefined, 0, true],
  )
  assert.deepEqual((await call('GET', `/rules/${made.body.id}`)).body, changed.body)
  assert.equal((await call('POST', '/rules', { name: 'day' })).body.error_code, 'VIAS.00010051')
  assert.equal((await call('DELETE', `/rules/${made.body.id}`)).status, 204)
  assert.equal((await call('GET', `/rules/${made.body.id}`)).body.error_code, 'VIAS.00010002')
})

test('what no rule can mean is refused by the name of the field', async () => {
  const told = async (body: object) => (await call('POST', '/rules', { name: 'x', ...body })).body.detail
  const periods = [{ begin_at: '22:00', end_at: '06:00' }]
  assert.match(
    await told({ quiet_hours: { timezone: 'Mars/Base', periods } }),
    /^quiet_hours\.timezone: "Mars\/Base"/,
  )
  assert.match(
    await told({ quiet_hours: { timezone: '+08:00', periods: [{ begin_at: '24:00', end_at: '06:00' }] } }),
    /^quiet_hours\.periods/,
  )
  assert.match(await told({ minimum_duration: 600 }), /^minimum_duration: .*600 s.* 10 minutes/)
  assert.match(await told({ aggregation_window: 0, minimum_duration: 1 }), /^minimum_duration: /)
  assert.match(await told({ aggregation_window: 1_441 }), /^aggregation_window/)
  assert.match(await told({ name: 'a b' }), /^name/)
})

test('a project has so many rules and subscriptions, and no more', async () => {
  for (let number = 0; number < 100; number += 1)
    assert.equal((await call('POST', '/rules', { name: `rule-${number}` })).status, 200)
  assert.match((await call('POST', '/rules', { name: 'more' })).body.detail, /has 100 rules/)
  for (let number = 0; number < 50; number += 1)
    assert.equal(
      (await call('POST', '/subscriptions', { name: `s-${number}`, webhook: webhook() })).status,
      200,
    )
  const more = await call('POST', '/subscriptions', { name: 'more', webhook: webhook() })
  assert.match(more.body.detail, /has 50 subscriptions/)
})

test('subscriptions show counts and no secret; what is masked keeps what is stored, for the same server only', async () => {
  const made = await call('POST', '/subscriptions', {
    name: 'guard',
    webhook: webhook(),
    sources: ['camera-1'],
  })
  assert.deepEqual(made.body.webhook, { url: 'https://hooks.example.org/in', headers: { 'X-Key': MASK } })
  await record(1)
  await record(2, { sourceId: undefined, sourceName: 'elsewhere' })
  await t.stores.events.answered(made.body.id, id(1), 1)
  const [shown] = (await call('GET', '/subscriptions')).body.subscriptions
  assert.deepEqual([shown.sent, shown.answered, shown.webhook], [1, 1, made.body.webhook])
  const masked = { name: 'guards', webhook: webhook({ 'X-Key': MASK }, 'https://hooks.example.org/there') }
  assert.equal((await call('PUT', `/subscriptions/${made.body.id}`, masked)).status, 200)
  const stored = await t.stores.events.subscription(project, made.body.id)
  assert.deepEqual(stored?.webhook, {
    url: 'https://hooks.example.org/there',
    headers: { 'X-Key': 'hunter2' },
  })
  const elsewhere = { name: 'guards', webhook: webhook({ 'X-Key': MASK }, 'https://evil.example.org/') }
  const refused = await call('PUT', `/subscriptions/${made.body.id}`, elsewhere)
  assert.match(refused.body.detail, /^webhook\.headers\.X-Key: the value is masked/)
  assert.equal((await call('DELETE', `/subscriptions/${made.body.id}`)).status, 204)
  assert.equal((await call('GET', `/subscriptions/${made.body.id}`)).body.error_code, 'VIAS.00010002')
})

test('headers that are none, and addresses that are nobody’s to reach, are refused by name', async () => {
  const told = async (hook: object) =>
    (await call('POST', '/subscriptions', { name: 'x', webhook: hook })).body.detail
  assert.match(await told(webhook({ 'a b': 'c' })), /^webhook\.headers\.a b: is no HTTP header name/)
  assert.match(await told(webhook({ a: 'b\r\nc: d' })), /^webhook\.headers\.a: /)
  assert.match(await told(webhook({ Host: 'x' })), /^webhook\.headers\.Host: is set by HTTP/)
  assert.match(await told(webhook({})), /^webhook\.headers/)
  assert.match(await told(webhook({ a: 'b' }, 'rtsp://hooks.example.org/in')), /^webhook\.url: must begin/)
})

test('nothing of this project is seen or changed from another', async () => {
  await record(1)
  const rule = (await call('POST', '/rules', { name: 'mine' })).body.id
  const subscription = (await call('POST', '/subscriptions', { name: 'mine', webhook: webhook() })).body.id
  const theirs = (method: 'GET' | 'POST' | 'PUT' | 'DELETE', path: string, body?: object) =>
    t.call(method, `/v2/${other.projectId}/events${path}`, body, other.token)
  for (const [method, path, body] of [
    ['GET', `/${id(1)}`],
    ['GET', `/${id(1)}/picture`],
    ['GET', `/${id(1)}/clip`],
    ['PUT', `/${id(1)}/review`, { action: 'approve' }],
    ['DELETE', `/${id(1)}`],
    ['GET', `/rules/${rule}`],
    ['PUT', `/rules/${rule}`, { name: 'x' }],
    ['DELETE', `/rules/${rule}`],
    ['GET', `/subscriptions/${subscription}`],
    ['PUT', `/subscriptions/${subscription}`, { name: 'x', webhook: webhook() }],
    ['DELETE', `/subscriptions/${subscription}`],
  ] as const) {
    const { status, body: answer } = await theirs(method, path, body)
    assert.deepEqual([status, answer.error_code], [400, 'VIAS.00010002'], `${method} ${path}`)
  }
  assert.equal((await theirs('POST', '/delete', { message_ids: [id(1)] })).body.count, 0)
  assert.equal((await theirs('POST', '/review', { message_ids: [id(1)], action: 'reject' })).body.count, 0)
  for (const [path, list] of [
    ['', 'events'],
    ['/rules', 'rules'],
    ['/subscriptions', 'subscriptions'],
  ] as const)
    assert.deepEqual((await theirs('GET', path)).body[list], [], path)
  assert.equal((await call('GET', `/${id(1)}`)).body.state, 'unreviewed')
})
