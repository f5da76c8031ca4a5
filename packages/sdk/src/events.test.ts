/** What the client asks of the event centre, and that a feed goes on over broken connections. */
import assert from 'node:assert/strict'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { type TestContext, test } from 'node:test'
import { VigiaClient } from './client.js'
import type { VigiaError } from './errors.js'
import type { FollowedEvent } from './event-feed.js'

/** @param answer of the n-th request, from 0 */
async function serve(
  t: TestContext,
  answer: (n: number, response: ServerResponse, request: IncomingMessage) => void,
) {
  const seen: string[] = []
  const server = createServer((request, response) => {
    let body = ''
    request.on('data', (piece) => {
      body += piece
    })
    request.on('end', () => {
      seen.push(`${request.method} ${request.url}${body === '' ? '' : ` ${body}`}`)
      answer(seen.length - 1, response, request)
    })
  })
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done))
  t.after(() => {
    server.closeAllConnections()
    return new Promise((done) => server.close(done))
  })
  const { port } = server.address() as AddressInfo
  const { events } = new VigiaClient({ baseUrl: `http://127.0.0.1:${port}`, token: 'T', projectId: 'p' })
  return { events, seen }
}

const message = (id: number): string => `id: ${id}\nevent: event\ndata: {"message_id":"${id}"}\n\n`
const REFUSAL = '{"error_code":"VIAS.00010001","error_msg":"m","detail":"d","advice":"a"}'

async function take(feed: AsyncIterable<FollowedEvent>, count: number): Promise<string[]> {
  const ids: string[] = []
  for await (const { id } of feed) if (ids.push(id) === count) break
  return ids
}

test('every operation is asked for where it is', async (t) => {
  const { events, seen } = await serve(t, (_, response) => response.end('{"message_ids":[],"rules":[]}'))
  await events.list({ event_type: ['7', '8'], is_main: true, limit: 5 })
  await events.get('A/1', { limit: 2 })
  await events.picture('A')
  await events.clip('A')
  await events.review('A', { action: 'approve', note: 'n' })
  await events.reviewMany(['A', 'B'], { action: 'reset' })
  await events.delete('A')
  await events.deleteMany(['A'])
  await events.retention()
  await events.setRetention({ days: 3 })
  await events.rules.list()
  await events.rules.update('r', { name: 'x' })
  await events.rules.delete('r')
  await events.subscriptions.list()
  await events.subscriptions.get('s')
  await events.subscriptions.delete('s')
  assert.deepEqual(seen, [
    'GET /v2/p/events?event_type=7&event_type=8&is_main=true&limit=5',
    'GET /v2/p/events/A%2F1?limit=2',
    'GET /v2/p/events/A/picture',
    'GET /v2/p/events/A/clip',
    'PUT /v2/p/events/A/review {"action":"approve","note":"n"}',
    'POST /v2/p/events/review {"action":"reset","message_ids":["A","B"]}',
    'DELETE /v2/p/events/A',
    'POST /v2/p/events/delete {"message_ids":["A"]}',
    'GET /v2/p/events/retention',
    'PUT /v2/p/events/retention {"days":3}',
    'GET /v2/p/events/rules',
    'PUT /v2/p/events/rules/r {"name":"x"}',
    'DELETE /v2/p/events/rules/r',
    'GET /v2/p/events/subscriptions',
    'GET /v2/p/events/subscriptions/s',
    'DELETE /v2/p/events/subscriptions/s',
  ])
})

test('a feed that breaks, fails or ends is asked for again behind the last id', async (t) => {
  const { events, seen } = await serve(t, (n, response) => {
    if (n === 0) response.write(`retry: 3000\n\n${message(1)}id: 2\ndata: {"half`, () => response.destroy())
    else if (n === 1) response.writeHead(503).end()
    else if (n === 2) response.end(`${message(2)}: still here\nid: 5\n\n`)
    else response.write(message(6))
  })
  assert.deepEqual(await take(events.watch({ state: 'approved' }), 3), ['1', '2', '6'])
  assert.deepEqual(
    seen.map((line) => line.replace('GET /v2/p/events/live?', '')),
    [
      'state=approved',
      'state=approved&last_event_id=1',
      'state=approved&last_event_id=1',
      'state=approved&last_event_id=5',
    ],
  )
})

test('what the server refuses ends the feed, at its beginning and later', async (t) => {
  const { events, seen } = await serve(t, (n, response) => {
    if (n === 1) response.end(message(1))
    else response.writeHead(n === 0 ? 500 : 401).end(REFUSAL)
  })
  const refused = (status: number) => (error: VigiaError) => error.status === status
  await assert.rejects(take(events.watch(), 9), refused(500))
  await assert.rejects(take(events.watch(), 9), refused(401))
  assert.equal(seen.length, 3)
})

test('its signal ends a feed while nothing comes', async (t) => {
  let gone: () => void
  const left = new Promise<void>((resolve) => {
    gone = resolve
  })
  const ending = new AbortController()
  const { events } = await serve(t, (_, response) => {
    response.on('close', () => gone())
    response.write('retry: 3000\n\n', () => ending.abort())
  })
  assert.deepEqual(await take(events.watch({}, ending.signal), 1), [])
  await left
})

test('leaving the loop ends the connection', async (t) => {
  let gone: () => void
  const left = new Promise<void>((resolve) => {
    gone = resolve
  })
  const { events } = await serve(t, (_, response) => {
    response.on('close', () => gone())
    response.write(message(1))
  })
  assert.deepEqual(await take(events.watch(), 1), ['1'])
  await left
})
