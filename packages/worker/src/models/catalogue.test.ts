import assert from 'node:assert/strict'
import { test } from 'node:test'
import { DEFAULT_MODEL, MODEL_CATALOGUE } from './catalogue.js'
import { COCO_90_LABELS } from './coco-labels.js'

test('the labels are the 80 classes of COCO at their category numbers', () => {
  assert.equal(COCO_90_LABELS.length, 90)
  const names = COCO_90_LABELS.filter((label) => label !== null)
  assert.equal(new Set(names).size, 80)
  const unused = [...COCO_90_LABELS.keys()].filter((i) => COCO_90_LABELS[i] === null).map((i) => i + 1)
  assert.deepEqual(unused, [12, 26, 29, 30, 45, 66, 68, 69, 71, 83])
  const category = (label: string) => COCO_90_LABELS.indexOf(label) + 1
  assert.deepEqual(
    ['person', 'truck', 'stop sign', 'backpack', 'suitcase', 'bottle', 'tv', 'toothbrush'].map(category),
    [1, 8, 13, 27, 33, 44, 72, 90],
  )
})

test('every entry is pinned by version, integrity and hash', () => {
  assert.ok(MODEL_CATALOGUE.has(DEFAULT_MODEL))
  for (const [name, { source, manifest }] of MODEL_CATALOGUE) {
    assert.equal(manifest.name, name)
    assert.match(source.version, /^\d+\.\d+\.\d+$/)
    assert.match(source.integrity, /^sha512-/)
    assert.match(source.sha256, /^[0-9a-f]{64}$/)
    assert.ok(manifest.threshold > 0 && manifest.threshold < 1)
  }
})
