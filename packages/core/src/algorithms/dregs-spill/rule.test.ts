import assert from 'node:assert/strict'
import { test } from 'node:test'
import { show, THING_BOX, thing } from '../class-alarm/synthetic-things.js'
import { items } from '../synthetic-frames.js'
import { createRule, DREGS_SPILL, labels } from './rule.js'

const SQUARE = '{"polygons":[{"data":[[800,300],[1100,300],[1100,800],[800,800]],"name":"square"}]}'

test('dregs that lasts in the region alarms once, with the elements of its service', () => {
  const rule = createRule({ target_roi: SQUARE })
  assert.deepEqual(labels({}), ['dregs'])
  assert.deepEqual(show(rule, 0, 9800, thing('dregs')), [])
  const results = show(rule, 10000, 14000, thing('dregs'))
  assert.deepEqual(items(results, DREGS_SPILL), [
    { bounding_box: THING_BOX, detection_id: 'ID-1', polygon_name: 'square' },
  ])
  assert.equal(results.length, 1)
})

test('other things, and dregs elsewhere, do not alarm', () => {
  const rule = createRule({ target_roi: SQUARE })
  const elsewhere = thing('dregs', { box: { x: 100, y: 100, w: 100, h: 200 } })
  assert.deepEqual(show(rule, 0, 14000, thing('dog'), { ...elsewhere, trackId: 2 }), [])
})
