import assert from 'node:assert/strict'
import { test } from 'node:test'
import { show, THING_BOX, thing } from '../class-alarm/synthetic-things.js'
import { items } from '../synthetic-frames.js'
import { createRule, ILLEGAL_DRYING, labels } from './rule.js'

const SQUARE = '{"polygons":[{"data":[[800,300],[1100,300],[1100,800],[800,800]],"name":"square"}]}'

test('drying_clothes that lasts in the region alarms once, with the elements of its service', () => {
  const rule = createRule({ target_roi: SQUARE })
  assert.deepEqual(labels({}), ['drying_clothes'])
  assert.deepEqual(show(rule, 0, 59800, thing('drying_clothes')), [])
  const results = show(rule, 60000, 64000, thing('drying_clothes'))
  assert.deepEqual(items(results, ILLEGAL_DRYING), [
    { bounding_box: THING_BOX, detection_id: 'ID-1', polygon_name: 'square' },
  ])
  assert.equal(results.length, 1)
})

test('other things, and drying_clothes elsewhere, do not alarm', () => {
  const rule = createRule({ target_roi: SQUARE })
  const elsewhere = thing('drying_clothes', { box: { x: 100, y: 100, w: 100, h: 200 } })
  assert.deepEqual(show(rule, 0, 64000, thing('dog'), { ...elsewhere, trackId: 2 }), [])
})
