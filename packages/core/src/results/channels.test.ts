import assert from 'node:assert/strict'
import { test } from 'node:test'
import { ALGORITHMS } from '../algorithms/index.js'
import type { JobOutput } from '../job/job.js'
import { categoriesOf, channelsOf } from './channels.js'

const intrusion = ALGORITHMS.get('c-intrusiondetection-cloud')!
const output: JobOutput = {
  eventCenter: false,
  webhook: { url: 'https://example.com', headers: {}, dataCategory: ['loitering', 'disconnect'] },
  dis: { streamName: 's' },
  obs: { bucket: 'b', path: 'p', dataCategory: ['intrusion'] },
}

test('a channel takes the kinds that it names, and all kinds where it names none', () => {
  assert.deepEqual(channelsOf(output, intrusion, { event_type: 196609 }), ['dis', 'obs'])
  assert.deepEqual(channelsOf(output, intrusion, { event_type: 196610 }), ['webhook', 'dis'])
  const all = { ...output, webhook: { ...output.webhook!, dataCategory: [] } }
  assert.deepEqual(channelsOf(all, intrusion, { event_type: 196609 }), ['webhook', 'dis', 'obs'])
  assert.deepEqual(channelsOf({ eventCenter: false }, intrusion, { event_type: 196609 }), [])
})

test('the event centre takes everything, where it is on', () => {
  const on = { ...output, eventCenter: true }
  assert.deepEqual(channelsOf(on, intrusion, { event_type: 196609 }), ['dis', 'obs', 'event_center'])
  assert.deepEqual(channelsOf({ eventCenter: true }, undefined, { disconnect: true }), ['event_center'])
})

test('that the stream broke is a kind of its own, whatever event type the message carries', () => {
  const broken = { event_type: 196609, disconnect: true }
  assert.deepEqual(channelsOf(output, intrusion, broken), ['webhook', 'dis'])
})

test('what an algorithm that is gone has found goes where all goes', () => {
  assert.deepEqual(channelsOf(output, undefined, { event_type: 1 }), ['dis'])
})

test('every event type of every algorithm is of exactly one kind', () => {
  for (const algorithm of ALGORITHMS.values()) {
    assert.deepEqual(Object.values(algorithm.categories).toSorted(), algorithm.eventTypes.toSorted())
    assert.ok(categoriesOf(algorithm).includes('disconnect'))
  }
})
