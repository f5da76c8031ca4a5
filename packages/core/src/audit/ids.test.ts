import assert from 'node:assert/strict'
import { test } from 'node:test'
import { idsIn } from './ids.js'

test('ids are found under the names that ids have, each once', () => {
  const answer = {
    tasks: [{ id: 'a' }, { id: 'b' }, { id: 'a' }],
    batch_id: 'c',
    video_source_ids: ['d', 'e'],
  }
  assert.deepEqual(idsIn(answer), ['a', 'b', 'c', 'd', 'e'])
  assert.deepEqual(idsIn({ credential: { access: 'AK', secret: 's', user_id: 'u' } }), ['AK'])
})

test('whose something is, values that are no text, and text too long for an id are left out', () => {
  const body = { project_id: 'p', domain_id: 'd', id: 7, alg_id: 'x'.repeat(65), source_id: '', title: 'id' }
  assert.deepEqual(idsIn(body), [])
  for (const nothing of [undefined, null, 'id', 3]) assert.deepEqual(idsIn(nothing), [])
})

test('at most 100 are told', () => {
  assert.equal(idsIn({ ids: Array.from({ length: 150 }, (_, n) => `id-${n}`) }).length, 100)
})
