import assert from 'node:assert/strict'
import { test } from 'node:test'
import { buildEnvelope, type EnvelopeParts } from './envelope.js'

const parts: EnvelopeParts = {
  result: { eventType: 196609, data: { event_set: [] }, drawing: undefined },
  streamId: 'gate.mp4',
  taskId: 'a'.repeat(32),
  atMs: 1700000000999,
  messageId: '0B5A2D0E-1111-4222-8333-444455556666',
  vigia: { epoch: 2, sequence: 7, video_time_ms: 1200, frame_at: '2023-11-14T22:13:20.999Z' },
}

test('the members come in the published order, the time in whole seconds', () => {
  const envelope = buildEnvelope(parts)
  assert.deepEqual(Object.keys(envelope), [
    'stream_id',
    'task_id',
    'event_type',
    'timestamp',
    'message_id',
    'data',
    'vigia',
  ])
  assert.equal(envelope.timestamp, 1700000000)
  assert.deepEqual(envelope.vigia, parts.vigia)
})

test('members at the root stand beside data', () => {
  const envelope = buildEnvelope({ ...parts, result: { ...parts.result, root: { alarm_type: 1 } } })
  assert.equal(envelope.alarm_type, 1)
})

test('a message that says all at its root has no data', () => {
  const result = { ...parts.result, data: {}, root: { drainage_state: true } }
  assert.deepEqual(Object.keys(buildEnvelope({ ...parts, result })).slice(4), [
    'message_id',
    'drainage_state',
    'vigia',
  ])
  assert.ok('data' in buildEnvelope({ ...parts, result: { ...parts.result, data: {} } }))
})

test('a rule cannot overwrite the envelope', () => {
  for (const key of ['task_id', 'data', 'vigia', 'image_base64']) {
    const result = { ...parts.result, root: { [key]: 'x' } }
    assert.throws(() => buildEnvelope({ ...parts, result }), new RegExp(`root member ${key}`))
  }
})
