import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { hex32, plainResult } from '@vigia/core/conformance'
import { keepPictures } from '../blobs/index.js'
import {
  createBody,
  createJob,
  PICTURES,
  putState,
  secondProject,
  type TestApp,
  testApp,
} from './test-app.js'

let t: TestApp
let path = ''
before(async () => {
  t = await testApp()
  path = `/v2/${t.projectId}`
})
after(() => t.close())

/** A job with `count` results for its webhook; returns its id. */
async function jobWith(name: string, count: number, picture?: Uint8Array): Promise<string> {
  const id = await createJob(t, { name })
  const lease = await t.stores.jobs.claim(id, 'PENDING', 'w', 60_000)
  const rows = Array.from({ length: count }, (_, i) =>
    plainResult(id, lease!.epoch, i + 1, {
      projectId: t.projectId,
      messageId: `${name}-${i + 1}`,
    }),
  )
  const emitted = rows.map((row) => ({ ...row, picture }))
  await t.stores.results.append(id, lease!.epoch, await keepPictures(t.blobs, emitted), () => ['webhook'])
  return id
}

async function giveUp(jobId: string, count: number): Promise<string[]> {
  const claimed = await t.stores.deliveries.claim({ channel: 'webhook', id: jobId }, count, 1_000)
  for (const { id } of claimed)
    await t.stores.deliveries.failed(
      id,
      { at: t.now(), tookMs: 7, status: 500, answer: 'out of <order>', error: 'answered 500' },
      undefined,
    )
  return claimed.map(({ id }) => id)
}

test('each attempt can be seen: when, how long, what was answered', async () => {
  const job = await jobWith('seen', 2)
  const [dead] = await giveUp(job, 1)
  const { body } = await t.call('GET', `${path}/deliveries?task_id=${job}`)
  assert.equal(body.count, 2)
  assert.deepEqual(body.deliveries.map((d: { state: string }) => d.state).toSorted(), ['dead', 'pending'])
  const shown = await t.call('GET', `${path}/deliveries/${dead}`)
  assert.deepEqual(shown.body.log, [
    {
      at: new Date(t.now()).toISOString(),
      took_ms: 7,
      status: 500,
      answer: 'out of <order>',
      error: 'answered 500',
    },
  ])
  assert.equal(shown.body.message_id, 'seen-1')
  assert.equal(shown.body.last_error, 'answered 500')
  assert.equal(shown.body.next_at, undefined)
})

test('pages follow one another by marker and hold everything once', async () => {
  const job = await jobWith('pages', 5)
  const seen: string[] = []
  for (let marker = ''; ; ) {
    const { body } = await t.call('GET', `${path}/deliveries?task_id=${job}&limit=2${marker}`)
    seen.push(...body.deliveries.map((d: { message_id: string }) => d.message_id))
    if (!body.next_marker) break
    marker = `&marker=${body.next_marker}`
  }
  assert.deepEqual(seen.toSorted(), ['pages-1', 'pages-2', 'pages-3', 'pages-4', 'pages-5'])
})

test('a replay of all that failed, of a range, or of one by id; the deliverer is woken', async () => {
  const job = await jobWith('replayed', 3)
  const ids = await giveUp(job, 3)
  const wakes = t.wakes()
  const none = await t.call('POST', `${path}/deliveries/replay`, { task_id: job, to: t.now() })
  assert.deepEqual(none.body, { replayed: 0 })
  assert.equal(t.wakes(), wakes)
  const one = await t.call('POST', `${path}/deliveries/replay`, { delivery_ids: [ids[0]] })
  assert.deepEqual(one.body, { replayed: 1 })
  const rest = await t.call('POST', `${path}/deliveries/replay`, { task_id: job, from: t.now() })
  assert.deepEqual(rest.body, { replayed: 2 })
  assert.equal(t.wakes(), wakes + 2)
  assert.deepEqual((await t.call('GET', `${path}/tasks/${job}/deliveries`)).body, {
    pending: 3,
    delivered: 0,
    dead: 0,
  })
})

