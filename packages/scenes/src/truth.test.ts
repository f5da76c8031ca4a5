import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Labels } from './labels.js'
import { DEFAULT_SCENE } from './params.js'
import { type ScenePoint, trueCrossings, trueEntries } from './truth.js'

/** One person whose foot point follows the path. */
function path(...points: ScenePoint[]): Labels {
  const frames = points.map(([x, y], frame) => ({
    frame,
    timeMs: frame * 100,
    objects: [
      {
        id: 1,
        class: 'person' as const,
        box: { x: x - 20, y: y - 100, w: 40, h: 100 },
        visible: 1,
        hidden: 0,
      },
    ],
  }))
  return { params: DEFAULT_SCENE, frames }
}

const UPRIGHT: [ScenePoint, ScenePoint] = [
  [100, 200],
  [100, 300],
]
const LEVEL: [ScenePoint, ScenePoint] = [
  [50, 250],
  [150, 250],
]

test('a crossing tells the side it went to: left or upper is 1', () => {
  assert.deepEqual(
    trueCrossings(path([90, 250], [110, 250], [80, 250]), UPRIGHT).map(({ to, frame }) => [to, frame]),
    [
      [2, 1],
      [1, 2],
    ],
  )
  assert.deepEqual(
    trueCrossings(path([100, 240], [100, 260]), LEVEL).map(({ to }) => to),
    [2],
  )
})

test('walking around the end of a line is no crossing', () => {
  assert.deepEqual(trueCrossings(path([90, 320], [110, 320]), UPRIGHT), [])
  assert.deepEqual(trueCrossings(path([90, 150], [110, 150]), UPRIGHT), [])
})

test('a region tells who came in and who left', () => {
  const square: ScenePoint[] = [
    [0, 0],
    [100, 0],
    [100, 100],
    [0, 100],
  ]
  const entries = trueEntries(path([150, 50], [50, 50], [60, 60], [60, 150]), square)
  assert.deepEqual(
    entries.map(({ kind, frame }) => [kind, frame]),
    [
      ['in', 1],
      ['out', 3],
    ],
  )
})
