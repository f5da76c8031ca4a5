import assert from 'node:assert/strict'
import { test } from 'node:test'
import { ParameterError } from '../algorithm.js'
import { show, THING_BOX, thing } from '../class-alarm/synthetic-things.js'
import { items } from '../synthetic-frames.js'
import { createRule, labels, SMOKE_FIRE } from './rule.js'

const smoke = thing('smoke', { trackId: 2 })

test('fire is state 1 and smoke state 2, both in one message, once', () => {
  const results = show(createRule({}), 0, 8000, thing('fire'), smoke)
  assert.deepEqual(items(results, SMOKE_FIRE), [
    { bounding_box: THING_BOX, state: 1 },
    { bounding_box: THING_BOX, state: 2 },
  ])
  assert.equal(results.length, 1)
})

test('each has its switch, which also tells what must be detected', () => {
  const fireOnly = { smoke_detection_sw: 0 }
  assert.deepEqual(labels({}), ['fire', 'smoke'])
  assert.deepEqual(labels(fireOnly), ['fire'])
  const states = items(show(createRule(fireOnly), 0, 8000, thing('fire'), smoke), SMOKE_FIRE)
  assert.deepEqual(
    states.map(({ state }) => state),
    [1],
  )
})

test('with both off nothing could alarm, which is refused', () => {
  const neither = { fire_detection_sw: 0, smoke_detection_sw: 0 }
  assert.throws(
    () => createRule(neither),
    (error) => error instanceof ParameterError && error.member === 'fire_detection_sw',
  )
})

test('a longer sampling interval alarms later', () => {
  const rule = createRule({ video_sampling_interval: 10 })
  assert.deepEqual(show(rule, 0, 9800, thing('fire')), [])
  assert.equal(show(rule, 10_000, 10_000, thing('fire')).length, 1)
})

test('a new fire in the same region waits for the cool-down', () => {
  const rule = createRule({})
  assert.equal(show(rule, 0, 2000, thing('fire')).length, 1)
  const second = thing('fire', { trackId: 3, box: { x: 100, y: 100, w: 50, h: 50 } })
  assert.deepEqual(show(rule, 2200, 31_800, thing('fire'), second), [])
  assert.equal(show(rule, 32_000, 33_000, thing('fire'), second).length, 1)
})
