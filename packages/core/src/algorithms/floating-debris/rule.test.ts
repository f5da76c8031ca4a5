import assert from 'node:assert/strict'
import { test } from 'node:test'
import { show, THING_BOX, thing } from '../class-alarm/synthetic-things.js'
import { createRule, FLOATING_DEBRIS, labels } from './rule.js'

test('each thing is a message of its own, without event_set: certain or suspected', () => {
  const sure = thing('floating_debris', { score: 0.6 })
  const unsure = thing('floating_debris', { trackId: 2, score: 0.59 })
  assert.deepEqual(labels(), ['floating_debris'])
  const results = show(createRule({}), 0, 9000, sure, unsure)
  assert.deepEqual(
    results.map(({ eventType, data }) => [eventType, data]),
    [
      [FLOATING_DEBRIS, { suspect_tag: false, bounding_box: THING_BOX }],
      [FLOATING_DEBRIS, { suspect_tag: true, bounding_box: THING_BOX }],
    ],
  )
})
