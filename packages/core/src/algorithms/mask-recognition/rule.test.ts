import assert from 'node:assert/strict'
import { test } from 'node:test'
import { show, THING_BOX, thing } from '../class-alarm/synthetic-things.js'
import { items } from '../synthetic-frames.js'
import { createRule, labels, NO_MASK } from './rule.js'

const SQUARE = '{"polygons":[{"data":[[800,300],[1100,300],[1100,800],[800,800]],"name":"square"}]}'

test('no_mask that lasts in the region alarms once, with the elements of its service', () => {
  const rule = createRule({ target_roi: SQUARE })
  assert.deepEqual(labels({}), ['no_mask'])
  assert.deepEqual(show(rule, 0, 800, thing('no_mask')), [])
  const results = show(rule, 1000, 5000, thing('no_mask'))
  assert.deepEqual(items(results, NO_MASK), [{ bounding_box: THING_BOX }])
  assert.equal(results.length, 1)
})

test('other things, and no_mask elsewhere, do not alarm', () => {
  const rule = createRule({ target_roi: SQUARE })
  const elsewhere = thing('no_mask', { box: { x: 100, y: 100, w: 100, h: 200 } })
  assert.deepEqual(show(rule, 0, 5000, thing('dog'), { ...elsewhere, trackId: 2 }), [])
})
