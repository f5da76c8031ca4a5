import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { BoundingBox, Detection } from '@vigia/core'
import type { SourceFrame } from '../source/index.js'
import { wholeFrameEyes } from './eyes.js'
import { merged, type TileEye, tiledEyes, tilesOf } from './tiled-eyes.js'

const [WIDTH, HEIGHT, INPUT] = [800, 600, 100]
const BRIGHT = 235
/** A stand-in detector sees nothing that is less than so many of its own pixels wide. */
const LEAST = 3

/** Grey, with bright blocks in it. */
function frameOf(blocks: readonly BoundingBox[], videoTimeMs = 0): SourceFrame {
  const yuv = new Uint8Array((WIDTH * HEIGHT * 3) / 2).fill(128)
  yuv.fill(60, 0, WIDTH * HEIGHT)
  for (const { x, y, w, h } of blocks)
    for (let row = y; row < y + h; row++) yuv.fill(BRIGHT, row * WIDTH + x, row * WIDTH + x + w)
  const [width, height] = [INPUT, (INPUT * HEIGHT) / WIDTH]
  const data = new Uint8Array(width * height * 3)
  for (let y = 0; y < height; y++)
    for (let x = 0; x < width; x++) {
      const level = yuv[Math.floor((y + 0.5) * 8) * WIDTH + Math.floor((x + 0.5) * 8)]!
      data.fill(level, (y * width + x) * 3, (y * width + x) * 3 + 3)
    }
  const of = { width: WIDTH, height: HEIGHT }
  return { ...of, of, videoTimeMs, receivedAtMs: 0, detector: { data, width, height }, yuv }
}

/** Finds bright rectangles, each as a person; counts how often it looked. */
function standIn(): TileEye & { looks: number } {
  const eye = {
    looks: 0,
    labels: ['person'],
    detector: {
      inputSize: INPUT,
      async detect(rgb: Uint8Array, width: number, height: number): Promise<Detection[]> {
        eye.looks++
        const left = Uint8Array.from({ length: width * height }, (_, i) => (rgb[i * 3]! > 150 ? 1 : 0))
        const found: Detection[] = [{ label: 'dog', score: 0.9, box: { x: 0, y: 0, w: 50, h: 50 } }]
        for (let i = left.indexOf(1); i >= 0; i = left.indexOf(1)) {
          const [x, y] = [i % width, Math.floor(i / width)]
          let [w, h] = [1, 1]
          while (x + w < width && left[y * width + x + w]) w++
          while (y + h < height && left[(y + h) * width + x]) h++
          for (let row = y; row < y + h; row++) left.fill(0, row * width + x, row * width + x + w)
          if (w >= LEAST && h >= LEAST) found.push({ label: 'person', score: 0.5, box: { x, y, w, h } })
        }
        return found
      },
    },
  }
  return eye
}

const tiled = (eye: TileEye, more = {}) =>
  tiledEyes(wholeFrameEyes([eye], 0.1), [eye], { columns: 2, rows: 2, ...more }, 0.1)

/** Boxes in tens of pixels, in reading order. */
const rounded = (found: Detection[]) =>
  found
    .map(({ box }) => [box.x, box.y, box.w, box.h].map((v) => Math.round(v / 10) * 10))
    .sort((a, b) => a[1]! - b[1]! || a[0]! - b[0]!)

test('small people are found in tiles and not in the whole frame, each at its place in the source', async () => {
  const blocks = [
    { x: 40, y: 60, w: 16, h: 40 },
    { x: 704, y: 500, w: 16, h: 40 },
  ]
  const eye = standIn()
  assert.deepEqual(await wholeFrameEyes([eye], 0.1).look(frameOf(blocks)), [])
  const found = await tiled(eye).look(frameOf(blocks))
  assert.equal(found.length, 2)
  for (const [i, { box }] of found.toSorted((a, b) => a.box.x - b.box.x).entries())
    for (const side of ['x', 'y', 'w', 'h'] as const)
      assert.ok(Math.abs(box[side] - blocks[i]![side]) <= 6, JSON.stringify(box))
  assert.deepEqual([...new Set(found.map(({ label }) => label))], ['person'])
})

test('who is cut by the edge of a tile is one object, and so is who is in two tiles and the whole frame', async () => {
  const tiles = tilesOf(WIDTH, HEIGHT, 2, 2)
  const edge = tiles[1]!.x
  const cut = { x: edge - 30, y: 100, w: 60, h: 80 }
  const middle = { x: 390, y: 290, w: 24, h: 40 }
  const large = { x: 100, y: 200, w: 600, h: 300 }
  for (const block of [cut, middle, large])
    assert.deepEqual(rounded(await tiled(standIn()).look(frameOf([block]))), [
      [block.x, block.y, block.w, block.h].map((v) => Math.round(v / 10) * 10),
    ])
})

test('a person at the edge of the frame is not taken for one that is cut', () => {
  const seen = (box: BoundingBox, isCut: boolean) => ({ label: 'person', score: 0.5, box, isCut })
  const big = { x: 0, y: 0, w: 100, h: 200 }
  const child = { x: 10, y: 120, w: 40, h: 80 }
  assert.equal(merged([seen(big, false), seen(child, false)]).length, 2)
  assert.equal(merged([seen(big, false), seen(child, true)]).length, 1)
  assert.equal(merged([seen(big, false), { ...seen(child, true), label: 'car' }]).length, 2)
  assert.equal(merged([seen(child, true)]).length, 1, 'a part is better than nothing')
})

test('tiles cover the frame, lie within it, and overlap', () => {
  for (const [columns, rows] of [
    [2, 1],
    [2, 2],
    [3, 2],
    [7, 1],
  ] as const) {
    const tiles = tilesOf(1921, 1081, columns, rows)
    assert.equal(tiles.length, columns * rows)
    for (const { x, y, w, h } of tiles) assert.ok(x >= 0 && y >= 0 && x + w <= 1921 && y + h <= 1081)
    const last = tiles.at(-1)!
    assert.deepEqual([tiles[0]?.x, tiles[0]?.y, last.x + last.w, last.y + last.h], [0, 0, 1921, 1081])
    for (let i = 1; i < columns; i++)
      assert.ok(tiles[i - 1]!.x + tiles[i - 1]!.w - tiles[i]!.x >= 0.15 * last.w)
  }
})

test('with a sampling only its frames are looked at in tiles: the price is theirs', async () => {
  const eye = standIn()
  const eyes = tiled(eye, { everyMs: 1000 })
  const looks: number[] = []
  for (const ms of [0, 200, 999, 1000, 1200]) {
    const before = eye.looks
    await eyes.look(frameOf([], ms))
    looks.push(eye.looks - before)
  }
  assert.deepEqual(looks, [5, 1, 1, 5, 1])
})

test('more looks at a frame than the bound are refused', () => {
  assert.throws(() => tiled(standIn(), { columns: 4, rows: 2 }), /7 are allowed/)
})
