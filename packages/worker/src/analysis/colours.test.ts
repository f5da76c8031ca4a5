import assert from 'node:assert/strict'
import { test } from 'node:test'
import { unlikeness } from '@vigia/core'
import { coloursOf, withColours } from './colours.js'

const [WIDTH, HEIGHT] = [100, 80]
type Rgb = readonly [number, number, number]
const RED: Rgb = [200, 30, 30]
const BLUE: Rgb = [30, 30, 200]
const GREY: Rgb = [120, 120, 120]

/** A grey picture with somebody at x 20-40, y 10-70 in two colours. */
function picture(upper: Rgb, lower: Rgb): Uint8Array {
  const rgb = new Uint8Array(WIDTH * HEIGHT * 3)
  for (let y = 0; y < HEIGHT; y++)
    for (let x = 0; x < WIDTH; x++) {
      const inside = x >= 20 && x < 40 && y >= 10 && y < 70
      rgb.set(inside ? (y < 40 ? upper : lower) : GREY, (y * WIDTH + x) * 3)
    }
  return rgb
}
const BOX = { x: 20, y: 10, w: 20, h: 60 }
const look = (upper: Rgb, lower: Rgb, box = BOX) => coloursOf(picture(upper, lower), WIDTH, HEIGHT, box)!

test('shares sum to 1, whatever the size of the box', () => {
  for (const box of [BOX, { x: 0, y: 0, w: 100, h: 80 }, { x: 20.4, y: 10.3, w: 3, h: 4 }]) {
    const sum = look(RED, BLUE, box).reduce((a, b) => a + b, 0)
    assert.ok(Math.abs(sum - 1) < 1e-4, `${sum}`)
  }
})

test('a red coat over blue trousers is not a blue coat over red trousers, nor one with red trousers', () => {
  const one = look(RED, BLUE)
  assert.ok(unlikeness(one, look(RED, BLUE)) < 0.001)
  assert.ok(unlikeness(one, look(BLUE, RED)) > 0.7)
  const half = unlikeness(one, look(RED, RED))
  assert.ok(half > 0.4 && half < unlikeness(one, look(BLUE, RED)), `${half}`)
})

test('a box that is a little off, or light that is a little darker, changes little', () => {
  assert.ok(unlikeness(look(RED, BLUE), look(RED, BLUE, { x: 21, y: 13, w: 20, h: 58 })) < 0.3)
  const darker: Rgb = [185, 28, 28]
  assert.ok(unlikeness(look(RED, BLUE), look(darker, BLUE)) < 0.3)
})

test('a box that reaches out of the picture shows what is in it; one beside it shows nothing', () => {
  assert.ok(look(RED, BLUE, { x: 30, y: 10, w: 200, h: 60 }))
  assert.equal(look(RED, BLUE, { x: 200, y: 10, w: 20, h: 60 }), undefined)
  assert.equal(look(RED, BLUE, { x: 20, y: 60, w: 20, h: 60 }), undefined)
})

test('boxes are in pixels of the source, however small the picture; one beside it is left as it is', () => {
  const detector = { data: picture(RED, BLUE), width: WIDTH, height: HEIGHT }
  const frame = { detector, width: 4 * WIDTH, height: 3 * HEIGHT }
  const seen = { box: { x: 80, y: 30, w: 80, h: 180 }, label: 'person', score: 0.9 }
  const beside = { ...seen, box: { ...seen.box, x: 4000 } }
  const [first, second] = withColours(frame, [seen, beside])
  assert.deepEqual(first, { ...seen, appearance: look(RED, BLUE) })
  assert.equal(second, beside)
})
