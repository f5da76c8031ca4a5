import assert from 'node:assert/strict'
import { test } from 'node:test'
import { show, THING_BOX, thing } from '../class-alarm/synthetic-things.js'
import { items } from '../synthetic-frames.js'
import { createRule, EXPOSED_SOIL, labels } from './rule.js'

const SQUARE = '{"polygons":[{"data":[[800,300],[1100,300],[1100,800],[800,800]],"name":"square"}]}'

test('exposed_soil that lasts in the region alarms once, with the elements of its service', () => {
  const rule = createRule({ target_roi: SQUARE })
  assert.deepEqual(labels({}), ['exposed_soil'])
  assert.deepEqual(show(rule, 0, 59800, thing('exposed_soil')), [])
  const results = show(rule, 60000, 64000, thing('exposed_soil'))
  assert.deepEqual(items(results, EXPOSED_SOIL), [
    { bounding_box: THING_BOX, detection_id: 'ID-1', polygon_name: 'square' },
  ])
  assert.equal(results.length, 1)
})

test('other things, and exposed_soil elsewhere, do not alarm', () => {
  const rule = createRule({ target_roi: SQUARE })
  const elsewhere = thing('exposed_soil', { box: { x: 100, y: 100, w: 100, h: 200 } })
  assert.deepEqual(show(rule, 0, 64000, thing('dog'), { ...elsewhere, trackId: 2 }), [])
})
