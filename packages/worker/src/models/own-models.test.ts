import assert from 'node:assert/strict'
import { mkdir, mkdtemp, readdir, readFile, rm, utimes, writeFile } from 'node:fs/promises'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type TestContext, test } from 'node:test'
import { createDetector } from '../inference/index.js'
import { painted } from '../inference/testing/look-once.js'
import { DEFAULT_MODEL } from './catalogue.js'
import type { ModelProgress } from './catalogue-models.js'
import { ModelStore } from './model-store.js'
import { ModelHashError, sha256 } from './open-session.js'
import { ModelFitError } from './ports.js'
import { tinyCatalogue, tinyDetector } from './testing/tiny-detector.js'
import { sayingModel, seeingModel, TINY_INPUT } from './testing/tiny-graphs.js'

const SEEING = seeingModel(TINY_INPUT, { x: [0, 16], y: [0, 32] })
const MANIFEST = {
  name: 'my-colours',
  licence: 'MIT',
  head: 'yolov8',
  labels: ['red', 'green', null],
  threshold: 0.5,
  input: { scale: 1 / 255 },
}

async function setUp(t: TestContext, onnx: Uint8Array = SEEING) {
  const dir = await mkdtemp(join(tmpdir(), 'vigia-own-'))
  t.after(() => rm(dir, { recursive: true, force: true }))
  const file = join(dir, 'given.onnx')
  await writeFile(file, onnx)
  const folder = join(dir, 'models')
  const never = () => Promise.reject(new Error('no network here'))
  const store = new ModelStore(folder, never, tinyCatalogue('0'.repeat(64)))
  const add = (change: object = {}, more: { name?: string; sha256?: string; file?: string } = {}) =>
    store.add({ file, manifest: JSON.stringify({ ...MANIFEST, ...change }), ...more })
  return { dir, folder, own: join(folder, 'own'), file, store, add }
}

const kept = (own: string) => readdir(own).catch(() => [])

test('a model that fits is kept with what its file says of the input, and detects', async (t) => {
  const { own, store, add } = await setUp(t)
  const { manifest, modelPath, fileSha256 } = await add()
  assert.deepEqual(manifest.input, { ...TINY_INPUT, scale: 1 / 255 })
  assert.equal(fileSha256, sha256(SEEING))
  assert.equal(manifest.source, `added from a file#sha256=${fileSha256}`)
  assert.deepEqual(await kept(own), ['my-colours'])
  assert.deepEqual(await store.ensure('my-colours'), { modelPath, manifest })
  assert.deepEqual(await store.manifest('my-colours'), manifest)

  const detector = await createDetector({ modelPath, manifest })
  t.after(() => detector.close())
  const size = { width: 32, height: 32 }
  const found = await detector.detect(painted(size, [204, 10, 255]), 32, 32, 0.5)
  assert.deepEqual(
    found.map(({ label, box }) => ({ label, box })),
    [{ label: 'red', box: { x: 0, y: 0, w: 16, h: 32 } }],
  )
})

test('lists: beside the catalogue, and by what they know', async (t) => {
  const { store, add } = await setUp(t)
  await add()
  const [tiny, own] = await store.list()
  assert.deepEqual([tiny?.name, tiny?.isOwn, tiny?.ready], ['tiny', false, false])
  assert.deepEqual(own, {
    name: 'my-colours',
    title: 'yolov8, 2 classes',
    licence: 'MIT',
    source: `added from a file#sha256=${sha256(SEEING)}`,
    width: 32,
    height: 32,
    threshold: 0.5,
    isDefault: false,
    isOwn: true,
    ready: true,
  })
  assert.deepEqual(await store.installedLabels(), [
    { name: 'tiny', labels: ['person', 'car'] },
    { name: 'my-colours', labels: ['red', 'green'] },
  ])
})

test('a file that has changed is never loaded: not by the store, not by a detector that is told its path', async (t) => {
  const { store, add } = await setUp(t)
  const { modelPath, manifest } = await add()
  const other = seeingModel(TINY_INPUT, { x: [16, 32], y: [0, 32] })
  await writeFile(modelPath, other)
  await assert.rejects(store.ensure('my-colours'), (error: Error) => {
    assert.ok(error instanceof ModelHashError)
    assert.ok(error.message.includes(`expected sha256 ${sha256(SEEING)}, found ${sha256(other)}`))
    assert.match(error.message, /It is not loaded\. .*vigia models remove my-colours/)
    return true
  })
  await assert.rejects(
    createDetector({ modelPath, manifest }),
    /has changed since it was added: expected sha256/,
  )
  const listed = (await store.list()).find(({ name }) => name === 'my-colours')
  assert.equal(listed?.ready, false)
  assert.match(listed.fault ?? '', /has changed/)
  await rm(modelPath)
  await assert.rejects(store.ensure('my-colours'), /its file is gone/)
})

