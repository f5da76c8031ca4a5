/** From a device's profiles to a camera's streams. */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { OnvifProfile } from './onvif.js'
import { streamsOf, withLogin } from './onvif-streams.js'

const profile = (token: string, width: number, source = 'v1'): OnvifProfile => ({
  token,
  name: token,
  source,
  url: `rtsp://10.0.0.9:554/${token}`,
  width,
  height: (width * 9) / 16,
  fps: 25,
  codec: 'H264',
})
const login = { user: 'viewer', password: 'p@ss:w(rd)' }

test('the largest profile is the main stream, the next ones are the sub-streams, and there are three at most', () => {
  const streams = streamsOf(
    [profile('c', 640), profile('a', 1920), profile('d', 320), profile('b', 1280)],
    login,
  )
  assert.deepEqual(
    streams.map(({ name, width, height, fps, codec }) => [name, width, height, fps, codec]),
    [
      ['main', 1920, 1080, 25, 'H264'],
      ['sub1', 1280, 720, 25, 'H264'],
      ['sub2', 640, 360, 25, 'H264'],
    ],
  )
  assert.equal(streams[0]!.url, 'rtsp://viewer:p%40ss%3Aw%28rd%29@10.0.0.9:554/a')
})

test('profiles of another picture are no streams of this one', () => {
  const all = [profile('a', 640, 'v1'), profile('b', 1920, 'v2'), profile('c', 320, 'v1')]
  assert.deepEqual(
    streamsOf(all, login).map(({ width }) => width),
    [640, 320],
  )
  assert.deepEqual(
    streamsOf(all, login, 'v2').map(({ width }) => width),
    [1920],
  )
  assert.deepEqual(streamsOf(all, login, 'v3'), [])
})

test('an address keeps the credentials that it has, and gets none of nobody', () => {
  assert.equal(withLogin('rtsp://own:one@10.0.0.9/', login), 'rtsp://own:one@10.0.0.9/')
  assert.equal(withLogin('rtsp://10.0.0.9/', { user: '', password: '' }), 'rtsp://10.0.0.9/')
})
