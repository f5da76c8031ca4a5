import assert from 'node:assert/strict'
import { test } from 'node:test'
import { type ModelManifest, RAW_PIXELS } from '@vigia/worker'
import type { ModelCommands } from './deps.js'
import { runVigia } from './testing/run-vigia.js'

const model = {
  title: 'EfficientDet-Lite0',
  licence: 'Apache-2.0',
  source: 'npm:x',
  width: 320,
  height: 320,
  threshold: 0.4,
  isOwn: false,
}
const manifest: ModelManifest = {
  name: 'helmets',
  licence: 'MIT',
  attribution: 'the site',
  source: 'added from a file#sha256=ab',
  sha256: 'cd',
  head: 'yolov8',
  options: { activation: 'sigmoid' },
  outputs: { output0: 'out' },
  labels: ['helmet', null, 'head'],
  threshold: 0.4,
  overlap: 0.6,
  input: {
    ...RAW_PIXELS,
    name: 'images',
    layout: 'nchw',
    width: 640,
    height: 384,
    type: 'float32',
    scale: 1 / 255,
    padValue: 114,
  },
}
const models: ModelCommands = {
  list: async () => [
    { ...model, name: 'lite0', isDefault: true, ready: true },
    { ...model, name: 'lite1', isDefault: false, ready: false },
    {
      ...model,
      name: 'helmets',
      isDefault: false,
      isOwn: true,
      ready: false,
      fault: 'model helmets: changed',
    },
  ],
  show: async (_dataDir, name) => {
    if (name !== 'helmets') throw new Error(`there is no model "${name}"`)
    return manifest
  },
  add: async (dataDir, given, onProgress) => {
    if (given.file === 'bad.onnx') throw new Error('head: is "x"; it must be one of ssd')
    assert.deepEqual(given, { file: 'h.onnx', manifestFile: 'm.json', name: 'helmets', sha256: 'ab' })
    onProgress({ phase: 'check', done: 1, total: 1 })
    return { modelPath: `${dataDir}/h`, manifest, fileSha256: 'ab' }
  },
  remove: async (_dataDir, name) => {
    if (name === 'lite0') throw new Error('lite0 is the detector of all jobs that name none')
    return { isOwn: name === 'helmets' }
  },
  bench: async (_dataDir, _name, { threads }) =>
    threads.map((count) => ({
      threads: count,
      prepareMs: 0.125,
      runMs: 20 / count,
      decodeMs: 1,
      framesPerSecond: 47.33,
    })),
  pull: async (dataDir, name, onProgress) => {
    if (name !== 'lite0') throw new Error(`there is no model "${name}"; known models: lite0`)
    onProgress({ phase: 'download', done: 50, total: 100 })
    onProgress({ phase: 'convert', done: 1, total: 1 })
    return { modelPath: `${dataDir}/models/lite0.onnx` }
  },
  test: async (_dataDir, name, picture, { out, minScore }) => {
    if (name === 'movenet') return { detections: [], pose: [{ x: 3.2, y: 4, score: 0.5 }], out }
    if (minScore !== undefined) return { detections: [], out }
    if (picture === 'none.jpg') throw new Error('the picture none.jpg cannot be read')
    return { detections: [{ label: 'person', score: 0.876, box: { x: 1.4, y: 2, w: 30, h: 60.6 } }], out }
  },
}

test('list: name, presence, input and licence', async () => {
  const { code, out } = await runVigia(['models', 'list'], { models })
  assert.equal(code, 0)
  assert.deepEqual(out.split('\n'), [
    'NAME             HERE      INPUT  LICENCE     TITLE',
    'lite0 (default)  yes     320×320  Apache-2.0  EfficientDet-Lite0',
    'lite1            no      320×320  Apache-2.0  EfficientDet-Lite0',
    'helmets (own)    broken  320×320  Apache-2.0  EfficientDet-Lite0',
    '',
    'model helmets: changed',
    '',
  ])
  assert.equal(
    JSON.parse((await runVigia(['models', 'list', '--json'], { models })).out).models[1].name,
    'lite1',
  )
})

test('pull: progress on the error stream, the path on the output', async () => {
  const { code, out, err } = await runVigia(['models', 'pull', 'lite0', '--data', '/d'], {
    models,
    env: { VIGIA_DATA_DIR: '/e' },
  })
  assert.equal(code, 0)
  assert.equal(out, 'lite0 is ready: /d/models/lite0.onnx\n')
  assert.equal(err, 'lite0: download 50 %\nlite0: convert 100 %\n')
  const asJson = await runVigia(['models', 'pull', 'lite0', '--json'], {
    models,
    env: { VIGIA_DATA_DIR: '/e' },
  })
  assert.deepEqual(JSON.parse(asJson.out), { name: 'lite0', path: '/e/models/lite0.onnx' })
})

test('pull: a name that is none ends with 1 and names the known ones', async () => {
  const { code, err } = await runVigia(['models', 'pull', 'huge'], { models })
  assert.equal(code, 1)
  assert.match(err, /no model "huge"; known models: lite0\n {2}what to do: /)
})

