import assert from 'node:assert/strict'
import { test } from 'node:test'
import { runVigia } from './testing/run-vigia.js'

test('start: defaults, then environment, then flags', async () => {
  const env = { VIGIA_HOST: '0.0.0.0', VIGIA_PORT: '9000', VIGIA_DATA_DIR: '/srv/vigia' }
  assert.deepEqual((await runVigia(['start'])).started, [{ host: '127.0.0.1', port: 8080, data: './data' }])
  assert.deepEqual((await runVigia(['start'], { env })).started, [
    { host: '0.0.0.0', port: 9000, data: '/srv/vigia' },
  ])
  const flags = ['start', '--host', '::1', '--port', '0', '--data', 'here']
  assert.deepEqual((await runVigia(flags, { env })).started, [{ host: '::1', port: 0, data: 'here' }])
})

test('start: --demo with and without a video', async () => {
  assert.equal((await runVigia(['start', '--demo'])).started[0]?.demo, true)
  assert.equal((await runVigia(['start', '--demo', 'rtsp://cam/1'])).started[0]?.demo, 'rtsp://cam/1')
})

test('start: a port that is none ends with 2 and names where it came from', async () => {
  const byFlag = await runVigia(['start', '--port', '80x'])
  assert.equal(byFlag.code, 2)
  assert.match(byFlag.err, /--port.*whole number from 0 to 65535/s)
  const byEnv = await runVigia(['start'], { env: { VIGIA_PORT: '99999' } })
  assert.equal(byEnv.code, 2)
  assert.match(byEnv.err, /VIGIA_PORT is "99999"/)
  assert.deepEqual(byFlag.started.concat(byEnv.started), [])
})

test('start: what the server fails with is told and ends with 1', async () => {
  const start = () => Promise.reject(new Error('the data folder is in use by process 7'))
  const { code, err } = await runVigia(['start'], { start })
  assert.equal(code, 1)
  assert.match(err, /^vigia: the data folder is in use by process 7\n {2}what to do: /)
})
