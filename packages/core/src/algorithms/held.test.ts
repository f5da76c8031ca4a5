import assert from 'node:assert/strict'
import { test } from 'node:test'
import { Held } from './held.js'

/** Times in milliseconds at which it is told; `+` is a frame of it, `-` one without, 200 ms apart. */
function told(held: Held, frames: string, startMs = 0): number[] {
  return [...frames].flatMap((frame, i) => {
    const timeMs = startMs + i * 200
    return held.look(frame === '+', timeMs) ? [timeMs] : []
  })
}

test('it is told once, when it has gone on for long enough', () => {
  assert.deepEqual(told(new Held(600, 1000), '-+++++++++'), [800])
  assert.deepEqual(told(new Held(0, 1000), '++'), [0])
})

test('one frame without it is forgiven, two begin it anew', () => {
  assert.deepEqual(told(new Held(600, 1000), '++-++'), [600])
  assert.deepEqual(told(new Held(600, 1000), '++--++++'), [1400])
  assert.deepEqual(told(new Held(600, 1000), '+--+--+--+--'), [])
})

test('it is told again only after it has been over for a while', () => {
  const held = new Held(200, 1000)
  assert.deepEqual(told(held, '++--++++'), [200])
  assert.deepEqual(told(held, '-----++', 1600), [2800])
})

test('after a time without frames it begins anew', () => {
  const held = new Held(600, 1000)
  assert.deepEqual(told(held, '+++'), [])
  assert.deepEqual(told(held, '+', 2600), [])
  assert.deepEqual(told(held, '+++', 2800), [3200])
})
