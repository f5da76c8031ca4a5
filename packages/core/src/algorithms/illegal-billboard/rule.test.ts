import assert from 'node:assert/strict'
import { test } from 'node:test'
import { show, THING_BOX, thing } from '../class-alarm/synthetic-things.js'
import { items } from '../synthetic-frames.js'
import { createRule, ILLEGAL_BILLBOARD, labels } from './rule.js'

const SQUARE = '{"polygons":[{"data":[[800,300],[1100,300],[1100,800],[800,800]],"name":"square"}]}'

test('illegal_billboard that lasts in the region alarms once, with the elements of its service', () => {
  const rule = createRule({ target_roi: SQUARE })
  assert.deepEqual(labels({}), ['illegal_billboard'])
  assert.deepEqual(show(rule, 0, 29800, thing('illegal_billboard')), [])
  const results = show(rule, 30000, 34000, thing('illegal_billboard'))
  assert.deepEqual(items(results, ILLEGAL_BILLBOARD), [
    { bounding_box: THING_BOX, detection_id: 'ID-1', polygon_name: 'square' },
  ])
  assert.equal(results.length, 1)
})

test('other things, and illegal_billboard elsewhere, do not alarm', () => {
  const rule = createRule({ target_roi: SQUARE })
  const elsewhere = thing('illegal_billboard', { box: { x: 100, y: 100, w: 100, h: 200 } })
  assert.deepEqual(show(rule, 0, 34000, thing('dog'), { ...elsewhere, trackId: 2 }), [])
})
