import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { EnsuredModel } from '@vigia/worker'
import { runModels } from './run-models.js'

const asked: string[] = []
const store = {
  ensure: async (name: string) => {
    asked.push(name)
    return { modelPath: `/${name}.onnx` } as EnsuredModel
  },
}
const installed = {
  standard: 'lite',
  known: async () => [
    { name: 'lite', labels: ['person'] },
    { name: 'fire', labels: ['Fire'] },
  ],
}
const models = runModels(store, installed)
const wanted = { preferred: undefined, pose: false }

test('all detectors that the labels need are made ready, each with what it is there for', async () => {
  const { detectors } = await models({ ...wanted, labels: ['person', 'fire'] }, () => undefined)
  assert.deepEqual(
    detectors.map(({ modelPath, labels }) => [modelPath, labels]),
    [
      ['/lite.onnx', ['person']],
      ['/fire.onnx', ['fire']],
    ],
  )
  assert.deepEqual(asked, ['lite', 'fire'])
})

test('a model that was removed since fails the run with what to do', async () => {
  await assert.rejects(
    models({ ...wanted, labels: ['smoke'] }, () => undefined),
    /label smoke.*vigia models add/,
  )
  await assert.rejects(
    models({ ...wanted, labels: ['person'], preferred: 'gone' }, () => undefined),
    /no model gone any more/,
  )
})
