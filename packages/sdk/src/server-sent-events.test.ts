import assert from 'node:assert/strict'
import { test } from 'node:test'
import { type ServerSentEvent, serverSentEvents } from './server-sent-events.js'

async function all(text: string, size: number): Promise<ServerSentEvent[]> {
  const pieces = async function* () {
    for (let at = 0; at < text.length; at += size) yield text.slice(at, at + size)
  }
  const seen: ServerSentEvent[] = []
  for await (const one of serverSentEvents(pieces())) seen.push(one)
  return seen
}

test('messages come whole, however the network cuts them', async () => {
  const text =
    'retry: 3000\n\n: still here\nid: 7\n\nid: 8\nevent: event\ndata: {"a": "b: c"}\n\nid:9\r\ndata\r\ndata: x\r\n\r\n'
  for (const size of [1, 2, 5, 1_000])
    assert.deepEqual(
      await all(text, size),
      [
        { id: '', data: '' },
        { id: '7', data: '' },
        { id: '8', data: '{"a": "b: c"}' },
        { id: '9', data: '\nx' },
      ],
      `pieces of ${size}`,
    )
})

test('a message that is cut off is none', async () => {
  assert.deepEqual(await all('id: 1\ndata: {}\n\nid: 2\ndata: {"half', 4), [{ id: '1', data: '{}' }])
})

test('what never ends a line is no feed', async () => {
  await assert.rejects(all('x'.repeat(65_000_000), 10_000_000), /holds no events/)
})
