import assert from 'node:assert/strict'
import { test } from 'node:test'
import sharp from 'sharp'
import { annotate, draw } from './annotate.js'
import { Canvas } from './canvas.js'
import { renderHeatmap } from './heatmap.js'
import { yuvToRgb } from './yuv-to-rgb.js'

const NOTHING = { boxes: [], polygons: [], lines: [] }

/** One colour over the whole picture. */
function plain(width: number, height: number, [y, u, v]: [number, number, number]): Uint8Array {
  const chroma = Math.ceil(width / 2) * Math.ceil(height / 2)
  return new Uint8Array([
    ...new Uint8Array(width * height).fill(y),
    ...new Uint8Array(chroma).fill(u),
    ...new Uint8Array(chroma).fill(v),
  ])
}

async function pixels(jpeg: Uint8Array) {
  const { data, info } = await sharp(jpeg).raw().toBuffer({ resolveWithObject: true })
  const at = (x: number, y: number) => [
    ...data.subarray((y * info.width + x) * 3, (y * info.width + x) * 3 + 3),
  ]
  return { info, at }
}

function near(actual: number[], expected: number[], slack: number): void {
  assert.ok(
    actual.every((value, i) => Math.abs(value - expected[i]!) <= slack),
    `${actual} is not near ${expected}`,
  )
}

test('known colours: white, black, and red by BT.601 below 720 rows, by BT.709 from there', () => {
  near([...yuvToRgb(plain(2, 2, [235, 128, 128]), 2, 2).subarray(0, 3)], [255, 255, 255], 1)
  near([...yuvToRgb(plain(2, 2, [16, 128, 128]), 2, 2).subarray(0, 3)], [0, 0, 0], 1)
  near([...yuvToRgb(plain(2, 2, [81, 90, 240]), 2, 2).subarray(0, 3)], [255, 0, 0], 2)
  near([...yuvToRgb(plain(2, 720, [63, 102, 240]), 2, 720).subarray(0, 3)], [255, 0, 0], 2)
})

test('odd sizes have rounded-up chroma, wrong lengths are refused', () => {
  assert.equal(yuvToRgb(plain(5, 3, [128, 128, 128]), 5, 3).length, 45)
  assert.throws(() => yuvToRgb(new Uint8Array(10), 5, 3), /5 x 3 has 27 bytes, not 10/)
})

test('boxes, regions and lines appear where they belong', async () => {
  const drawing = {
    boxes: [
      { x: 20, y: 40, w: 60, h: 60, color: 'alarm' as const },
      { x: 120, y: 40, w: 60, h: 60, color: 'object' as const },
    ],
    polygons: [
      {
        points: [
          [200, 20],
          [300, 20],
          [300, 160],
        ] as [number, number][],
      },
    ],
    lines: [],
  }
  const canvas = new Canvas(yuvToRgb(plain(320, 180, [126, 128, 128]), 320, 180), 320, 180)
  draw(canvas, drawing)
  const drawn = (x: number, y: number) => [...canvas.rgb.subarray((y * 320 + x) * 3, (y * 320 + x) * 3 + 3)]
  assert.deepEqual(drawn(50, 41), [255, 59, 48])
  assert.deepEqual(drawn(150, 99), [52, 199, 89])
  assert.deepEqual(drawn(250, 20), [255, 214, 10])
  assert.deepEqual(drawn(250, 90), [255, 214, 10])
  assert.deepEqual(drawn(50, 70), [128, 128, 128])
  const { info, at } = await pixels(await annotate(plain(320, 180, [126, 128, 128]), 320, 180, drawing, 100))
  assert.deepEqual([info.width, info.height], [320, 180])
  near(at(50, 70), [128, 128, 128], 4)
})

test('a legal area is drawn in green, any other in yellow', () => {
  const square = (x: number): [number, number][] => [
    [x, 20],
    [x + 60, 20],
    [x + 60, 80],
    [x, 80],
  ]
  const canvas = new Canvas(new Uint8Array(320 * 180 * 3), 320, 180)
  const polygons = [{ points: square(20), color: 'legal' as const }, { points: square(120) }]
  draw(canvas, { ...NOTHING, polygons })
  const drawn = (x: number, y: number) => [...canvas.rgb.subarray((y * 320 + x) * 3, (y * 320 + x) * 3 + 3)]
  assert.deepEqual(drawn(50, 20), [48, 176, 80])
  assert.deepEqual(drawn(150, 20), [255, 214, 10])
})

test('drawings far outside or with broken numbers cost nothing and throw nothing', async () => {
  const drawing = {
    boxes: [{ x: -1e9, y: Number.NaN, w: 2e9, h: 5, label: 'x'.repeat(1e5) }],
    polygons: [
      {
        points: [
          [-1e12, 1e12],
          [1e12, -1e12],
          [Number.NaN, 3],
        ] as [number, number][],
        name: '区域',
      },
    ],
    lines: [
      {
        points: [
          [0, 0],
          [1e15, 1e15],
        ] as [[number, number], [number, number]],
        name: 'line',
      },
    ],
  }
  const { info } = await pixels(await annotate(plain(64, 36, [60, 128, 128]), 64, 36, drawing, 5))
  assert.equal(info.width, 64)
})

test('quality changes the size', async () => {
  const noisy = plain(128, 128, [0, 128, 128])
  for (let i = 0; i < 128 * 128; i++) noisy[i] = 16 + ((i * 7919) % 219)
  const [low, high] = await Promise.all(
    [20, 100].map((quality) => annotate(noisy, 128, 128, NOTHING, quality)),
  )
  assert.ok(low!.length * 2 < high!.length)
})

test('a label is dark letters on its ground', () => {
  const canvas = new Canvas(new Uint8Array(40 * 20 * 3), 40, 20)
  canvas.label('I', 0, 0, 1, [200, 100, 50])
  const at = (x: number, y: number) => [...canvas.rgb.subarray((y * 40 + x) * 3, (y * 40 + x) * 3 + 3)]
  assert.deepEqual(at(0, 0), [200, 100, 50])
  assert.deepEqual(at(3, 3), [16, 16, 16])
  assert.deepEqual(at(7, 3), [0, 0, 0])
})

test('a heat map is hot where its largest value is, in both styles; an empty one is cold', async () => {
  const values = new Float32Array(16 * 9)
  values[4 * 16 + 8] = 5
  for (const style of ['density', 'points'] as const) {
    const { info, at } = await pixels(await renderHeatmap({ cols: 16, rows: 9, values }, style, 320, 180))
    assert.deepEqual([info.width, info.height], [320, 180])
    assert.ok(at(170, 90)[0]! > 150, style)
    assert.ok(at(10, 10)[0]! < 40, style)
  }
  const { at } = await pixels(
    await renderHeatmap({ cols: 2, rows: 2, values: new Float32Array(4) }, 'density', 20, 20),
  )
  assert.ok(at(10, 10)[0]! < 40)
  await assert.rejects(
    renderHeatmap({ cols: 3, rows: 2, values: new Float32Array(4) }, 'points', 20, 20),
    /needs 6 values/,
  )
})