test('test: what was found, and where it is drawn', async () => {
  const { code, out } = await runVigia(['models', 'test', 'lite0', 'a/street.jpg'], { models })
  assert.equal(code, 0)
  assert.deepEqual(out.split('\n'), [
    'LABEL   SCORE  X  Y  WIDTH  HEIGHT',
    'person   0.88  1  2     30      61',
    '',
    'Drawn in street-detections.jpg',
    '',
  ])
  const asJson = await runVigia(['models', 'test', 'lite0', 'a.jpg', '--out', 'b.jpg', '--json'], { models })
  assert.equal(JSON.parse(asJson.out).out, 'b.jpg')
  assert.equal((await runVigia(['models', 'test', 'lite0', 'none.jpg'], { models })).code, 1)
})

test('test: a threshold of its own, and points of a pose', async () => {
  const none = await runVigia(
    ['models', 'test', 'lite0', 'a.jpg', '--threshold', '0.9', '--output', 'b.jpg'],
    { models },
  )
  assert.equal(none.out, 'Nothing was found.\n\nDrawn in b.jpg\n')
  const pose = await runVigia(['models', 'test', 'movenet', 'a.jpg'], { models })
  assert.equal(pose.out, 'POINT  SCORE  X  Y\n    0   0.50  3  4\n\nDrawn in a-detections.jpg\n')
  const { code, err } = await runVigia(['models', 'test', 'lite0', 'a.jpg', '--threshold', '2'], { models })
  assert.equal(code, 2)
  assert.match(err, /must be a number from 0 to 1/)
})

test('show: all that is known, or a word about a name that is none', async () => {
  const { code, out } = await runVigia(['models', 'show', 'helmets'], { models })
  assert.equal(code, 0)
  assert.deepEqual(out.split('\n'), [
    'Model        helmets',
    'Licence      MIT',
    'Made by      the site',
    'From         added from a file#sha256=ab',
    'SHA-256      cd',
    'Head         yolov8, activation sigmoid',
    'Input        images: float32 nchw 640×384, rgb',
    'Values       (pixel × 0.00392157 − [0, 0, 0]) / [1, 1, 1]',
    'Placement    letterbox-top-left, padded with 114',
    'Threshold    0.4',
    'Overlap      0.6',
    'Outputs      output0 out',
    'Labels       2: helmet, head',
    '',
  ])
  assert.equal(
    JSON.parse((await runVigia(['models', 'show', 'helmets', '--json'], { models })).out).head,
    'yolov8',
  )
  assert.equal((await runVigia(['models', 'show', 'huge'], { models })).code, 1)
})

test('add: what was kept and its hash; a manifest that is wrong ends with 1 and says where to read', async () => {
  const flags = ['--manifest', 'm.json', '--name', 'helmets', '--sha256', 'ab']
  const added = await runVigia(['models', 'add', 'h.onnx', ...flags], { models })
  assert.equal(added.code, 0)
  assert.equal(added.out, "helmets is ready: it fits its manifest, and ran once. The file's sha256 is ab.\n")
  const asJson = await runVigia(['models', 'add', 'h.onnx', ...flags, '--json', '--data', '/d'], { models })
  assert.equal(JSON.parse(asJson.out).modelPath, '/d/h')
  const { code, err } = await runVigia(['models', 'add', 'bad.onnx', '--manifest', 'm.json'], { models })
  assert.equal(code, 1)
  assert.match(err, /head: is "x"; it must be one of ssd\n {2}what to do: docs\/models\.md/)
  assert.equal((await runVigia(['models', 'add', 'h.onnx'], { models })).code, 2)
})

test('remove: an own model, what was fetched, and never the default', async () => {
  assert.match(
    (await runVigia(['models', 'remove', 'helmets'], { models })).out,
    /helmets is removed\. A job that names it/,
  )
  assert.match(
    (await runVigia(['models', 'remove', 'lite1'], { models })).out,
    /What was fetched of lite1 is removed/,
  )
  const { code, err } = await runVigia(['models', 'remove', 'lite0'], { models })
  assert.equal(code, 1)
  assert.match(err, /is the detector of all jobs/)
})

test('bench: a row for each number of threads', async () => {
  const { code, out } = await runVigia(['models', 'bench', 'lite0', '--threads', '1,4', '--runs', '7'], {
    models,
  })
  assert.equal(code, 0)
  assert.deepEqual(out.split('\n').slice(0, 5), [
    'THREADS  PREPARE       RUN   DECODE  FRAMES/S',
    '      1  0.13 ms  20.00 ms  1.00 ms      47.3',
    '      4  0.13 ms   5.00 ms  1.00 ms      47.3',
    '',
    'Medians of 7 runs; what else runs on the machine makes them longer.',
  ])
  for (const wrong of [
    ['--threads', '0'],
    ['--threads', '1,x'],
    ['--runs', '0'],
  ])
    assert.equal(
      (await runVigia(['models', 'bench', 'lite0', ...wrong], { models })).code,
      2,
      wrong.join(' '),
    )
  const asJson = await runVigia(['models', 'bench', 'lite0', '--threads', '2', '--json'], { models })
  assert.equal(JSON.parse(asJson.out).results[0].threads, 2)
})
