import assert from 'node:assert/strict'
import { test } from 'node:test'
import { cropRgb } from './crop.js'
import { yuvToRgb } from './yuv-to-rgb.js'

const [WIDTH, HEIGHT] = [9, 7]
const yuv = Uint8Array.from({ length: WIDTH * HEIGHT + 2 * 5 * 4 }, (_, i) => 40 + ((i * 37) % 160))
const whole = { x: 0, y: 0, w: WIDTH, h: HEIGHT }

test('the whole picture at its own size is the picture', () => {
  assert.deepEqual(cropRgb(yuv, WIDTH, HEIGHT, whole, WIDTH, HEIGHT), yuvToRgb(yuv, WIDTH, HEIGHT))
})

test('a part is that part of the picture', () => {
  const part = cropRgb(yuv, WIDTH, HEIGHT, { x: 2, y: 3, w: 4, h: 2 }, 4, 2)
  const rgb = yuvToRgb(yuv, WIDTH, HEIGHT)
  const row = (y: number) => [...rgb.subarray((y * WIDTH + 2) * 3, (y * WIDTH + 6) * 3)]
  assert.deepEqual([...part], [...row(3), ...row(4)])
})

test('what lies outside is filled, and the picture keeps its place', () => {
  const around = cropRgb(yuv, WIDTH, HEIGHT, { x: -3, y: -2, w: 15, h: 11 }, 15, 11, 114)
  const at = (x: number, y: number) => [...around.subarray((y * 15 + x) * 3, (y * 15 + x + 1) * 3)]
  assert.deepEqual(at(2, 5), [114, 114, 114])
  assert.deepEqual(at(12, 5), [114, 114, 114])
  assert.deepEqual(at(5, 9), [114, 114, 114])
  assert.deepEqual(at(3, 2), [...yuvToRgb(yuv, WIDTH, HEIGHT).subarray(0, 3)])
})

test('half the size is the mean of neighbours in brightness', () => {
  const grey = new Uint8Array(4 * 2 + 2 * 2).fill(128)
  grey.set([16, 116, 16, 116, 16, 116, 16, 116])
  const [value] = cropRgb(grey, 4, 2, { x: 0, y: 0, w: 4, h: 2 }, 2, 1)
  assert.ok(Math.abs(value! - (50 * 255) / 219) <= 1, `${value}`)
})
