import assert from 'node:assert/strict'
import { test } from 'node:test'
import { readSettings, SettingError } from './settings.js'

test('without anything set Vigia listens on loopback only and keeps its data in ./data', () => {
  const settings = readSettings({})
  assert.equal(settings.host, '127.0.0.1')
  assert.equal(settings.port, 8080)
  assert.equal(settings.dataDir, './data')
  assert.equal(settings.slots, undefined, 'measured when the worker starts')
})

test('a flag wins over the environment, the environment over the default', () => {
  const env = { VIGIA_PORT: '9000', VIGIA_HOST: '0.0.0.0' }
  assert.equal(readSettings(env).port, 9000)
  assert.equal(readSettings(env, { port: 9001 }).port, 9001)
  assert.equal(readSettings(env, { port: 9001 }).host, '0.0.0.0')
})

test('a number or a word that is none is refused by name', () => {
  for (const [name, value] of [
    ['VIGIA_PORT', '80a'],
    ['VIGIA_SLOTS', '0'],
    ['VIGIA_KEEP_DAYS', '-1'],
    ['VIGIA_LOG_LEVEL', 'loud'],
    ['VIGIA_VCN_VERIFY', 'false'],
  ] as const) {
    assert.throws(
      () => readSettings({ [name]: value }),
      (error) => error instanceof SettingError && error.message.includes(name),
    )
  }
})
