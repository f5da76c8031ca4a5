import assert from 'node:assert/strict'
import { test } from 'node:test'
import { show, THING_BOX, thing } from '../class-alarm/synthetic-things.js'
import { items } from '../synthetic-frames.js'
import { createRule, labels, TRASH_CAN_ANOMALY } from './rule.js'

const SQUARE = '{"polygons":[{"data":[[800,300],[1100,300],[1100,800],[800,800]],"name":"square"}]}'

test('trash_can_abnormal that lasts in the region alarms once, with the elements of its service', () => {
  const rule = createRule({ target_roi: SQUARE })
  assert.deepEqual(labels({}), ['trash_can_abnormal'])
  assert.deepEqual(show(rule, 0, 29800, thing('trash_can_abnormal')), [])
  const results = show(rule, 30000, 34000, thing('trash_can_abnormal'))
  assert.deepEqual(items(results, TRASH_CAN_ANOMALY), [{ bounding_box: THING_BOX }])
  assert.equal(results.length, 1)
})

test('other things, and trash_can_abnormal elsewhere, do not alarm', () => {
  const rule = createRule({ target_roi: SQUARE })
  const elsewhere = thing('trash_can_abnormal', { box: { x: 100, y: 100, w: 100, h: 200 } })
  assert.deepEqual(show(rule, 0, 34000, thing('dog'), { ...elsewhere, trackId: 2 }), [])
})
