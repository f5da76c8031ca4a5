import assert from 'node:assert/strict'
import { test } from 'node:test'
import { PerSize } from './per-size.js'

test('state is kept as long as the size stays, and made anew with another one', () => {
  const made: string[] = []
  const state = new PerSize((width, height) => {
    made.push(`${width}x${height}`)
    return { nr: made.length }
  })
  const first = state.of({ width: 640, height: 360 })
  assert.equal(state.of({ width: 640, height: 360 }), first)
  assert.notEqual(state.of({ width: 640, height: 480 }), first)
  assert.notEqual(state.of({ width: 640, height: 360 }), first)
  assert.deepEqual(made, ['1920x1080', '640x360', '640x480', '640x360'])
})

test('what cannot be made is refused at once', () => {
  assert.throws(
    () =>
      new PerSize(() => {
        throw new RangeError('no')
      }),
    RangeError,
  )
})