test('what contradicts itself is refused by name', async () => {
  const refused = async (body: object, field: string) => {
    const answer = await t.call('POST', `${path}/deliveries/replay`, body)
    assert.deepEqual([answer.status, answer.body.error_code], [400, 'VIAS.00010001'])
    assert.match(answer.body.detail, new RegExp(`^${field}`))
  }
  await refused({ delivery_ids: [hex32(1)], state: 'dead' }, 'delivery_ids')
  await refused({ state: 'pending' }, 'state')
  await refused({ from: 2, to: 2 }, 'from')
  await refused({ subscription_id: hex32(1), channel: 'obs' }, 'channel')
  await refused({ delivery_ids: [] }, 'delivery_ids')
  const lost = await t.call('GET', `${path}/deliveries?marker=${hex32(9)}`)
  assert.match(lost.body.detail, /^marker/)
})

test('a target that fails is told with the job, in words, and listed; switched on, it is in no trouble', async () => {
  const job = await jobWith('trouble', 1)
  await giveUp(job, 1)
  const status = async () => (await t.call('GET', `${path}/tasks/${job}`)).body.status
  assert.match(await status(), /Results do not arrive at output\.webhook since .*: answered 500/)
  const lane = { channel: 'webhook' as const, id: job }
  await t.stores.deliveries.switchOff(lane, 'switched off: answered 410: gone for good')
  assert.match(await status(), /no longer sent to output\.webhook .* switch the target on/)
  const targets = (await t.call('GET', `${path}/delivery-targets`)).body.targets
  const found = targets.find(({ id }: { id: string }) => id === job)
  assert.equal(found.reason, 'switched off: answered 410: gone for good')
  assert.equal(found.off_since, new Date(t.now()).toISOString())
  assert.equal((await t.call('POST', `${path}/delivery-targets/switch-on`, lane)).status, 200)
  assert.doesNotMatch((await status()) ?? '', /webhook/)
  const again = await t.call('POST', `${path}/delivery-targets/switch-on`, lane)
  assert.deepEqual([again.status, again.body.error_code], [400, 'VIAS.00010002'])
})

test('a job that gets another webhook is no longer switched off', async () => {
  const id = await createJob(t, { name: 'moved' })
  const lease = await t.stores.jobs.claim(id, 'PENDING', 'w', 60_000)
  await t.stores.results.append(
    id,
    lease!.epoch,
    [plainResult(id, lease!.epoch, 1, { projectId: t.projectId, messageId: 'moved-1' })],
    () => ['webhook'],
  )
  await giveUp(id, 1)
  const lane = { channel: 'webhook' as const, id }
  await t.stores.deliveries.switchOff(lane, 'gone')
  await putState(t, id, 'STOPPED')
  const { output } = createBody()
  const same = await t.call('PUT', `${path}/tasks/${id}`, { ...createBody(), name: 'moved', output })
  assert.ok(same.status < 300, JSON.stringify(same.body))
  assert.notEqual(await t.stores.deliveries.trouble(lane), undefined)
  const other = { webhook: { ...output.webhook, url: 'https://elsewhere.example.org/in' } }
  const moved = await t.call('PUT', `${path}/tasks/${id}`, { ...createBody(), name: 'moved', output: other })
  assert.ok(moved.status < 300, JSON.stringify(moved.body))
  assert.equal(await t.stores.deliveries.trouble(lane), undefined)
})

test('another project sees, replays and switches on nothing', async () => {
  const job = await jobWith('private', 1)
  const [id] = await giveUp(job, 1)
  const other = await secondProject(t, 'onlooker')
  const there = `/v2/${other.projectId}`
  const call = (method: 'GET' | 'POST', below: string, body?: object) =>
    t.call(method, `${there}/${below}`, body, other.token)
  assert.equal((await call('GET', 'deliveries')).body.count, 0)
  assert.equal((await call('GET', `deliveries/${id}`)).body.error_code, 'VIAS.00010002')
  assert.deepEqual((await call('POST', 'deliveries/replay', { delivery_ids: [id] })).body, { replayed: 0 })
  assert.deepEqual((await call('POST', 'deliveries/replay', { task_id: job })).body, { replayed: 0 })
  assert.equal((await call('GET', 'delivery-targets')).body.count, 0)
  const on = await call('POST', 'delivery-targets/switch-on', { channel: 'webhook', id: job })
  assert.equal(on.body.error_code, 'VIAS.00010002')
})

