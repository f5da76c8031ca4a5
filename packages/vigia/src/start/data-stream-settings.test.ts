import assert from 'node:assert/strict'
import { test } from 'node:test'
import { readSettings, SettingError } from './settings.js'

const HUAWEI = {
  VIGIA_DIS: 'huawei',
  VIGIA_DIS_ENDPOINT: 'https://dis.example.com/',
  VIGIA_DIS_REGION: 'eu-1',
  VIGIA_DIS_PROJECT: 'p',
  VIGIA_DIS_ACCESS_KEY: 'AK',
  VIGIA_DIS_SECRET_KEY: 'SK',
}
const KAFKA = { VIGIA_DIS: 'kafka', VIGIA_DIS_SERVERS: 'a:9092, b.example:9093' }

test('without anything set results go to streams of the server itself', () => {
  const { streamAccess, streamBytes } = readSettings({})
  assert.deepEqual([streamAccess, streamBytes], [{ backend: 'built-in' }, 1024 ** 3])
})

test('each backend gets what it needs', () => {
  assert.deepEqual(readSettings(HUAWEI).streamAccess, {
    backend: 'huawei',
    access: {
      endpoint: 'https://dis.example.com',
      region: 'eu-1',
      projectId: 'p',
      accessKey: 'AK',
      secretKey: 'SK',
      template: '{project}-{stream}',
    },
  })
  assert.deepEqual(readSettings(KAFKA).streamAccess, {
    backend: 'kafka',
    access: { brokers: ['a:9092', 'b.example:9093'], isTls: false, template: 'vigia.{project}.{stream}' },
  })
  const safe = { VIGIA_DIS_TLS: 'on', VIGIA_DIS_SASL: 'plain', VIGIA_DIS_USER: 'u', VIGIA_DIS_PASSWORD: 's' }
  assert.deepEqual(readSettings({ ...KAFKA, ...safe, VIGIA_DIS_NAME: '{stream}' }).streamAccess, {
    backend: 'kafka',
    access: {
      brokers: ['a:9092', 'b.example:9093'],
      isTls: true,
      sasl: { mechanism: 'plain', username: 'u', password: 's' },
      template: '{stream}',
    },
  })
  const nats = { VIGIA_DIS: 'nats', VIGIA_DIS_SERVERS: 'tls://n:4222', VIGIA_DIS_TOKEN: 't' }
  assert.deepEqual(readSettings(nats).streamAccess, {
    backend: 'nats',
    access: { servers: ['tls://n:4222'], token: 't', template: 'vigia.{project}.{stream}' },
  })
})

test('what is missing or wrong is refused by name, and no secret is told', () => {
  const bad: [string, NodeJS.ProcessEnv][] = [
    ['VIGIA_DIS', { VIGIA_DIS: 'rabbit' }],
    ['VIGIA_DIS_STREAM_MB', { VIGIA_DIS_STREAM_MB: '0' }],
    ['VIGIA_DIS_SERVERS', { VIGIA_DIS: 'kafka' }],
    ['VIGIA_DIS_SERVERS', { ...KAFKA, VIGIA_DIS_SERVERS: 'a' }],
    ['VIGIA_DIS_SASL', { ...KAFKA, VIGIA_DIS_SASL: 'gssapi' }],
    ['VIGIA_DIS_PASSWORD', { ...KAFKA, VIGIA_DIS_SASL: 'plain', VIGIA_DIS_USER: 'u' }],
    ['VIGIA_DIS_TLS', { ...KAFKA, VIGIA_DIS_TLS: 'yes' }],
    ['VIGIA_DIS_NAME', { ...KAFKA, VIGIA_DIS_NAME: 'vigia' }],
    ['VIGIA_DIS_NAME', { ...KAFKA, VIGIA_DIS_NAME: 'a b{stream}' }],
    ['VIGIA_DIS_ENDPOINT', { ...HUAWEI, VIGIA_DIS_ENDPOINT: 'dis.example.com' }],
    ['VIGIA_DIS_SECRET_KEY', { ...HUAWEI, VIGIA_DIS_SECRET_KEY: '' }],
  ]
  for (const [name, env] of bad)
    assert.throws(
      () => readSettings(env),
      (error) =>
        error instanceof SettingError && error.message.startsWith(`${name} `) && !/SK/.test(error.message),
      name,
    )
})
