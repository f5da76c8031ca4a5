import assert from 'node:assert/strict'
import { test } from 'node:test'
import { checkModel } from './check-model.js'
import { convertTflite } from './convert.js'
import { TINY_MANIFEST, tinyDetector } from './testing/tiny-detector.js'

const MODEL = convertTflite(tinyDetector(), 'tiny')

test('a model that fits its manifest passes', async () => {
  await checkModel(MODEL, TINY_MANIFEST)
})

test('the port that does not fit is named with what it is and should be', async () => {
  const input = { ...TINY_MANIFEST.input, width: 16, height: 16 }
  await assert.rejects(
    checkModel(MODEL, { ...TINY_MANIFEST, input }),
    /input input is uint8 \[1,8,8,3\], its manifest needs uint8 \[1,16,16,3\]/,
  )
  await assert.rejects(
    checkModel(MODEL, { ...TINY_MANIFEST, labels: ['person'] }),
    /output scores is float32 \[1,4,2\], its manifest needs float32 \[1,4,1\] for head ssd \(1 labels\)/,
  )
  const named = { ...TINY_MANIFEST.input, name: 'image' }
  await assert.rejects(checkModel(MODEL, { ...TINY_MANIFEST, input: named }), /input image is missing/)
})

test('bytes that are no model are refused', async () => {
  await assert.rejects(checkModel(MODEL.subarray(0, 100), TINY_MANIFEST))
})
