import assert from 'node:assert/strict'
import { test } from 'node:test'
import { assign } from './assignment.js'

/** The least cost by trying everything; forbidden pairs are left out, more pairs always win. */
function bruteForce(costs: (number | undefined)[][]): { pairs: number; cost: number } {
  const columns = costs[0]?.length ?? 0
  let best = { pairs: 0, cost: 0 }
  const visit = (row: number, used: Set<number>, pairs: number, cost: number): void => {
    if (row === costs.length) {
      if (pairs > best.pairs || (pairs === best.pairs && cost < best.cost)) best = { pairs, cost }
      return
    }
    visit(row + 1, used, pairs, cost)
    for (let c = 0; c < columns; c++) {
      const value = costs[row]![c]
      if (value === undefined || used.has(c)) continue
      visit(row + 1, new Set(used).add(c), pairs + 1, cost + value)
    }
  }
  visit(0, new Set(), 0, 0)
  return best
}

test('nothing is paired with nothing', () => {
  assert.deepEqual(
    assign(0, 3, () => 0),
    [],
  )
  assert.deepEqual(
    assign(3, 0, () => 0),
    [],
  )
})

test('a greedy choice is given up for the better sum', () => {
  const costs = [
    [0.1, 0.2],
    [0.15, 0.9],
  ]
  assert.deepEqual(
    assign(2, 2, (r, c) => costs[r]![c]),
    [
      [0, 1],
      [1, 0],
    ],
  )
})

test('forbidden pairs are never made', () => {
  assert.deepEqual(
    assign(2, 2, (r, c) => (r === 0 && c === 1 ? 0.5 : undefined)),
    [[0, 1]],
  )
})

test('the result is optimal for 300 tables of all shapes, against trying everything', () => {
  // A fixed linear congruential generator, so that a failure can be repeated.
  let seed = 12345
  const next = () => {
    seed = (seed * 1103515245 + 12345) % 2147483648
    return seed / 2147483648
  }
  for (let round = 0; round < 300; round++) {
    const rows = 1 + (round % 5)
    const columns = 1 + (Math.floor(round / 5) % 5)
    const costs = Array.from({ length: rows }, () =>
      Array.from({ length: columns }, () => (next() < 0.3 ? undefined : next())),
    )
    const pairs = assign(rows, columns, (r, c) => costs[r]![c])
    const cost = pairs.reduce((sum, [r, c]) => sum + costs[r]![c]!, 0)
    const best = bruteForce(costs)
    assert.equal(pairs.length, best.pairs)
    assert.ok(Math.abs(cost - best.cost) < 1e-9, `round ${round}: ${cost} instead of ${best.cost}`)
    assert.equal(new Set(pairs.map(([, c]) => c)).size, pairs.length)
  }
})
