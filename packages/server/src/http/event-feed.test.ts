/** The live feed and the export of events, over real connections. */
import assert from 'node:assert/strict'
import { get, type IncomingMessage } from 'node:http'
import { afterEach, beforeEach, test } from 'node:test'
import { plainEvent, uuid } from '@vigia/core/conformance'
import { waitFor } from '@vigia/testing'
import { secondProject, type TestApp, testApp } from './test-app.js'

let t: TestApp
let url: string
beforeEach(async () => {
  t = await testApp()
  url = await t.app.listen({ host: '127.0.0.1', port: 0 })
})
afterEach(() => t.close())

/** Each a main event, its number as its track. */
const record = (n: number, change: Partial<ReturnType<typeof plainEvent>> = {}) =>
  t.stores.events.record(
    plainEvent(n, { projectId: t.projectId, at: t.now() - 10_000 + n, tracks: [`t${n}`], ...change }),
  )
const id = (n: number) => uuid(n).toUpperCase()

interface Feed {
  answer: IncomingMessage
  text: string
  ended: boolean
}
async function feed(query = '', headers: Record<string, string> = {}): Promise<Feed> {
  const path = `${url}/v2/${t.projectId}/events/live${query}`
  const answer = await new Promise<IncomingMessage>((resolve, reject) => {
    get(path, { headers: { 'x-auth-token': t.token, ...headers } }, resolve).on('error', reject)
  })
  const stream: Feed = { answer, text: '', ended: false }
  answer.on('data', (chunk: Buffer) => {
    stream.text += chunk.toString()
  })
  answer.on('error', () => undefined)
  answer.on('close', () => {
    stream.ended = true
  })
  if (answer.statusCode === 200) await waitFor(() => /id: \d+/.test(stream.text), 60_000, 'the feed to begin')
  return stream
}
const seen = ({ text }: Feed) =>
  [...text.matchAll(/^data: (.*)$/gm)].map(([, json]) => JSON.parse(json!) as Record<string, unknown>)
const ids = (stream: Feed) => seen(stream).map((event) => event.message_id)
const lastId = ({ text }: Feed) => [...text.matchAll(/^id: (\d+)$/gm)].at(-1)![1]!

test('new events come, and changes of them; what was there before does not', async () => {
  await record(1)
  const stream = await feed()
  assert.match(String(stream.answer.headers['content-type']), /^text\/event-stream/)
  await record(2)
  await waitFor(() => ids(stream).includes(id(2)), 60_000)
  await t.stores.events.review(t.projectId, [id(1)], { state: 'approved', by: 'a', at: 1, note: '' })
  await waitFor(() => seen(stream).some((e) => e.message_id === id(1) && e.state === 'approved'), 60_000)
  assert.equal(ids(stream)[0], id(2))
  stream.answer.destroy()
})

test('a feed goes on behind the id that it is given, without loss and without repeats', async () => {
  const first = await feed()
  await record(1)
  await waitFor(() => ids(first).includes(id(1)), 60_000)
  first.answer.destroy()
  // More than are read at once.
  for (let n = 2; n <= 120; n++) await record(n)
  const second = await feed('', { 'last-event-id': lastId(first) })
  await waitFor(() => ids(second).includes(id(120)), 60_000)
  await record(121)
  await waitFor(() => ids(second).includes(id(121)), 60_000)
  assert.deepEqual(
    ids(second),
    Array.from({ length: 120 }, (_, i) => id(i + 2)),
  )
  const byQuery = await feed(`?last_event_id=${lastId(first)}&video_source_name=camera-1`)
  await waitFor(() => ids(byQuery).includes(id(121)), 60_000)
  for (const stream of [second, byQuery]) stream.answer.destroy()
})

test('only what the filters ask for comes, and nothing of another project', async () => {
  const other = await secondProject(t)
  const stream = await feed('?event_type=7,8&state=unreviewed')
  await record(1)
  await record(2, { eventType: 7, projectId: other.projectId })
  await record(3, { eventType: 8 })
  await waitFor(() => ids(stream).includes(id(3)), 60_000)
  assert.deepEqual(ids(stream), [id(3)])
  stream.answer.destroy()
})

