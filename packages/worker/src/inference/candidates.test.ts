import assert from 'node:assert/strict'
import { test } from 'node:test'
import { pickCandidates } from './candidates.js'

test('scores at or above the threshold come best first, from the wanted columns only', () => {
  const scores = Float32Array.of(0.5, 0.875, 0.25, 0.75, 0.5, 1)
  assert.deepEqual(pickCandidates(scores, 3, [0, 1], 0.5), [
    { anchor: 0, column: 1, score: 0.875 },
    { anchor: 1, column: 0, score: 0.75 },
    { anchor: 0, column: 0, score: 0.5 },
    { anchor: 1, column: 1, score: 0.5 },
  ])
  assert.deepEqual(pickCandidates(scores, 3, [], 0), [])
})

test('with too many candidates the best 2000 stay', () => {
  const count = 10_000
  // Every value occurs once, in a scattered order: 7919 is prime to 10,000.
  const scores = Float32Array.from({ length: count }, (_, i) => ((i * 7919) % count) / count)
  const found = pickCandidates(scores, 1, [0], 0)
  assert.equal(found.length, 2000)
  const expected = scores.toSorted().toReversed().slice(0, 2000)
  assert.deepEqual(
    found.map(({ score }) => score),
    [...expected],
  )
})
