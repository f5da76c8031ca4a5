import assert from 'node:assert/strict'
import { test } from 'node:test'
import { show, THING_BOX, thing } from '../class-alarm/synthetic-things.js'
import { items } from '../synthetic-frames.js'
import { createRule, labels, MOBILE_MANHOLE_COVER_MISSING } from './rule.js'

const SQUARE = '{"polygons":[{"data":[[800,300],[1100,300],[1100,800],[800,800]],"name":"square"}]}'

test('missing_manhole_cover that lasts in the region alarms once, with the elements of its service', () => {
  const rule = createRule({ target_roi: SQUARE })
  assert.deepEqual(labels({}), ['missing_manhole_cover'])

  const results = show(rule, 0, 4000, thing('missing_manhole_cover'))
  assert.deepEqual(items(results, MOBILE_MANHOLE_COVER_MISSING), [
    { bounding_box: THING_BOX, detection_id: 'ID-1', polygon_name: 'square' },
  ])
  assert.equal(results.length, 1)
})

test('other things, and missing_manhole_cover elsewhere, do not alarm', () => {
  const rule = createRule({ target_roi: SQUARE })
  const elsewhere = thing('missing_manhole_cover', { box: { x: 100, y: 100, w: 100, h: 200 } })
  assert.deepEqual(show(rule, 0, 4000, thing('dog'), { ...elsewhere, trackId: 2 }), [])
})
