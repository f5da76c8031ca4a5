import assert from 'node:assert/strict'
import { test } from 'node:test'
import { coveredShare, expand, footPoint, iou, touchesEdge, wireBox } from './box.js'

const box = (x: number, y: number, w: number, h: number) => ({ x, y, w, h })

test('IoU is 1 for the same box, a third for half overlap, 0 apart and for touching edges', () => {
  assert.equal(iou(box(0, 0, 10, 10), box(0, 0, 10, 10)), 1)
  assert.ok(Math.abs(iou(box(0, 0, 10, 10), box(5, 0, 10, 10)) - 1 / 3) < 1e-9)
  assert.equal(iou(box(0, 0, 10, 10), box(10, 0, 10, 10)), 0)
  assert.equal(iou(box(0, 0, 10, 10), box(50, 50, 10, 10)), 0)
})

test('the covered share is of the first box: a small one is covered by a large one, not the other way round', () => {
  const [small, large] = [
    { x: 10, y: 10, w: 10, h: 10 },
    { x: 0, y: 0, w: 100, h: 20 },
  ]
  assert.equal(coveredShare(small, large), 1)
  assert.equal(coveredShare(large, small), 0.05)
  assert.equal(coveredShare(small, { x: 15, y: 10, w: 50, h: 10 }), 0.5)
  assert.equal(coveredShare(small, { x: 20, y: 10, w: 50, h: 10 }), 0)
})

test('a box expands around its centre', () => {
  assert.deepEqual(expand(box(10, 10, 10, 20), 0.5), box(5, 0, 20, 40))
})

test('the foot point is the middle of the lower edge, kept inside the frame', () => {
  assert.deepEqual(footPoint(box(100, 100, 50, 200), 1920, 1080), [125, 300])
  assert.deepEqual(footPoint(box(-40, 900, 50, 200), 1920, 1080), [0, 1079])
})

test('the wire box is whole, within the frame and never empty', () => {
  assert.deepEqual(wireBox(box(-10.4, 5.6, 30, 20), 100, 100), box(0, 6, 20, 20))
  assert.deepEqual(wireBox(box(90, 90, 50, 50), 100, 100), box(90, 90, 10, 10))
  assert.deepEqual(wireBox(box(300, 300, 5, 5), 100, 100), box(99, 99, 1, 1))
})

test('a box touches the edge within 1 % of the frame', () => {
  assert.equal(touchesEdge(box(19, 300, 50, 100), 1920, 1080), true)
  assert.equal(touchesEdge(box(20, 300, 50, 100), 1920, 1080), false)
  assert.equal(touchesEdge(box(500, 900, 50, 175), 1920, 1080), true)
})
