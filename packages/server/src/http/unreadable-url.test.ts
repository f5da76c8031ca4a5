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
