import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { NewEvent } from './event.js'
import { eventWords, messageTracks } from './message.js'

const event = (data: unknown): NewEvent => ({
  projectId: 'p',
  messageId: 'M',
  jobId: 'j',
  jobName: 'Yard at night',
  serviceName: 'c-intrusiondetection-cloud',
  eventType: 7,
  sourceId: undefined,
  sourceName: 'Gate',
  tracks: [],
  at: 0,
  envelope: { stream_id: '10.0.0.9/ch1', data },
  pictureName: undefined,
  pictureBytes: 0,
})

test('tracks are the detection ids of events and vehicles, each once', () => {
  const set = ['A', 'B', 'A', '', 7, undefined].map((detection_id) => ({ detection_id }))
  assert.deepEqual(messageTracks({ data: { event_set: set, vehicles: [{ detection_id: 'C' }] } }), [
    'A',
    'B',
    'C',
  ])
})

test('messages without tracks, or with what is none, have none', () => {
  for (const data of [
    undefined,
    null,
    [],
    'text',
    { event_set: null },
    { event_set: [null, 'A', [1]] },
    { event_set: [{ line_id: 0 }] },
  ])
    assert.deepEqual(messageTracks({ data }), [], JSON.stringify(data))
  assert.deepEqual(messageTracks({}), [])
})

test('a message with thousands of tracks counts some of them', () => {
  const set = Array.from({ length: 5_000 }, (_, n) => ({ detection_id: `T${n}` }))
  assert.equal(messageTracks({ data: { event_set: set } }).length, 256)
})

test('an event is found by its names, the texts in its data, and the note; not by its pictures', () => {
  const data = {
    event_set: [{ polygon_name: 'Dock', counter: 7, deep: [['plate']] }],
    heat_image_base64: 'QUFB',
  }
  assert.equal(
    eventWords(event(data), 'a fox'),
    ['Yard at night', 'c-intrusiondetection-cloud', 'Gate', '10.0.0.9/ch1', 'a fox', 'Dock', 'plate'].join(
      '\n',
    ),
  )
})

test('words are bounded, whatever a message holds', () => {
  assert.equal(eventWords(event({ text: 'x'.repeat(100_000) }), '').length, 4_000)
})
