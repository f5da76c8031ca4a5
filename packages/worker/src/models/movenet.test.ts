import assert from 'node:assert/strict'
import { createHash } from 'node:crypto'
import { mkdtemp, readdir, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type TestContext, test } from 'node:test'
import { MODEL_CATALOGUE } from './catalogue.js'
import type { ModelFetcher } from './fetch/npm-fetcher.js'
import { ModelHashError, ModelStore } from './model-store.js'
import { POSE_MODEL } from './movenet.js'
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
