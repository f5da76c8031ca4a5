import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { ModelCommands } from './deps.js'
import { runVigia } from './testing/run-vigia.js'

const model = {
  title: 'EfficientDet-Lite0',
  licence: 'Apache-2.0',
  source: 'npm:x',
  width: 320,
  height: 320,
  threshold: 0.4,
}
const models: ModelCommands = {
  list: async () => [
    { ...model, name: 'lite0', isDefault: true, ready: true },
    { ...model, name: 'lite1', isDefault: false, ready: false },
  ],
  pull: async (dataDir, name, onProgress) => {
    if (name !== 'lite0') throw new Error(`there is no model "${name}"; known models: lite0`)
    onProgress({ phase: 'download', done: 50, total: 100 })
    onProgress({ phase: 'convert', done: 1, total: 1 })
    return { modelPath: `${dataDir}/models/lite0.onnx` }
  },
  test: async (_dataDir, _name, picture, out) => {
    if (picture === 'none.jpg') throw new Error('the picture none.jpg cannot be read')
    return { detections: [{ label: 'person', score: 0.876, box: { x: 1.4, y: 2, w: 30, h: 60.6 } }], out }
  },
}

test('list: name, presence, input and licence', async () => {
  const { code, out } = await runVigia(['models', 'list'], { models })
  assert.equal(code, 0)
  assert.deepEqual(out.split('\n'), [
    'NAME             HERE   INPUT  LICENCE     TITLE',
    'lite0 (default)  yes   320×320  Apache-2.0  EfficientDet-Lite0',
    'lite1            no    320×320  Apache-2.0  EfficientDet-Lite0',
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
