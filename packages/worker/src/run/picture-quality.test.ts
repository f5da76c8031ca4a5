import assert from 'node:assert/strict'
import { test } from 'node:test'
import { ALGORITHMS, newestRelease, type Release } from '@vigia/core'
import { pictureQuality } from './picture-quality.js'

const intrusion = newestRelease(ALGORITHMS.get('c-intrusiondetection-cloud')!)
const withUsual = (parameters: Release['parameters']): Release => ({ ...intrusion, parameters })

test('what the job asks for comes before what is usual for the algorithm, and that before 90', () => {
  const speeding = withUsual({ properties: { image_compression_ratio: { default: 100 } } })
  assert.equal(pictureQuality(speeding, { image_compression_ratio: 20 }), 20)
  assert.equal(pictureQuality(speeding, {}), 100)
  assert.equal(pictureQuality(intrusion, {}), 90)
  assert.equal(pictureQuality(withUsual({ type: 'object' }), {}), 90)
  assert.equal(pictureQuality(withUsual({ properties: { other: { default: 5 } } }), {}), 90)
})