test('a wrong id is refused, one that was never given out means from now on', async () => {
  await record(1)
  const wrong = await feed('', { 'last-event-id': 'x' })
  assert.equal(wrong.answer.statusCode, 400)
  const ahead = await feed('?last_event_id=999999999999')
  await record(2)
  await waitFor(() => ids(ahead).length > 0, 60_000)
  assert.deepEqual(ids(ahead), [id(2)])
  ahead.answer.destroy()
})

test('a feed ends when its time is over, when its token is revoked, and with the server', async () => {
  const [short, long] = [await feed('?seconds=1'), await feed()]
  await waitFor(() => short.ended, 60_000, 'the short feed to end')
  assert.equal(long.ended, false)
  await t.app.inject({
    method: 'DELETE',
    url: '/v3/auth/tokens',
    headers: { 'x-auth-token': t.token, 'x-subject-token': t.token },
  })
  await waitFor(() => long.ended, 60_000, 'the feed of a revoked token to end')
})

test('a reader that takes nothing makes the server read no more for it', async () => {
  const stream = await feed()
  stream.answer.pause()
  let reads = 0
  const { changedSince } = t.stores.events
  t.stores.events.changedSince = (...args) => {
    reads++
    return changedSince.apply(t.stores.events, args)
  }
  const big = { data: { text: 'x'.repeat(1_000_000) } }
  for (let n = 1; n <= 200; n++) await record(n, { envelope: big })
  await waitFor(() => reads > 0, 60_000, 'the first read')
  let before = -1
  await waitFor(
    async () => {
      const same = before === reads
      before = reads
      await new Promise((resolve) => setTimeout(resolve, 1_000))
      return same && before === reads
    },
    60_000,
    'no more reads',
  )
  assert.ok(reads <= 3, `${reads} reads of 50 events`)
  stream.answer.destroy()
})

test('an export holds every event once, newest first, whatever is recorded meanwhile', async () => {
  for (let n = 1; n <= 450; n++) await record(n)
  const { search } = t.stores.events
  let pages = 0
  t.stores.events.search = async (...args) => {
    // Between two pages: newer than all that is left.
    if (pages++ > 0) await record(1_000 + pages, { at: t.now() })
    return search.apply(t.stores.events, args)
  }
  const { body, headers } = await t.call('GET', `/v2/${t.projectId}/events/export?format=ndjson`)
  assert.match(String(headers['content-type']), /^application\/x-ndjson/)
  const found = String(body)
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line).message_id)
  assert.deepEqual(
    found,
    Array.from({ length: 450 }, (_, i) => id(450 - i)),
  )
  assert.ok(pages >= 3)
})

test('CSV: a head, times of the zone, no formulas, quotes, and a byte order mark where asked for', async () => {
  await record(1, { jobName: '=HYPERLINK("http://x")', sourceName: 'Gate, "north"' })
  const ask = (query: string) => t.call('GET', `/v2/${t.projectId}/events/export?${query}`)
  const { body, headers } = await ask('format=csv&bom=true&time_zone=Asia/Shanghai')
  assert.match(String(headers['content-type']), /^text\/csv/)
  const [head, row, end] = String(body).split('\r\n')
  assert.match(head!, /^\ufeffmessage_id,main_id,at,/)
  assert.match(row!, /2026-11-24T15:59:50\.001\+08:00/)
  assert.match(row!, /,"'=HYPERLINK\(""http:\/\/x""\)",/)
  assert.match(row!, /,"Gate, ""north""",/)
  assert.equal(end, '')
  const refused = await ask('time_zone=Mars')
  assert.deepEqual([refused.status, refused.body.error_code], [400, 'VIAS.00010001'])
  const none = await ask('event_type=9')
  assert.equal(String(none.body).trim().split('\r\n').length, 1)
})
