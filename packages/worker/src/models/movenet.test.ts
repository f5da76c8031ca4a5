import assert from 'node:assert/strict'
import { createHash } from 'node:crypto'
import { mkdtemp, readdir, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type TestContext, test } from 'node:test'
import { fileURLToPath } from 'node:url'
import { KEYPOINT } from '@vigia/core'
import sharp from 'sharp'
import { createPoseEstimator } from '../inference/index.js'
import { MODEL_CATALOGUE } from './catalogue.js'
import type { EnsuredModel } from './catalogue-models.js'
import type { ModelFetcher } from './fetch/npm-fetcher.js'
import { ModelStore } from './model-store.js'
import { POSE_MODEL } from './movenet.js'
import { ModelHashError } from './open-session.js'
import { buildTfjs } from './testing/run-tfjs.js'

const sha256 = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest('hex')

/** A graph with MoveNet's ports: every point at the constant's values, whatever the picture. */
const { topology, files } = buildTfjs({
  input: { shape: [1, 192, 192, 3], type: 'DT_INT32' },
  constants: {
    points: { shape: [1, 1, 17, 3], values: Array(51).fill(0.5) },
    begin: { shape: [], values: [0], type: 'int32' },
  },
  nodes: [{ op: 'AddV2', inputs: ['points', 'points'] }],
  outputShape: [1, 1, 17, 3],
})
const WEIGHTS = files.get('w.bin')!

async function storeWith(t: TestContext, fetcher: ModelFetcher) {
  const dir = await mkdtemp(join(tmpdir(), 'vigia-pose-model-'))
  t.after(() => rm(dir, { recursive: true, force: true }))
  const known = MODEL_CATALOGUE.get(POSE_MODEL)!
  const source = {
    ...known.source,
    file: 'models/graph.json',
    sha256: sha256(topology),
    beside: [{ file: 'models/w.bin', sha256: sha256(WEIGHTS) }],
  }
  const store = new ModelStore(dir, fetcher, new Map([[POSE_MODEL, { ...known, source }]]))
  return { store, dir }
}

test('a graph comes with its weights, is converted once and then served from the folder', async (t) => {
  let fetches = 0
  const { store, dir } = await storeWith(t, async (_source, _dir, _onBytes, onFile) => {
    fetches++
    onFile?.('models/w.bin', WEIGHTS)
    return topology
  })
  const first = await store.ensure(POSE_MODEL)
  assert.deepEqual(await store.ensure(POSE_MODEL), first)
  assert.equal(fetches, 1)
  assert.equal(first.manifest.head, 'movenet')
  assert.deepEqual((await readdir(dir)).sort(), [`${POSE_MODEL}.json`, `${POSE_MODEL}.onnx`])
})

test('weights that are not the expected ones, or do not come, are refused by name and nothing is kept', async (t) => {
  for (const weights of [Uint8Array.of(1), undefined]) {
    const { store, dir } = await storeWith(t, async (_source, _dir, _onBytes, onFile) => {
      if (weights) onFile?.('models/w.bin', weights)
      return topology
    })
    await assert.rejects(store.ensure(POSE_MODEL), (error: Error) => {
      assert.ok(error instanceof ModelHashError)
      assert.match(error.message, /models\/w\.bin of @vladmandic\/human@3\.3\.6/)
      assert.match(error.message, weights ? /found [0-9a-f]{64}/ : /found no such file/)
      return true
    })
    assert.deepEqual(await readdir(dir), [])
  }
})

/** Of the conversion that gave the same as TF.js itself on pictures of people, to 0.000003; see TFJS_CONVERTER_VERSION. */
const CONVERTED = '807568032861e739d5ed4db52f50f7a5a04b0239dc40dff6bacc4dfe26873b46'
/** Kept between runs, outside of version control: the package is 28 MB. */
const CACHE = fileURLToPath(new URL('../../../../.cache/models', import.meta.url))
const UNREACHABLE = new Set([
  'ENOTFOUND',
  'EAI_AGAIN',
  'ECONNREFUSED',
  'ENETUNREACH',
  'EHOSTUNREACH',
  'ETIMEDOUT',
])

/** A body from the front, its right arm (on the left of the picture) up; names of points and where they are. */
const FIGURE = `<svg xmlns="http://www.w3.org/2000/svg" width="192" height="192"><rect width="192" height="192" fill="#b8c4cc"/>
  <rect y="150" width="192" height="42" fill="#6f7468"/><g stroke-linecap="round" stroke-linejoin="round" fill="none">
  <path d="M87 100l-4 34 0 34" stroke="#27364b" stroke-width="14"/><path d="M105 100l4 34 0 34" stroke="#27364b" stroke-width="14"/>
  <path d="M80 58l-22-6-4-28" stroke="#a33a2f" stroke-width="10"/><path d="M112 58l8 24 2 24" stroke="#a33a2f" stroke-width="10"/></g>
  <rect x="78" y="50" width="36" height="54" rx="10" fill="#b8322e"/><rect x="91" y="42" width="10" height="12" fill="#e6b48f"/>
  <ellipse cx="96" cy="33" rx="11" ry="13" fill="#e6b48f"/><path d="M85 31a11 13 0 0 1 22 0z" fill="#3a2619"/>
  <circle cx="54" cy="22" r="6" fill="#e6b48f"/><circle cx="122" cy="108" r="6" fill="#e6b48f"/>
  <circle cx="92" cy="34" r="1.5"/><circle cx="100" cy="34" r="1.5"/></svg>`
const POINTS = {
  nose: [96, 36],
  leftShoulder: [112, 58],
  rightShoulder: [80, 58],
  rightElbow: [58, 52],
  rightWrist: [54, 24],
  leftHip: [105, 100],
  rightHip: [87, 100],
  leftAnkle: [109, 168],
  rightAnkle: [83, 168],
} as const

test('MoveNet from npm converts to the known file and finds the points of a drawn body', async (t) => {
  const store = new ModelStore(CACHE)
  let model: EnsuredModel
  try {
    model = await store.ensure(POSE_MODEL)
  } catch (error) {
    const cause = (error as Error).cause as NodeJS.ErrnoException | undefined
    if (!UNREACHABLE.has(cause?.code ?? '')) throw error
    t.skip(`the npm registry cannot be reached: ${(error as Error).message}`)
    return
  }
  assert.equal(model.manifest.sha256, CONVERTED)
  const estimator = await createPoseEstimator(model)
  t.after(() => estimator.close())
  const rgb = await sharp(Buffer.from(FIGURE)).removeAlpha().raw().toBuffer()
  const pose = await estimator.estimate(new Uint8Array(rgb))
  for (const [name, [x, y]] of Object.entries(POINTS)) {
    const found = pose[KEYPOINT[name as keyof typeof KEYPOINT]]!
    const off = Math.hypot(found.x * 192 - x, found.y * 192 - y)
    assert.ok(off < 15, `${name} is ${off.toFixed(1)} pixels off, score ${found.score.toFixed(2)}`)
  }
})
