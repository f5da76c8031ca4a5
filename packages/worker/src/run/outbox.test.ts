import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { ResultRow } from '@vigia/core'
import { Outbox } from './outbox.js'

const row = (sequence: number): ResultRow => ({
  jobId: 'j',
  epoch: 1,
  sequence,
  messageId: `M${sequence}`,
  projectId: 'p',
  eventType: 196609,
  at: 0,
  envelope: {},
  picture: undefined,
})

test('a full outbox holds its user until results are on disk', async () => {
  const outbox = new Outbox(() => undefined, 2)
  outbox.put([row(1), row(2)])
  let room = false
  const waiting = outbox.room().then(() => {
    room = true
  })
  await Promise.resolve()
  assert.equal(room, false)
  outbox.stored(1)
  await waiting
  assert.equal(outbox.size, 1)
})

test('it is empty only when the last row is on disk', async () => {
  const sent: number[] = []
  const outbox = new Outbox((rows) => sent.push(...rows.map((r) => r.sequence)), 10)
  outbox.put([row(1), row(2), row(3)])
  let empty = false
  const done = outbox.empty().then(() => {
    empty = true
  })
  outbox.stored(2)
  await Promise.resolve()
  await Promise.resolve()
  assert.equal(empty, false)
  outbox.stored(3)
  await done
  assert.deepEqual(sent, [1, 2, 3])
})
