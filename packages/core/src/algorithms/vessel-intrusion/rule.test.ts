import assert from 'node:assert/strict'
import { test } from 'node:test'
import { show, THING_BOX, thing } from '../class-alarm/synthetic-things.js'
import { items } from '../synthetic-frames.js'
import { createRule, labels, VESSEL } from './rule.js'

test('a boat in the region alarms once, with category and id', () => {
  assert.deepEqual(labels({}), ['boat'])
  assert.deepEqual(items(show(createRule({}), 0, 9000, thing('boat')), VESSEL), [
    { bounding_box: THING_BOX, category: 0, detection_id: 'ID-1' },
  ])
})

test('a boat that the tracker loses and finds again keeps its id and does not alarm again', () => {
  const rule = createRule({ alert_time_threshold: 3 })
  show(rule, 0, 1000, thing('boat'))
  const results = show(rule, 2000, 9000, thing('boat', { trackId: 7, detectionId: 'ID-7' }))
  assert.deepEqual(
    items(results, VESSEL).map((item) => item.detection_id),
    ['ID-1'],
  )
})
