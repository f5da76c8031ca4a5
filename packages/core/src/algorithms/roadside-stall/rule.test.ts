import assert from 'node:assert/strict'
import { test } from 'node:test'
import { ParameterError } from '../algorithm.js'
import { show, THING_BOX, thing } from '../class-alarm/synthetic-things.js'
import { items } from '../synthetic-frames.js'
import { createRule, labels, OUTSTORE_STALL, ROADSIDE_STALL } from './rule.js'

const both = [thing('roadside_stall'), thing('outstore_stall', { trackId: 2, detectionId: 'ID-2' })]

test('the two kinds are two events', () => {
  const results = show(createRule({}), 0, 90_000, ...both)
  assert.deepEqual(items(results, ROADSIDE_STALL), [{ bounding_box: THING_BOX, detection_id: 'ID-1' }])
  assert.deepEqual(items(results, OUTSTORE_STALL), [{ bounding_box: THING_BOX, detection_id: 'ID-2' }])
})

test('each has its switch', () => {
  const common = { roadside_stall_detect_sw: 0 }
  assert.deepEqual(labels({}), ['roadside_stall', 'outstore_stall'])
  assert.deepEqual(labels(common), ['outstore_stall'])
  assert.deepEqual(
    show(createRule(common), 0, 90_000, ...both).map(({ eventType }) => eventType),
    [OUTSTORE_STALL],
  )
  assert.throws(() => createRule({ ...common, outstore_stall_detect_sw: 0 }), ParameterError)
})
