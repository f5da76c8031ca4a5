import assert from 'node:assert/strict'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type TestContext, test } from 'node:test'
import { convertTflite } from '../models/convert.js'
import { TINY_MANIFEST, tinyDetector } from '../models/testing/tiny-detector.js'
import { createDetector, DetectorError, type DetectorOptions } from './detector.js'

async function setUp(t: TestContext, more: Partial<DetectorOptions> = {}) {
  const dir = await mkdtemp(join(tmpdir(), 'vigia-detector-'))
  const modelPath = join(dir, 'tiny.onnx')
  await writeFile(modelPath, convertTflite(tinyDetector(), 'tiny'))
  const detector = await createDetector({ modelPath, manifest: TINY_MANIFEST, ...more })
  t.after(async () => {
    await detector.close()
    await rm(dir, { recursive: true, force: true })
  })
  return detector
}

/** A picture black but for one colour in the rectangle from (x, y) to the bottom right of a 4×4 square. */
function picture(width: number, height: number, x: number, y: number, colour: number[]): Uint8Array {
  const inside = (i: number) => {
    const column = i % width
    const row = Math.floor(i / width)
    return column >= x && column < x + 4 && row >= y && row < y + 4
  }
  return Uint8Array.from({ length: width * height * 3 }, (_, i) =>
    inside(Math.floor(i / 3)) ? colour[i % 3]! : 0,
  )
}

/** Each pixel as a square of `times` × `times`. */
function enlarged(rgb: Uint8Array, width: number, height: number, times: number): Uint8Array {
  const [w, h] = [width * times, height * times]
  return Uint8Array.from({ length: w * h * 3 }, (_, i) => {
    const pixel = Math.floor(i / 3)
    const [x, y] = [Math.floor((pixel % w) / times), Math.floor(Math.floor(pixel / w) / times)]
    return rgb[(y * width + x) * 3 + (i % 3)]!
  })
}

const RED = [255, 0, 0]
const BLUE = [0, 0, 255]

test('a red quarter is a person there, a blue one a car', async (t) => {
  const detector = await setUp(t)
  assert.equal(detector.inputSize, 8)
  // sigmoid(128 / 16) for full colour.
  const score = Math.fround(1 / (1 + Math.exp(-8)))
  const [person, ...rest] = await detector.detect(picture(8, 8, 4, 0, RED), 8, 8, 0.9)
  assert.deepEqual(rest, [])
  assert.deepEqual(person?.box, { x: 4, y: 0, w: 4, h: 4 })
  assert.equal(person.label, 'person')
  assert.ok(Math.abs(person.score - score) < 1e-6)
  const cars = await detector.detect(picture(8, 8, 0, 4, BLUE), 8, 8, 0.9)
  assert.deepEqual(
    cars.map(({ box, label }) => ({ box, label })),
    [{ box: { x: 0, y: 4, w: 4, h: 4 }, label: 'car' }],
  )
})

test('a picture smaller than the input is padded below, and boxes end at its edge', async (t) => {
  const detector = await setUp(t)
  // Rows 6 and 7 are padding of 127: the quarter's red is half 255, half 127.
  const found = await detector.detect(picture(8, 6, 0, 4, RED), 8, 6, 0.9)
  assert.deepEqual(
    found.map(({ box, label }) => ({ box, label })),
    [{ box: { x: 0, y: 4, w: 4, h: 2 }, label: 'person' }],
  )
})

test('many calls at once are each answered with their own picture, which the caller keeps', async (t) => {
  const detector = await setUp(t)
  const places = Array.from({ length: 20 }, (_, i) => ({ x: (i % 2) * 4, y: (Math.floor(i / 2) % 2) * 4 }))
  // A Buffer from the shared pool: only its own bytes may be handed over.
  const pictures = places.map(({ x, y }) => Buffer.from(picture(8, 8, x, y, RED)))
  const found = await Promise.all(pictures.map((rgb) => detector.detect(rgb, 8, 8, 0.9)))
  assert.deepEqual(
    found.map(([first]) => ({ x: first?.box.x, y: first?.box.y })),
    places,
  )
  assert.ok(pictures.every((rgb) => rgb.length === 192))
})

test('labels narrow what is looked for', async (t) => {
  const detector = await setUp(t, { labels: ['car'] })
  assert.deepEqual(await detector.detect(picture(8, 8, 0, 0, RED), 8, 8, 0.9), [])
  assert.equal((await detector.detect(picture(8, 8, 0, 0, BLUE), 8, 8, 0.9)).length, 1)
})

test('a picture of another size is scaled to the input, and boxes come in its own pixels', async (t) => {
  const detector = await setUp(t)
  const twice = await detector.detect(enlarged(picture(8, 6, 0, 4, RED), 8, 6, 2), 16, 12, 0.9)
  assert.deepEqual(
    twice.map(({ box, label }) => ({ box, label })),
    [{ box: { x: 0, y: 8, w: 8, h: 4 }, label: 'person' }],
  )
})

test('a picture that is not what its size says is refused with its measures', async (t) => {
  const detector = await setUp(t)
  await assert.rejects(
    detector.detect(new Uint8Array(0), 0, 8, 0.5),
    /picture is 0×8; sides can be 1 to 8192/,
  )
  await assert.rejects(detector.detect(new Uint8Array(10), 8, 8, 0.5), /rgb has 10 bytes; 8×8 RGB needs 192/)
  await assert.rejects(detector.detect(new Uint8Array(192), 8, 8, 2), /minScore is 2/)
})

test('closing fails the calls that wait, and later ones; closing again does nothing', async (t) => {
  const detector = await setUp(t)
  const waiting = detector.detect(picture(8, 8, 0, 0, RED), 8, 8, 0.9)
  const refused = assert.rejects(waiting, /was closed/)
  await detector.close()
  await refused
  await assert.rejects(detector.detect(picture(8, 8, 0, 0, RED), 8, 8, 0.9), DetectorError)
  await detector.close()
})

test('a model that is missing, damaged or another than its manifest says fails at the start', async (t) => {
  const dir = await mkdtemp(join(tmpdir(), 'vigia-detector-'))
  t.after(() => rm(dir, { recursive: true, force: true }))
  const modelPath = join(dir, 'model.onnx')
  await assert.rejects(createDetector({ modelPath, manifest: TINY_MANIFEST }), DetectorError)
  await writeFile(modelPath, 'no model')
  await assert.rejects(createDetector({ modelPath, manifest: TINY_MANIFEST }), DetectorError)
  await writeFile(modelPath, convertTflite(tinyDetector(), 'tiny'))
  const manifest = { ...TINY_MANIFEST, labels: ['person'] }
  await assert.rejects(createDetector({ modelPath, manifest }), /output scores is float32 \[1,4,2\]/)
})
