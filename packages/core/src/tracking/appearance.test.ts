import assert from 'node:assert/strict'
import { test } from 'node:test'
import { Look, unlikeness } from './appearance.js'

test('the same colours are alike, none in common is as unlike as can be, half in common lies between', () => {
  assert.equal(unlikeness([0.5, 0.5, 0], [0.5, 0.5, 0]), 0)
  assert.equal(unlikeness([1, 0, 0], [0, 0.5, 0.5]), 1)
  // Two halves of which one is common: 1 - √(0.5 · 0.5) = 0.5, and its root.
  assert.ok(Math.abs(unlikeness([0.5, 0.5, 0], [0, 0.5, 0.5]) - Math.SQRT1_2) < 1e-12)
})

test('rounding never makes a look less than alike to itself', () => {
  assert.equal(unlikeness([0.1, 0.2, 0.7000001], [0.1, 0.2, 0.7000001]), 0)
})

test('a look is taken over at once, and then follows slowly', () => {
  const look = new Look()
  assert.equal(look.current, undefined)
  look.learn([1, 0])
  assert.deepEqual([...look.current!], [1, 0])
  look.learn([0, 1])
  assert.deepEqual([...look.current!], [0.9, 0.1])
  for (let i = 0; i < 100; i++) look.learn([0, 1])
  assert.ok(unlikeness(look.current!, [0, 1]) < 0.05)
})

test('what a caller does with its own histogram later changes nothing', () => {
  const look = new Look()
  const seen = [1, 0]
  look.learn(seen)
  seen[0] = 0
  assert.deepEqual([...look.current!], [1, 0])
})
