import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { type TestApp, testApp } from './test-app.js'

let t: TestApp
before(async () => {
  t = await testApp()
})
after(() => t.close())

test('a path that cannot be read has its request id too', async () => {
  for (const part of ['%zz', '%ff', 'a'.repeat(5_000)]) {
    const { status, headers } = await t.call('GET', `/v2/${part}/tasks`)
    assert.equal(status, 400)
    assert.match(String(headers['x-request-id']), /^[0-9a-f-]{36}$/)
    assert.equal(headers['x-content-type-options'], 'nosniff')
  }
})

test('a query that cannot be decoded, or holds NUL, is refused by name', async () => {
  for (const [query, detail] of [
    ['task_name=%zz', 'task_name: cannot be decoded'],
    ['task_name=100%', 'task_name: cannot be decoded'],
    ['page=1&camera_name=%ff', 'camera_name: cannot be decoded'],
    ['%c0%af=1', 'query: cannot be decoded'],
    ['task_name=a%00b', 'task_name: holds NUL'],
    ['foreign=%00', 'foreign: holds NUL'],
    ['%00=1', 'query: holds NUL'],
  ] as const) {
    const { status, body } = await t.call('GET', `/v2/${t.projectId}/tasks?${query}`)
    assert.deepEqual([status, body.error_code], [400, 'VIAS.00010004'])
    assert.ok(body.detail.startsWith(detail), body.detail)
  }
  const { status } = await t.call('GET', `/v2/${t.projectId}/tasks?task_name=%E8%BD%A6+%25`)
  assert.equal(status, 200)
})

test('a number in a query is decimal digits, whatever else JavaScript reads as one', async () => {
  for (const text of ['0x10', '1e1', '%2010', '10%20', '10%0A', '%2B10', 'Infinity', '9'.repeat(400)]) {
    const { status, body } = await t.call('GET', `/v2/${t.projectId}/tasks?page_size=${text}`)
    assert.deepEqual([status, body.error_code], [400, 'VIAS.00010001'], text)
    assert.equal(body.detail, 'page_size: must be integer in decimal digits')
  }
  const { status, body } = await t.call('GET', `/v2/${t.projectId}/tasks?page_size=010`)
  assert.deepEqual([status, body.page_size], [200, 10])
  const below = await t.call('GET', `/v2/${t.projectId}/tasks?page=-1`)
  assert.equal(below.body.detail, 'page: must be >= 1')
})
