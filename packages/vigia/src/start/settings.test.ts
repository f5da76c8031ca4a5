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

test('encoders push where clients come, to a free port where the server itself takes one', () => {
  const { rtmpHost, rtmpPort, rtmpPublic } = readSettings({ VIGIA_HOST: '0.0.0.0' })
  assert.deepEqual([rtmpHost, rtmpPort, rtmpPublic], ['0.0.0.0', undefined, ''])
  assert.equal(readSettings({}, { port: 0 }).rtmpPort, 0)
  const set = readSettings(
    { VIGIA_RTMP_HOST: '::', VIGIA_RTMP_PORT: '1936', VIGIA_RTMP_PUBLIC: '[fd00::7]:80' },
    { port: 0 },
  )
  assert.deepEqual([set.rtmpHost, set.rtmpPort, set.rtmpPublic], ['::', 1936, '[fd00::7]:80'])
})

test('ONVIF devices are looked for on all networks, on none, or on those that are named', () => {
  const at = (VIGIA_ONVIF_DISCOVERY: string) => readSettings({ VIGIA_ONVIF_DISCOVERY }).onvifDiscovery
  assert.equal(readSettings({}).onvifDiscovery, 'all')
  assert.deepEqual(at('off'), [])
  assert.deepEqual(at('eth1, wlan0,'), ['eth1', 'wlan0'])
})

test('a number or a word that is none is refused by name', () => {
  for (const [name, value] of [
    ['VIGIA_PORT', '80a'],
    ['VIGIA_RTMP_PORT', '65536'],
    ['VIGIA_RTMP_PUBLIC', 'rtmp://push.example'],
    ['VIGIA_RTMP_PUBLIC', ':80'],
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
