import assert from 'node:assert/strict'
import { test } from 'node:test'
import { show, thing } from '../class-alarm/synthetic-things.js'
import { createRule, DRAINAGE, labels } from './rule.js'

const water = thing('drainage')
const states = (results: { root?: Record<string, unknown>; data: unknown; eventType: number }[]) =>
  results.map(({ root, data, eventType }) => {
    assert.equal(eventType, DRAINAGE)
    assert.deepEqual(data, {})
    return root?.drainage_state
  })

test('an outlet that runs is told at the root, again each interval, and when it has ended', () => {
  const rule = createRule({ alarm_repeat_send_interval: 1 })
  assert.deepEqual(labels(), ['drainage'])
  assert.deepEqual(states(show(rule, 0, 4800, water)), [])
  assert.deepEqual(states(show(rule, 5000, 64_800, water)), [true])
  assert.deepEqual(states(show(rule, 65_000, 66_000, water)), [true])
  assert.deepEqual(states(show(rule, 66_200, 75_800)), [])
  assert.deepEqual(states(show(rule, 76_000, 90_000)), [false])
  assert.deepEqual(states(show(rule, 90_200, 95_200, water)), [true])
})

test('water whose track changes is the same outlet; what was too short to be told has no end either', () => {
  const rule = createRule({})
  show(rule, 0, 2000, water)
  assert.deepEqual(states(show(rule, 2200, 5000, { ...water, trackId: 9 })), [true])
  const brief = createRule({})
  show(brief, 0, 2000, water)
  assert.deepEqual(states(show(brief, 2200, 30_000)), [])
})

test('outside of the region nothing counts', () => {
  const rule = createRule({ target_roi: '{"polygons":[{"data":[[0,0],[90,0],[90,90]]}]}' })
  assert.deepEqual(states(show(rule, 0, 30_000, water)), [])
})
