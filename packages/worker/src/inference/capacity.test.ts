import assert from 'node:assert/strict'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test } from 'node:test'
import { convertTflite } from '../models/convert.js'
import { TINY_MANIFEST, tinyDetector } from '../models/testing/tiny-detector.js'
import { measureCapacity, slotsOf } from './capacity.js'

test('slots follow from cores and the time of an inference, two at least', () => {
  // 24 ms on 2 cores: 2 / (5 × 0.024 × 2.6) = 6.4 streams, where whole jobs were measured at 6.2 to 7.0.
  assert.equal(slotsOf(2, 24), 6)
  assert.equal(slotsOf(16, 24), 51)
  assert.equal(slotsOf(1, 400), 2)
})

test('the fastest inference counts, measured with the real detector', async (t) => {
  const dir = await mkdtemp(join(tmpdir(), 'vigia-capacity-'))
  t.after(() => rm(dir, { recursive: true, force: true }))
  const modelPath = join(dir, 'tiny.onnx')
  await writeFile(modelPath, convertTflite(tinyDetector(), 'tiny'))
  // Each inference seems to take 100 ms, but one of them 40.
  const times = Array.from({ length: 12 }, (_, i) => (i === 7 ? 40 : 100)).flatMap((ms) => [0, ms])
  let at = 0
  let i = 0
  const now = () => {
    at += times[i++] ?? 0
    return at
  }
  assert.deepEqual(await measureCapacity({ modelPath, manifest: TINY_MANIFEST }, 4, now), {
    inferenceMs: 40,
    slots: slotsOf(4, 40),
  })
})

test('a model that cannot be loaded is told', async () => {
  await assert.rejects(
    measureCapacity({ modelPath: '/nonexistent.onnx', manifest: TINY_MANIFEST }, 2),
    /detector tiny/,
  )
})
