import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { AnalysedFrame, BoundingBox, Pose, TrackedObject } from '@vigia/core'
import type { SourceFrame } from '../source/index.js'
import { PoseFacts } from './pose-facts.js'

const WIDTH = 64
const HEIGHT = 48
const SIZE = 4

/** Every point in the middle of the upper edge, as sure as the first pixel is bright. */
function estimator() {
  const seen: Uint8Array[] = []
  return {
    seen,
    inputSize: SIZE,
    estimate: async (rgb: Uint8Array): Promise<Pose> => {
      seen.push(rgb)
      return Array(17).fill({ x: 0.5, y: 0, score: rgb[0]! / 255 })
    },
  }
}

/** Grey everywhere, `level` of luma. */
function source(videoTimeMs: number, level = 128): SourceFrame {
  const yuv = new Uint8Array(WIDTH * HEIGHT * 1.5).fill(128)
  yuv.fill(level, 0, WIDTH * HEIGHT)
  const detector = { data: new Uint8Array(), width: 0, height: 0 }
  const of = { width: WIDTH, height: HEIGHT }
  return { width: WIDTH, height: HEIGHT, of, videoTimeMs, receivedAtMs: 0, detector, yuv }
}

function object(trackId: number, box: BoundingBox, changes: Partial<TrackedObject> = {}): TrackedObject {
  return { box, label: 'person', score: 1, trackId, detectionId: '', age: 1, seen: true, ...changes }
}

const frame = (videoTimeMs: number, objects: TrackedObject[]): AnalysedFrame => ({
  width: WIDTH,
  height: HEIGHT,
  videoTimeMs,
  objects,
})
const BOX = { x: 10, y: 8, w: 8, h: 16 }

test('a person gets the points of the square around the box, in pixels of the source', async () => {
  const person = object(1, BOX)
  await new PoseFacts(estimator()).add(source(0), frame(0, [person]))
  // The square is 1.25 · 16 = 20 wide around (14, 16).
  assert.equal(person.pose?.length, 17)
  assert.deepEqual({ x: person.pose[0]!.x, y: person.pose[0]!.y }, { x: 14, y: 6 })
})

test('what lies outside the picture is black, and the size of the crop is the model’s, also of a large body', async () => {
  const looked = estimator()
  const people = [object(1, { x: -30, y: -30, w: 20, h: 20 }), object(2, { x: 8, y: 4, w: 40, h: 30 })]
  await new PoseFacts(looked).add(source(0, 235), frame(0, people))
  assert.deepEqual(
    looked.seen.map((rgb) => rgb.length),
    [SIZE * SIZE * 3, SIZE * SIZE * 3],
  )
  assert.equal(people[0]!.pose![0]!.score, 0)
  // The second one's square begins above the picture; its middle is white.
  assert.equal(looked.seen[1]![3 * (SIZE + 1)], 255)
})

test('only people who are seen are looked at', async () => {
  const objects = [object(1, BOX, { label: 'car' }), object(2, BOX, { seen: false }), object(3, BOX)]
  await new PoseFacts(estimator()).add(source(0), frame(0, objects))
  assert.deepEqual(
    objects.map(({ pose }) => pose !== undefined),
    [false, false, true],
  )
})

test('of more than eight people those are looked at who were not for longest, newcomers first', async () => {
  const facts = new PoseFacts(estimator())
  const people = (count: number) =>
    Array.from({ length: count }, (_, i) => object(i + 1, { ...BOX, x: 20 * i }))
  const looked = async (timeMs: number, count: number) => {
    const objects = people(count)
    await facts.add(source(timeMs), frame(timeMs, objects))
    return objects.filter(({ pose }) => pose).map(({ trackId }) => trackId)
  }
  assert.deepEqual(await looked(0, 10), [1, 2, 3, 4, 5, 6, 7, 8])
  assert.deepEqual(await looked(200, 10), [1, 2, 3, 4, 5, 6, 9, 10])
  assert.deepEqual(await looked(400, 11), [1, 2, 3, 4, 5, 7, 8, 11])
})

test('a body that was found for two people belongs to the one whose box it fits', async () => {
  // The points lie around (14, 16), the middle of the first box.
  const [front, behind] = [object(1, BOX), object(2, { x: 11, y: 9, w: 8, h: 16 })]
  const spread: Pose = Array.from({ length: 17 }, (_, i) => ({
    x: 0.3 + (i % 3) * 0.2,
    y: 0.1 + i * 0.05,
    score: 1,
  }))
  const found = [spread, spread.map(({ x, y, score }) => ({ x: x - 0.05, y: y - 0.05, score }))]
  const facts = new PoseFacts({ inputSize: SIZE, estimate: async () => found.shift()! })
  await facts.add(source(0), frame(0, [behind, front]))
  assert.equal(front.pose?.length, 17)
  assert.equal(behind.pose, undefined)
  const apart = [object(1, BOX), object(2, { x: 40, y: 8, w: 8, h: 16 })]
  await new PoseFacts(estimator()).add(source(200), frame(200, apart))
  assert.deepEqual(
    apart.map(({ pose }) => pose !== undefined),
    [true, true],
  )
})

test('who has left is forgotten, so that the memory is bounded', async () => {
  const facts = new PoseFacts(estimator())
  const many = Array.from({ length: 8 }, (_, i) => object(i + 1, { ...BOX, x: 20 * i }))
  await facts.add(source(0), frame(0, many))
  await facts.add(source(200), frame(200, []))
  // Back again, they are newcomers and come before one who was looked at in between.
  const other = object(9, BOX)
  await facts.add(source(400), frame(400, [other]))
  const again = [object(9, BOX), ...many.map(({ trackId, box }) => object(trackId, box))]
  await facts.add(source(600), frame(600, again))
  assert.equal(again[0]!.pose, undefined)
})
