import assert from 'node:assert/strict'
import { test } from 'node:test'
import { renderTable } from './table.js'
import { cut, plain, textWidth } from './text.js'
import { age, shownTime } from './times.js'

test('columns are aligned, without spaces at the ends of lines', () => {
  const text = renderTable(
    [{ title: 'NAME' }, { title: 'N', align: 'right' }, { title: 'WHY' }],
    [
      ['gate', '7', 'fine'],
      ['long-name', '123', ''],
    ],
  )
  assert.deepEqual(text.split('\n'), ['NAME         N  WHY', 'gate         7  fine', 'long-name  123'])
})

test('Chinese characters take two cells', () => {
  assert.equal(textWidth('大门-1'), 6)
  const lines = renderTable(
    [{ title: 'NAME' }, { title: 'STATE' }],
    [
      ['大门', 'RUNNING'],
      ['gate', 'STOPPED'],
    ],
  ).split('\n')
  assert.deepEqual(lines, ['NAME  STATE', '大门  RUNNING', 'gate  STOPPED'])
})

test('marks above letters take no cell, emoji take two', () => {
  assert.equal(textWidth('e\u0301'), 1)
  assert.equal(textWidth('📷'), 2)
})

test('a table too wide shrinks its widest column that may, and no other', () => {
  const rows = [['0123456789abcdef', 'a name that is rather long', 'short']]
  const columns = [{ title: 'ID' }, { title: 'NAME', shrinks: true }, { title: 'SOURCE', shrinks: true }]
  const line = renderTable(columns, rows, 40).split('\n')[1]!
  assert.equal(line, '0123456789abcdef  a name that i…  short')
  assert.ok(textWidth(line) <= 40)
  assert.ok(!renderTable(columns, rows).includes('…'), 'without a terminal nothing is cut')
})

test('columns are not cut below what can be read', () => {
  const line = renderTable(
    [{ title: 'ID' }, { title: 'NAME', shrinks: true }],
    [['0123456789', 'abcdefghijkl']],
    5,
  ).split('\n')[1]
  assert.equal(line, '0123456789  abcdefg…')
})

test('a cut never splits a wide character', () => {
  assert.equal(cut('大门口', 4), '大…')
  assert.equal(cut('大门', 4), '大门')
})

test('control characters do not reach the terminal', () => {
  assert.equal(plain('a\u001b[31mb\nc'), 'a [31mb c')
  assert.ok(!renderTable([{ title: 'X' }], [['a\u001b]0;x\u0007']]).includes('\u001b'))
})

test('times are UTC, ages are one unit', () => {
  assert.equal(shownTime('2026-05-04T10:20:30.400Z'), '2026-05-04 10:20:30Z')
  assert.equal(shownTime('1777890030000'), '2026-05-04 10:20:30Z')
  const now = Date.parse('2026-05-04T10:00:00Z')
  const ages = [
    '2026-05-04T10:00:05Z',
    '2026-05-04T09:59:18Z',
    '2026-05-04T09:50:00Z',
    '2026-05-04T02:00:00Z',
    '2026-05-01T02:00:00Z',
  ]
  assert.deepEqual(
    ages.map((at) => age(at, now)),
    ['0 s', '42 s', '10 min', '8 h', '3 d'],
  )
})
