import assert from 'node:assert/strict'
import { test } from 'node:test'
import { hashOf, MOST_HASH, partitionOf, rangeOf } from './partitions.js'

test('the ranges of the partitions cover every hash once', () => {
  for (const partitions of [1, 2, 3, 7, 50]) {
    let next = 0n
    for (let i = 0; i < partitions; i++) {
      const [first, last] = rangeOf(i, partitions)
      assert.equal(first, next)
      assert.deepEqual([partitionOf(first, partitions), partitionOf(last, partitions)], [i, i])
      next = last + 1n
    }
    assert.equal(next, MOST_HASH + 1n)
  }
})

test('a key has one hash, and keys are spread', () => {
  assert.equal(hashOf('job'), hashOf('job'))
  const used = new Set(Array.from({ length: 200 }, (_, i) => partitionOf(hashOf(`job-${i}`), 8)))
  assert.equal(used.size, 8)
})
