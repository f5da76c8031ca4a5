/** From an edge camera to the address that is opened. */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { AttemptError } from '../source/index.js'
import { edgeCameraLocator } from './edge-camera.js'

const { signal } = new AbortController()
const locatorFor = (url?: string) =>
  edgeCameraLocator({ type: 'edgecamera', id: 'north-gate', ...(url === undefined ? {} : { url }) })

test('an edge camera is a stream at the address that was looked up', async () => {
  const locator = locatorFor('rtsp://u:p@10.0.0.9/1')
  assert.equal(locator.presumed, 'stream')
  assert.deepEqual(await locator.locate(signal), { url: 'rtsp://u:p@10.0.0.9/1' })
})

test('one that nobody registered is told by its id, and not tried again: the run would not hear of it', async () => {
  await assert.rejects(
    locatorFor().locate(signal),
    (error) =>
      error instanceof AttemptError &&
      error.failure.retry === 'never' &&
      error.failure.code === 'SOURCE.NOT_FOUND' &&
      error.message.includes('no edge camera north-gate in this project; register it'),
  )
})
