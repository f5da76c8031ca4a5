import assert from 'node:assert/strict'
import { test } from 'node:test'
import { Swings } from './swings.js'

const FRAME_MS = 200

function count(values: (number | undefined)[], frameMs = FRAME_MS): number {
  const swings = new Swings(2000)
  let turns = 0
  for (const [i, value] of values.entries()) {
    if (value === undefined) swings.rest(i * frameMs)
    else turns = swings.move(value, 10, i * frameMs)
  }
  return turns
}

test('every turn that is large enough counts, whichever way it begins', () => {
  assert.equal(count([0, 20, 0, 20, 0]), 3)
  assert.equal(count([20, 0, 20]), 1)
  assert.equal(count([0, 8, 16, 24, 12, 2, 14]), 2)
})

test('trembling does not count, nor a way that only goes on', () => {
  assert.equal(count([0, 9, 0, 9, 0, 9]), 0)
  assert.equal(count([0, 10, 20, 30, 40]), 0)
  assert.equal(count([0, 30, 24, 31, 25, 33]), 0)
})

test('turns too long ago do not count', () => {
  assert.equal(count([0, 20, 0, 20, 0, ...Array(9).fill(0)]), 1)
})

test('a short absence is bridged, a long one begins anew', () => {
  assert.equal(count([0, 20, 0, undefined, undefined, 20]), 2)
  assert.equal(count([0, 20, 0, ...Array(6).fill(undefined), 20, 0]), 0)
})
