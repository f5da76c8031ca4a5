import assert from 'node:assert/strict'
import { test } from 'node:test'
import { show, THING_BOX, thing } from '../class-alarm/synthetic-things.js'
import { items } from '../synthetic-frames.js'
import { createRule, FIGHT, labels } from './rule.js'

test('a fight that lasts a second alarms once, with how sure the model is', () => {
  const rule = createRule({})
  assert.deepEqual(labels({}), ['fight'])
  const fight = thing('fight', { score: 0.87654 })
  assert.deepEqual(show(rule, 0, 800, fight), [])
  assert.deepEqual(items(show(rule, 1000, 9000, fight), FIGHT), [
    { bounding_box: THING_BOX, confidence: 0.877 },
  ])
})

test('people alone are no fight', () => {
  assert.deepEqual(show(createRule({}), 0, 5000, thing('person'), thing('person', { trackId: 2 })), [])
})
