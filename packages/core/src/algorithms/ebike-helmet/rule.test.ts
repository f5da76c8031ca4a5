import assert from 'node:assert/strict'
import { test } from 'node:test'
import { show, THING_BOX, thing } from '../class-alarm/synthetic-things.js'
import { items } from '../synthetic-frames.js'
import { createRule, EBIKE_NO_HELMET, labels } from './rule.js'

const SQUARE = '{"polygons":[{"data":[[800,300],[1100,300],[1100,800],[800,800]],"name":"square"}]}'

test('rider_without_helmet that lasts in the region alarms once, with the elements of its service', () => {
  const rule = createRule({ target_roi: SQUARE })
  assert.deepEqual(labels({}), ['rider_without_helmet'])

  const results = show(rule, 0, 4000, thing('rider_without_helmet'))
  assert.deepEqual(items(results, EBIKE_NO_HELMET), [
    { bounding_box: THING_BOX, detection_id: 'ID-1', polygon_name: 'square' },
  ])
  assert.equal(results.length, 1)
})

test('other things, and rider_without_helmet elsewhere, do not alarm', () => {
  const rule = createRule({ target_roi: SQUARE })
  const elsewhere = thing('rider_without_helmet', { box: { x: 100, y: 100, w: 100, h: 200 } })
  assert.deepEqual(show(rule, 0, 4000, thing('dog'), { ...elsewhere, trackId: 2 }), [])
})