test('a manifest that was damaged on disk breaks that model only, and says which member', async (t) => {
  const { own, store, add } = await setUp(t)
  await add()
  await add({ name: 'other' })
  const path = join(own, 'other', 'manifest.json')
  const text = await readFile(path, 'utf8')
  await writeFile(path, text.replace('"threshold": 0.5', '"threshold": 5'))
  await assert.rejects(store.ensure('other'), /threshold: is 5/)
  await writeFile(path, text.slice(0, 50))
  await assert.rejects(store.ensure('other'), /the manifest is no JSON/)
  const list = await store.list()
  assert.deepEqual(
    list.map(({ name, fault }) => [name, fault !== undefined]),
    [
      ['tiny', false],
      ['my-colours', false],
      ['other', true],
    ],
  )
  assert.deepEqual(
    (await store.installedLabels()).map(({ name }) => name),
    ['tiny', 'my-colours'],
  )
})

test('names: taken, of the catalogue, of another form, or none', async (t) => {
  const { add } = await setUp(t)
  await add()
  await assert.rejects(add(), /name: there is a model my-colours already/)
  await assert.rejects(add({}, { name: 'tiny' }), /name: tiny is a model of the catalogue/)
  for (const name of ['Helmets', '-a', 'a-', '../x', '', 'a'.repeat(65)])
    await assert.rejects(add({}, { name }), /name: is .*; it must be 1 to 64 lower-case letters/)
  await assert.rejects(
    add({ name: undefined }),
    /name: is missing; write it into the manifest, or give --name/,
  )
  await add({}, { name: 'a1' })
})

test('two of one name at once: one is kept whole, the other is told so; a hash may be written in capitals', async (t) => {
  const { own, store, add } = await setUp(t)
  const hash = { sha256: sha256(SEEING).toUpperCase() }
  const ends = await Promise.allSettled([add({}, hash), add({}, hash)])
  assert.deepEqual(ends.map(({ status }) => status).sort(), ['fulfilled', 'rejected'])
  const refused = ends.find((end) => end.status === 'rejected')
  assert.match(String(refused?.reason), /there is a model my-colours already/)
  assert.deepEqual(await kept(own), ['my-colours'])
  await store.ensure('my-colours')
})

test('a hash that is not that of the file, and a file that cannot be read: nothing is kept', async (t) => {
  const { own, add, dir } = await setUp(t)
  await assert.rejects(add({ sha256: 'f'.repeat(64) }), (error: Error) => {
    assert.ok(error instanceof ModelHashError)
    assert.match(error.message, /is not the file that was meant: expected sha256 f+, found [0-9a-f]{64}/)
    return true
  })
  await assert.rejects(
    add({}, { file: join(dir, 'none.onnx') }),
    /the model file .*none\.onnx cannot be read: ENOENT/,
  )
  assert.deepEqual(await kept(own), [])
  await add({ sha256: sha256(SEEING) })
})

test('bytes that are no model, or another than the manifest says: told with what was found and what was expected', async (t) => {
  const { own, file, add } = await setUp(t)
  const refused = async (change: object, text: RegExp) => {
    await assert.rejects(add(change), (error: Error) => {
      assert.ok(error instanceof ModelFitError, String(error))
      assert.match(error.message, text)
      return true
    })
  }
  await refused(
    { labels: ['red'] },
    /output output0 is float32 \[1,7,1\], its manifest needs float32 \[1,5,N\] for head yolov8 \(4 \+ 1 labels\)/,
  )
  await refused(
    { head: 'ssd' },
    /output boxes is missing, its manifest needs float32 \[1,N,4\]; the file's outputs: output0 float32 \[1,7,1\]\. Say which/,
  )
  await refused(
    { head: 'yolox' },
    /output output0 is float32 \[1,7,1\], its manifest needs float32 \[1,21,8\] for head yolox \(21 cells of strides 8, 16, 32 at 32×32; 5 \+ 3 labels\)/,
  )
  await refused({ outputs: { output0: 'out' } }, /output out is missing/)
  await refused(
    { input: { name: 'image' } },
    /input\.name: the model has no input image; it has images \[1,3,32,32\]/,
  )
  await refused(
    { input: { width: 64 } },
    /input images is float32 \[1,3,32,32\], its manifest needs float32 \[1,3,32,64\]/,
  )
  await refused(
    { input: { layout: 'nhwc', width: 32, height: 32 } },
    /is float32 \[1,3,32,32\], its manifest needs float32 \[1,32,32,3\]/,
  )
  await refused({ input: { type: 'uint8' } }, /is float32 \[1,3,32,32\], its manifest needs uint8/)
  await writeFile(file, SEEING.subarray(0, 200))
  await assert.rejects(add(), /model my-colours: the file cannot be loaded as an ONNX model: /)
  await writeFile(
    file,
    sayingModel({ output0: { shape: [1, 7, 1], values: [1, 2, 3, 4, 0.5, Number.NaN, 0] } }),
  )
  await refused(
    {},
    /output output0 holds values that are no numbers \(NaN\) for a grey picture: input\.scale, mean or std/,
  )
  await writeFile(
    file,
    sayingModel({ output0: { shape: [1, 7, 1], values: Array(7).fill(0) } }, TINY_INPUT, [
      { name: 'extra', type: 'int64', shape: [1, 2] },
    ]),
  )
  await refused({}, /input extra is int64 \[1,2\], and nothing feeds it/)
  assert.deepEqual(await kept(own), [])
})

