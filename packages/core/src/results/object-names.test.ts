import assert from 'node:assert/strict'
import { test } from 'node:test'
import { hourOf, indexName, LONGEST_OUTPUT_PATH, objectName } from './object-names.js'

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
  const path = 'p'.repeat(LONGEST_OUTPUT_PATH)
  assert.ok(objectName(path, AT, ID).length + '.json'.length <= 1_024)
  assert.ok(indexName(path, AT, 'a'.repeat(32)).length <= 1_024)
})