test('the webhook secret stays until it is rotated; the old one goes on for a day', async () => {
  const first = (await t.call('GET', `${path}/webhook-secret`)).body
  assert.match(first.secret, /^whsec_[A-Za-z0-9+/]{43}=$/)
  assert.deepEqual((await t.call('GET', `${path}/webhook-secret`)).body, first)
  const second = (await t.call('POST', `${path}/webhook-secret/rotate`)).body
  assert.notEqual(second.secret, first.secret)
  assert.equal(second.previous_until, new Date(t.now() + 24 * 3_600_000).toISOString())
  assert.deepEqual((await t.call('GET', `${path}/webhook-secret`)).body, second)
})

test('a picture is given for the address in its message, and for no other', async () => {
  const jpeg = new Uint8Array([0xff, 0xd8, 1, 2])
  await jobWith('pictured', 1, jpeg)
  const { pathname, searchParams } = new URL(PICTURES.of(t.projectId, 'pictured-1', t.now()))
  const get = (at: string, query: URLSearchParams) => t.call('GET', `${at}?${query}`, undefined, null)
  const got = await get(pathname, searchParams)
  assert.equal(got.status, 200)
  assert.equal(got.headers['content-type'], 'image/jpeg')
  const changed = (name: string, value: string) => {
    const query = new URLSearchParams(searchParams)
    query.set(name, value)
    return query
  }
  const later = String(Number(searchParams.get('expires')) + 1)
  assert.equal((await get(pathname, changed('expires', later))).status, 401)
  assert.equal((await get(pathname, changed('signature', 'x'))).status, 401)
  assert.equal((await get(pathname.replace('pictured-1', 'seen-1'), searchParams)).status, 401)
  const other = await secondProject(t, 'stranger')
  assert.equal((await get(pathname.replace(t.projectId, other.projectId), searchParams)).status, 401)
  t.pass(7 * 24 * 3_600_000)
  assert.equal((await get(pathname, searchParams)).status, 401)
  t.pass(-7 * 24 * 3_600_000)
})

test('a webhook is tried with the headers given; private addresses and reserved headers are refused', async () => {
  const good = await t.call('POST', `${path}/webhooks/test`, { url: 'https://hooks.example.org/in' })
  assert.deepEqual([good.body.taken, good.body.status, good.body.answer], [true, 200, 'ok'])
  const refused = async (body: object, field: RegExp) => {
    const answer = await t.call('POST', `${path}/webhooks/test`, body)
    assert.equal(answer.status, 400)
    assert.match(answer.body.detail, field)
  }
  await refused({ url: 'https://refused.example.org/in' }, /^url/)
  await refused({ url: 'ftp://hooks.example.org/in' }, /^url/)
  const url = 'https://hooks.example.org/in'
  await refused({ url, headers: { 'Webhook-Signature': 'v1,x' } }, /^headers\.Webhook-Signature/)
  await refused({ url, headers: { 'x-a': 'b\r\nx-c: d' } }, /^headers\.x-a/)
  const big = Object.fromEntries([1, 2, 3, 4].map((n) => [`x-${n}`, 'y'.repeat(4_000)]))
  await refused({ url, headers: big }, /^headers: names and values have/)
})

test('metrics are for this machine, or for whoever has the token', async () => {
  const local = await t.app.inject({ url: '/metrics' })
  assert.equal(local.statusCode, 200)
  assert.match(local.body, /vigia_deliveries\{channel="webhook",state="pending"\} \d+/)
  assert.match(local.body, /vigia_delivery_targets_off \d+/)
  assert.equal((await t.app.inject({ url: '/metrics', remoteAddress: '10.0.0.9' })).statusCode, 401)
  const guarded = await testApp({ deps: { metricsToken: 'scrape' } })
  const as = (authorization?: string) =>
    guarded.app.inject({ url: '/metrics', headers: authorization ? { authorization } : {} })
  assert.equal((await as()).statusCode, 401)
  assert.equal((await as('Bearer scrapf')).statusCode, 401)
  assert.equal((await as('Bearer scrape')).statusCode, 200)
  await guarded.close()
})
