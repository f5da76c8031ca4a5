import assert from 'node:assert/strict'
import { test } from 'node:test'
import { decodeSsd } from './decode-ssd.js'

const OPTIONS = {
  inputSize: 100,
  width: 100,
  height: 50,
  labels: ['person', null, 'car'],
  wanted: undefined,
  minScore: 0.5,
}

test('fractions of the input become pixels of the content, clipped to it', () => {
  const boxes = Float32Array.of(0.125, 0.25, 0.5, 0.375, -0.5, 0.25, 0.25, 0.75)
  const scores = Float32Array.of(0.75, 0, 0, 0, 0, 0.5)
  assert.deepEqual(decodeSsd({ boxes, scores }, OPTIONS), [
    { box: { x: 12.5, y: 25, w: 37.5, h: 12.5 }, label: 'person', score: 0.75 },
    { box: { x: 0, y: 25, w: 25, h: 25 }, label: 'car', score: 0.5 },
  ])
})

test('boxes wholly in the padding, unnamed columns and unwanted labels are left out', () => {
  const boxes = Float32Array.of(0, 0.5, 1, 1, 0, 0, 1, 0.5)
  const scores = Float32Array.of(0.75, 0, 0.75, 0.75, 1, 0.625)
  const found = (wanted: string[] | undefined) =>
    decodeSsd({ boxes, scores }, { ...OPTIONS, wanted }).map(({ label, score }) => `${label} ${score}`)
  assert.deepEqual(found(undefined), ['person 0.75', 'car 0.625'])
  assert.deepEqual(found(['car', 'bus']), ['car 0.625'])
  assert.deepEqual(found([]), [])
})

test('at most 100 detections', () => {
  const count = 150
  const boxes = Float32Array.from(
    { length: count * 4 },
    (_, i) => [0, 0, 0.005, 0.5][i % 4]! + (i % 2 === 0 ? Math.floor(i / 4) / 151 : 0),
  )
  const scores = Float32Array.from({ length: count * 3 }, (_, i) => (i % 3 === 0 ? 0.75 : 0))
  assert.equal(decodeSsd({ boxes, scores }, OPTIONS).length, 100)
})
