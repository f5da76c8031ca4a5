import assert from 'node:assert/strict'
import { test } from 'node:test'
import { ParameterError } from '../algorithm.js'
import { show, THING_BOX, thing } from '../class-alarm/synthetic-things.js'
import { items } from '../synthetic-frames.js'
import { createRule, labels, URBAN_TRASH } from './rule.js'

const somebody = thing('person', { trackId: 2, box: { x: 1020, y: 440, w: 80, h: 200 } })

test('trash that lies for half a minute alarms once', () => {
  const rule = createRule({})
  assert.deepEqual(show(rule, 0, 29_800, thing('trash')), [])
  assert.deepEqual(items(show(rule, 30_000, 60_000, thing('trash')), URBAN_TRASH), [
    { bounding_box: THING_BOX, detection_id: 'ID-1' },
  ])
})

test('with person_constraint_sw trash that somebody stands at does not alarm until he is gone', () => {
  assert.deepEqual(labels({}), ['trash'])
  assert.deepEqual(labels({ person_constraint_sw: 1 }), ['trash', 'person'])
  assert.equal(show(createRule({}), 0, 60_000, thing('trash'), somebody).length, 1)
  const rule = createRule({ person_constraint_sw: 1 })
  assert.deepEqual(show(rule, 0, 60_000, thing('trash'), somebody), [])
  assert.equal(show(rule, 60_200, 100_000, thing('trash')).length, 1)
})

test('trash below the least size does not count', () => {
  assert.deepEqual(show(createRule({ min_trash_size: 201 }), 0, 60_000, thing('trash')), [])
  assert.equal(show(createRule({ min_trash_size: 200 }), 0, 60_000, thing('trash')).length, 1)
})

test('switched off nothing could alarm, which is refused', () => {
  assert.throws(() => createRule({ trash_detect_sw: 0 }), ParameterError)
})
