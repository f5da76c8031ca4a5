import assert from 'node:assert/strict'
import { test } from 'node:test'
import { lumaBlocks } from './luma.js'

test('each block is the mean brightness of its pixels, whatever the size of the picture', () => {
  const [width, height] = [160, 92]
  const rgb = new Uint8Array(width * height * 3).fill(80)
  // The block of 2 x 2 pixels in the second column of the third row: two of four pixels are green.
  for (const [x, y] of [
    [2, 4],
    [3, 5],
  ] as const)
    rgb.set([0, 200, 0], (y * width + x) * 3)
  const { columns, rows, values } = lumaBlocks(rgb, width, height)
  assert.deepEqual([columns, rows], [80, 46])
  assert.equal(values[2 * columns + 1], (80 + 100) / 2)
  assert.equal(values.filter((value) => value !== 80).length, 1)
})

test('a picture smaller than its blocks are many has a block for each pixel', () => {
  const { columns, rows, values } = lumaBlocks(new Uint8Array(30 * 20 * 3).fill(7), 30, 20)
  assert.deepEqual([columns, rows, values[599]], [30, 20, 7])
})
