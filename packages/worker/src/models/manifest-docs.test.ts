import assert from 'node:assert/strict'
import { readFile } from 'node:fs/promises'
import { test } from 'node:test'
import { HEADS } from '../inference/heads/index.js'
import { MODEL_HEADS } from './manifest.js'
import { readManifest } from './read-manifest.js'

const DOCS = new URL('../../../../docs/models.md', import.meta.url)

test('every example of a manifest in the documentation is one, and each head has one', async () => {
  const text = await readFile(DOCS, 'utf8')
  const examples = [...text.matchAll(/```json\n(.*?)```/gs)].map(([, json]) => readManifest(json!))
  assert.deepEqual(new Set(examples.map(({ head }) => head)), new Set(MODEL_HEADS))
})

test('the documentation names every option that a head takes', async () => {
  const text = await readFile(DOCS, 'utf8')
  for (const head of MODEL_HEADS)
    for (const option of Object.keys(HEADS[head].options))
      assert.ok(text.includes(`\`${option}\``) || text.includes(`.${option}\``), `${head}: ${option}`)
})