test('lengths that the file leaves free come from the manifest, and outputs are looked at when it runs', async (t) => {
  const free = sayingModel(
    { output0: { shape: [1, 7, 1], values: [1, 2, 3, 4, 0.5, 0, 0] } },
    { ...TINY_INPUT, width: -1, height: -1 },
  )
  const { add } = await setUp(t, free)
  await assert.rejects(add(), /input\.width: input images \[.*\] takes any; write the number of pixels/)
  const { manifest } = await add({ input: { width: 64, height: 48 } })
  assert.deepEqual([manifest.input.width, manifest.input.height], [64, 48])
})

test('a TFLite file is converted; its own hash is told, the hash of what it became is kept', async (t) => {
  const { add, store } = await setUp(t, tinyDetector())
  const { manifest, fileSha256, modelPath } = await add({
    head: 'ssd',
    labels: ['person', 'car'],
    input: {},
    sha256: sha256(tinyDetector()),
  })
  assert.deepEqual([manifest.input.layout, manifest.input.type, manifest.input.width], ['nhwc', 'uint8', 8])
  assert.equal(fileSha256, sha256(tinyDetector()))
  assert.equal(manifest.sha256, sha256(await readFile(modelPath)))
  await store.ensure('my-colours')
})

test('removing: an own model is gone, what was not there is said, the default stays', async (t) => {
  const { own, store, add } = await setUp(t)
  await add()
  assert.deepEqual(await store.remove('my-colours'), { isOwn: true })
  assert.deepEqual(await kept(own), [])
  await assert.rejects(
    store.remove('my-colours'),
    /there is no model "my-colours"; known models: tiny\. "vigia models add"/,
  )
  await assert.rejects(store.ensure('my-colours'), /there is no model "my-colours"; known models: tiny/)
  await assert.rejects(store.remove('tiny'), /tiny is of the catalogue, and was not fetched/)
  await assert.rejects(
    new ModelStore(own).remove(DEFAULT_MODEL),
    /is the detector of all jobs that name none/,
  )
  await assert.rejects(store.remove('../models'), /there is no model/)
})

test('what an add that was cut off left behind is cleared a day later, by the next add', async (t) => {
  const { own, add } = await setUp(t)
  await mkdir(join(own, '.old.part'), { recursive: true })
  await mkdir(join(own, '.new.part'), { recursive: true })
  await utimes(join(own, '.old.part'), 1, 1)
  await add()
  assert.deepEqual((await kept(own)).sort(), ['.new.part', 'my-colours'])
})

test('an address: fetched, with progress, when its hash is given', async (t) => {
  const { own, store } = await setUp(t)
  const server = createServer((request, answer) => {
    if (request.url !== '/good.onnx') return void answer.writeHead(404).end()
    answer.writeHead(200, { 'content-length': SEEING.length }).end(SEEING)
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  t.after(() => server.close())
  const base = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  const manifest = JSON.stringify(MANIFEST)
  await assert.rejects(
    store.add({ file: `${base}/good.onnx`, manifest }),
    /sha256: is missing; a file from the network needs it/,
  )
  const hash = sha256(SEEING)
  await assert.rejects(
    store.add({ file: `${base}/none.onnx`, manifest, sha256: hash }),
    /could not fetch http.*none\.onnx: the server answered 404\. Check the address/,
  )
  assert.deepEqual(await kept(own), [])
  const seen: ModelProgress[] = []
  const added = await store.add({ file: `${base}/good.onnx`, manifest, sha256: hash }, (p) => seen.push(p))
  assert.equal(added.manifest.source, `${base}/good.onnx#sha256=${hash}`)
  assert.deepEqual(seen.filter(({ phase }) => phase === 'download').at(-1), {
    phase: 'download',
    done: SEEING.length,
    total: SEEING.length,
  })
  assert.deepEqual([...new Set(seen.map(({ phase }) => phase))], ['download', 'verify', 'check'])
})
