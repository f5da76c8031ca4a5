/** Events are told as they were sent, however the answer is cut into pieces. */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { type FedEvent, fedEvents } from './event-feed.js'

const ANSWER = [
  'retry: 3000',
  ': still here\nid: 4710',
  'id: 4711\nevent: event\ndata: {"message_id":"A","note":"a: b"}',
  'id: 4712\nevent: event\ndata: {"message_id":"B"}',
]
  .map((block) => `${block}\n\n`)
  .join('')

async function read(pieces: string[]): Promise<FedEvent[]> {
  async function* answer() {
    yield* pieces
  }
  const told: FedEvent[] = []
  for await (const one of fedEvents(answer())) told.push(one)
  return told
}

const TOLD = [
  { id: '4710' },
  { id: '4711', event: { message_id: 'A', note: 'a: b' } },
  { id: '4712', event: { message_id: 'B' } },
]

test('an answer in one piece, and letter by letter', async () => {
  assert.deepEqual(await read([ANSWER]), TOLD)
  assert.deepEqual(await read([...ANSWER]), TOLD)
})

test('what is not whole is not told', async () => {
  assert.deepEqual(await read([ANSWER.slice(0, -1)]), TOLD.slice(0, 2))
})

test('an answer without end in which no event ends is not kept', async () => {
  await assert.rejects(read(['x'.repeat(9_000_000), 'x'.repeat(9_000_000)]), /no events/)
})
