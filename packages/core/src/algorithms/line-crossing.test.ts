import assert from 'node:assert/strict'
import { test } from 'node:test'
import { LineCrossing } from './line-crossing.js'

const H = 200
/** Feeds the heights y at x = 500, 200 ms apart, to a horizontal line at y = 500; gives the crossings. */
function crossings(ys: number[], x = 500): (1 | 2)[] {
  const crossing = new LineCrossing([
    [100, 500],
    [900, 500],
  ])
  return ys.flatMap((y, i) => crossing.move([x, y], H, i * 200) ?? [])
}

test('walking down crosses to side 2, walking up to side 1', () => {
  assert.deepEqual(crossings([400, 450, 550, 600]), [2])
  assert.deepEqual(crossings([600, 550, 450, 400]), [1])
})

test('one long step between two frames is a crossing too', () => {
  assert.deepEqual(crossings([200, 800]), [2])
})

test('feet that jitter on the line make no crossing', () => {
  assert.deepEqual(crossings([495, 505, 494, 508, 493, 507, 492, 510, 495]), [])
})

test('a crossing with jitter on the line counts once', () => {
  assert.deepEqual(crossings([400, 480, 505, 495, 507, 494, 520, 510, 560, 600]), [2])
})

test('there and back are two crossings, and another way there is a third', () => {
  assert.deepEqual(crossings([400, 600, 400, 600]), [2, 1, 2])
})

test('the longer a target stays across, the nearer to the line it may be', () => {
  assert.deepEqual(crossings([400, 514, 514]), [])
  assert.deepEqual(crossings([400, 518, 518]), [2])
  assert.deepEqual(crossings([400, 510, 510, 510, 510]), [])
  assert.deepEqual(crossings([400, 510, 510, 510, 510, 510]), [2])
  assert.deepEqual(crossings([400, ...new Array(7).fill(501)]), [])
  assert.deepEqual(crossings([400, ...new Array(9).fill(501)]), [2])
})

test('how long nobody looked before it was seen across counts for little', () => {
  const crossing = new LineCrossing([
    [100, 500],
    [900, 500],
  ])
  assert.equal(crossing.move([500, 400], H, 0), undefined)
  assert.equal(crossing.move([500, 505], H, 30_000), undefined)
  assert.equal(crossing.move([500, 505], H, 31_000), 2)
})

test('walking around the end of the line is none, and the way back over the line then counts', () => {
  const crossing = new LineCrossing([
    [100, 500],
    [900, 500],
  ])
  const path: [number, number][] = [
    [950, 400],
    [950, 600],
    [500, 600],
    [500, 400],
  ]
  assert.deepEqual(
    path.flatMap((p, i) => crossing.move(p, H, i * 200) ?? []),
    [1],
  )
})

test('a target first seen on one side has crossed nothing; exactly on the line it has no side yet', () => {
  assert.deepEqual(crossings([600]), [])
  assert.deepEqual(crossings([500, 500, 600, 700]), [])
  assert.deepEqual(crossings([400, 500, 600]), [2])
})
