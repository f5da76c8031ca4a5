import assert from 'node:assert/strict'
import { test } from 'node:test'
import { plainAddress, plainPlaylist, realAddress } from './plain-address.js'

for (const [url, plain] of [
  ['https://cam.example/a?b=https://c/#d', 'http://tls-by-vigia.cam.example:443/a?b=https://c/#d'],
  ['HTTPS://us:p@ss@10.0.0.9:8443/x', 'http://us:p@ss@tls-by-vigia.10.0.0.9:8443/x'],
  ['https://[fd00::5]/x', 'http://tls6-by-vigia.fd00--5:443/x'],
  ['http://cam.example/x', 'http://cam.example/x'],
] as const)
  test(`${url} for FFmpeg`, () => assert.equal(plainAddress(url), plain))

test('what FFmpeg asks for leads back to the address meant', () => {
  for (const url of ['https://cam.example/a?b=c', 'https://10.0.0.9:8443/x', 'https://[fd00::5]/x'])
    assert.equal(realAddress(plainAddress(url))?.href, url)
  assert.equal(realAddress('http://cam.example/x')?.href, 'http://cam.example/x')
  assert.equal(realAddress('ftp://cam.example/x'), null)
})

test("a playlist's own addresses are rewritten wherever it names one, and nothing else is", () => {
  const playlist = [
    '#EXTM3U',
    '#EXT-X-KEY:METHOD=AES-128,URI="https://keys.example/k"',
    '#EXT-X-MAP:URI="//cdn.example/init.mp4"',
    'https://cdn.example/1.ts',
    'http://cdn.example/2.ts?from=https://x/',
    '//cdn.example/3.ts',
    '4.ts',
  ].join('\n')
  assert.deepEqual(plainPlaylist(playlist, new URL('https://cdn.example/live.m3u8')).split('\n'), [
    '#EXTM3U',
    '#EXT-X-KEY:METHOD=AES-128,URI="http://tls-by-vigia.keys.example:443/k"',
    '#EXT-X-MAP:URI="http://tls-by-vigia.cdn.example:443/init.mp4"',
    'http://tls-by-vigia.cdn.example:443/1.ts',
    'http://cdn.example/2.ts?from=https://x/',
    'http://tls-by-vigia.cdn.example:443/3.ts',
    '4.ts',
  ])
})
