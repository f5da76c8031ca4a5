import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Point } from './box.js'
import { crossesBetweenEnds, type Segment, segmentDistance, segmentsMeet, sideDistance } from './segment.js'

const reversed = ([a, b]: Segment): Segment => [b, a]

test('side 1 is the left of a line that is not horizontal, whichever way it is drawn', () => {
  const lines: Segment[] = [
    [
      [500, 100],
      [500, 900],
    ],
    [
      [400, 100],
      [600, 900],
    ],
    [
      [600, 100],
      [400, 900],
    ],
  ]
  for (const line of lines) {
    for (const drawn of [line, reversed(line)]) {
      assert.ok(sideDistance(drawn, [100, 500]) > 0, JSON.stringify(drawn))
      assert.ok(sideDistance(drawn, [900, 500]) < 0, JSON.stringify(drawn))
    }
  }
})

test('side 1 is the upper side of a horizontal line, whichever way it is drawn', () => {
  const line: Segment = [
    [100, 500],
    [900, 500],
  ]
  for (const drawn of [line, reversed(line)]) {
    assert.equal(sideDistance(drawn, [300, 480]), 20)
    assert.equal(sideDistance(drawn, [300, 530]), -30)
    assert.equal(sideDistance(drawn, [5000, 500]), 0)
  }
})

test('side distance is measured at right angles, in pixels', () => {
  assert.ok(
    Math.abs(
      sideDistance(
        [
          [0, 0],
          [100, 100],
        ],
        [0, 100],
      ) - Math.hypot(50, 50),
    ) < 1e-9,
  )
})

test('a step crosses between the ends, or around them', () => {
  const line: Segment = [
    [100, 500],
    [900, 500],
  ]
  assert.equal(crossesBetweenEnds(line, [300, 400], [350, 600]), true)
  assert.equal(crossesBetweenEnds(line, [100, 400], [100, 600]), true)
  assert.equal(crossesBetweenEnds(line, [950, 400], [950, 600]), false)
  assert.equal(crossesBetweenEnds(line, [300, 400], [500, 400]), false)
})

test('distance to a segment ends at its ends', () => {
  const line: Segment = [
    [0, 0],
    [10, 0],
  ]
  assert.equal(segmentDistance(line, [5, 3]), 3)
  assert.equal(segmentDistance(line, [13, 4]), 5)
})

test('segments meet when they cross, touch or overlap, not when they are parallel or short of each other', () => {
  const base: Segment = [
    [0, 0],
    [10, 0],
  ]
  const meet = (a: Point, b: Point) => segmentsMeet(base, [a, b])
  assert.equal(meet([5, -5], [5, 5]), true)
  assert.equal(meet([10, 0], [20, 20]), true)
  assert.equal(meet([5, 0], [15, 0]), true)
  assert.equal(meet([0, 1], [10, 1]), false)
  assert.equal(meet([11, 0], [20, 0]), false)
  assert.equal(meet([5, 1], [5, 5]), false)
})
