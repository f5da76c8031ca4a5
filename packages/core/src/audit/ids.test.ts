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

test('of a body only members that its schema knows are looked at', () => {
  const text = {}
  const data = { items: { properties: { url: text, headers: {}, device_id: text } } }
  const schema = {
    properties: { order_id: text, group: { anyOf: [{ properties: { id: text } }, {}] }, data },
  }
  const body = {
    order_id: 'o',
    group: { id: 'g' },
    data: [{ device_id: 'd', headers: { session_id: 's3cret', id: 's3cret' } }],
    client_id: 's3cret',
    constructor: { id: 's3cret' },
  }
  assert.deepEqual(idsIn(body, schema), ['o', 'g', 'd'])
})
