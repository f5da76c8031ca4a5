import assert from 'node:assert/strict'
import { test } from 'node:test'
import { maskUrl, sourceName } from './source-name.js'

test('a stream is named by host and path, without user, password and query', () => {
  assert.equal(sourceName('rtsp://admin:s3cret@10.0.0.9:554/ch1?token=abc'), '10.0.0.9:554/ch1')
})

test('a file is named by its last path segment', () => {
  assert.equal(sourceName('https://cdn.example/videos/yard%20east.mp4?sig=1'), 'yard east.mp4')
  assert.equal(sourceName('file:///srv/media/a.avi'), 'a.avi')
})

test('broken addresses and broken escapes still give a name', () => {
  assert.equal(sourceName('not an address'), 'unreadable address')
  assert.equal(sourceName('https://cdn.example/%E0%A4%A'), '%E0%A4%A')
})

test('the password is masked and nothing else', () => {
  assert.equal(maskUrl('rtsp://admin:s3cret@10.0.0.9/ch1'), 'rtsp://admin:******@10.0.0.9/ch1')
  assert.equal(maskUrl('rtsp://10.0.0.9/ch1?a=b:c@d'), 'rtsp://10.0.0.9/ch1?a=b:c@d')
  assert.equal(maskUrl('rtsp://viewer@10.0.0.9:554/a@b'), 'rtsp://viewer@10.0.0.9:554/a@b')
})

test('a password that holds @ or : is masked whole, also behind a user with @', () => {
  assert.equal(maskUrl('rtsp://admin:p@ss:w@rd@10.0.0.9:554/ch1'), 'rtsp://admin:******@10.0.0.9:554/ch1')
  assert.equal(maskUrl('rtsp://me@corp:pass@10.0.0.9/ch1'), 'rtsp://me@corp:******@10.0.0.9/ch1')
})
