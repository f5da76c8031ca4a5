import assert from 'node:assert/strict'
import { test } from 'node:test'
import { moved, StandingStill } from './standing-still.js'

const BOX = { x: 100, y: 100, w: 200, h: 100 }

test('driving moves both edges, hiding one end moves one, growing counts twice', () => {
  assert.equal(moved(BOX, { ...BOX, x: 150 }), 0.25)
  assert.equal(moved(BOX, { ...BOX, y: 70 }), 0.3)
  assert.equal(moved(BOX, { ...BOX, w: 100 }), 0)
  assert.equal(moved(BOX, { x: 200, y: 100, w: 100, h: 100 }), 0)
  assert.equal(moved(BOX, { x: 100, y: 150, w: 90, h: 50 }), 0)
  const grown = moved(BOX, { x: 80, y: 90, w: 240, h: 120 })
  assert.ok(Math.abs(grown - 40 / 240) < 1e-9)
})

test('who has kept its place for 2 s stands, since it came to rest', () => {
  const still = new StandingStill()
  const rests: [number, number | undefined][] = []
  for (let timeMs = 0; timeMs <= 8000; timeMs += 500) {
    const x = Math.min(timeMs / 2, 1500)
    rests.push([timeMs, still.move({ ...BOX, x }, timeMs)?.sinceMs])
  }
  const first = rests.find(([, sinceMs]) => sinceMs !== undefined)!
  assert.ok(first[0] >= 5000 && first[0] <= 6500, `${first}`)
  assert.ok(first[1]! >= 3000 && first[1]! <= 4500, `${first}`)
  assert.equal(rests.at(-1)![1], first[1])
})

test('it keeps a bounded number of boxes, however fast frames come', () => {
  const still = new StandingStill()
  for (let timeMs = 0; timeMs < 5000; timeMs++) still.move(BOX, timeMs)
  assert.equal(still.move(BOX, 5000)?.sinceMs, 0)
  assert.ok((still as unknown as { recent: unknown[] }).recent.length <= 64)
})
