import assert from 'node:assert/strict'
import { test } from 'node:test'
import { ParameterError } from '../algorithm.js'
import { show, thing } from '../class-alarm/synthetic-things.js'
import { createRule, PONDING } from './rule.js'

/** A quarter of the frame. */
const wide = thing('ponding', { box: { x: 480, y: 270, w: 960, h: 540 } })
const box = { bounding_box: { x: 480, y: 270, w: 960, h: 540 } }
const dataOf = (results: { data: unknown; eventType: number }[]) =>
  results.map(({ data, eventType }) => {
    assert.equal(eventType, PONDING)
    return data
  })

test('in the single mode a large enough area alarms once, without a share', () => {
  assert.deepEqual(dataOf(show(createRule({}), 0, 60_000, wide)), [{ event_set: [box] }])
})

test('an area below the least share does not alarm', () => {
  assert.deepEqual(show(createRule({ ponding_area_ratio_thres: 0.3 }), 0, 60_000, wide), [])
  assert.deepEqual(show(createRule({}), 0, 60_000, thing('ponding')), [])
})

test('in the periodic mode the state comes each interval, also when there is nothing', () => {
  const rule = createRule({ alert_mode: 'periodic', alert_detection_interval: 10 })
  assert.deepEqual(dataOf(show(rule, 0, 10_000)), [
    { water_logging_ratio: 0, water_logging_flag: false, event_set: [] },
  ])
  assert.deepEqual(dataOf(show(rule, 10_200, 20_000, wide)), [
    { water_logging_ratio: 0.25, water_logging_flag: true, event_set: [box] },
  ])
})

test('a small area is told in the periodic mode, without the flag; what is outside the region is not', () => {
  const periodic = { alert_mode: 'periodic', alert_detection_interval: 10, ponding_area_ratio_thres: 0.3 }
  assert.deepEqual(dataOf(show(createRule(periodic), 0, 10_000, wide)), [
    { water_logging_ratio: 0.25, water_logging_flag: false, event_set: [box] },
  ])
  const elsewhere = { ...periodic, target_roi: '{"polygons":[{"data":[[0,0],[9,0],[9,9]]}]}' }
  assert.deepEqual(dataOf(show(createRule(elsewhere), 0, 10_000, wide)), [
    { water_logging_ratio: 0, water_logging_flag: false, event_set: [] },
  ])
})

test('in the periodic mode an area missed for a moment is still there; one the tracker keeps unseen is gone after 10 s', () => {
  const rule = createRule({ alert_mode: 'periodic', alert_detection_interval: 10 })
  const kept = { ...wide, seen: false }
  show(rule, 0, 5_000, wide)
  assert.deepEqual(dataOf(show(rule, 5_200, 10_000, kept)), [
    { water_logging_ratio: 0.25, water_logging_flag: true, event_set: [box] },
  ])
  assert.deepEqual(dataOf(show(rule, 10_200, 20_000, kept)), [
    { water_logging_ratio: 0, water_logging_flag: false, event_set: [] },
  ])
  show(rule, 20_200, 25_000, wide)
  const [small] = rule.frame({ width: 640, height: 360, videoTimeMs: 30_000, objects: [] })
  assert.deepEqual(small?.data.event_set, [], 'of a picture of another size nothing is known')
})

test('periods without frames are left out, and a mode that there is not is refused', () => {
  const rule = createRule({ alert_mode: 'periodic', alert_detection_interval: 10 })
  assert.equal(show(rule, 0, 0).length, 0)
  assert.equal(show(rule, 35_000, 39_000).length, 1)
  assert.equal(show(rule, 40_000, 40_000).length, 1)
  assert.throws(() => createRule({ alert_mode: 'often' }), ParameterError)
})
