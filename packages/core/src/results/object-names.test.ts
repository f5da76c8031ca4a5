import assert from 'node:assert/strict'
import { test } from 'node:test'
import { hourOf, indexName, LONGEST_OUTPUT_PATH, objectName, outputPathFault } from './object-names.js'

const AT = Date.UTC(2026, 10, 24, 8, 15, 0, 250)
const ID = '8671DEBD-B189-8E85-9E5E-04BF8D1EBABB'

test('names sort by time, also over the turn of an hour, a day and a year', () => {
  assert.equal(objectName('gate/north/', AT, ID), `gate/north/2026/11/24/08/20261124T081500.250Z_${ID}`)
  const times = [AT, AT + 1, AT + 3_600_000, Date.UTC(2026, 11, 31, 23, 59, 59, 999), Date.UTC(2027, 0, 1)]
  const names = times.map((at) => objectName('p', at, ID))
  assert.deepEqual(names.toSorted(), names)
})

test('the index of an hour is named after its job', () => {
  assert.equal(indexName('p', hourOf(AT), 'a'.repeat(32)), `p/2026/11/24/08/index_${'a'.repeat(32)}.ndjson`)
})

test('the longest path leaves room for every name below it', () => {
  const path = 'p/'.repeat(LONGEST_OUTPUT_PATH / 2).replace(/.$/, 'p')
  assert.equal(outputPathFault(path), undefined)
  assert.match(outputPathFault(`${path}p`) ?? '', /more than 928/)
  assert.ok(objectName(path, AT, ID).length + '.json'.length <= 1_024)
  assert.ok(indexName(path, AT, 'a'.repeat(32)).length <= 1_024)
})

test('without a path everything lies at the root of the bucket', () => {
  assert.equal(objectName('', AT, ID), `2026/11/24/08/20261124T081500.250Z_${ID}`)
  assert.match(indexName('', AT, 'a'), /^2026\/11\/24\/08\/index_a/)
})

test('paths that some store cannot hold are told with what is wrong', () => {
  for (const good of ['', 'gate', 'gate/', 'a/b/c', '大门/北', 'a b/..c/d..e', '€'.repeat(85), '🚪'])
    assert.equal(outputPathFault(good), undefined, good)
  for (const [bad, fault] of [
    ['a/../b', /"\." or "\.\."/],
    ['a/./b', /"\." or "\.\."/],
    ['..', /"\." or "\.\."/],
    ['a\0b', /control characters/],
    ['a\nb', /control characters/],
    ['a\ud800b', /broken ones/],
    ['€'.repeat(86), /more than 255 bytes/],
    ['a/'.repeat(511), /more than 928 bytes/],
  ] as const)
    assert.match(outputPathFault(bad) ?? '', fault, JSON.stringify(bad))
})
