/** Which of a camera's streams is analysed. */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { type CameraStream, chooseStream, type StreamName } from './streams.js'

const stream = (
  name: StreamName,
  width: number,
  height: number,
  more: Partial<CameraStream> = {},
): CameraStream => ({ name, url: `rtsp://10.0.0.9/${name}`, width, height, fps: 25, codec: 'H264', ...more })

const main = stream('main', 2560, 1440)
const sub1 = stream('sub1', 1280, 720)
const sub2 = stream('sub2', 640, 360)

const CASES: [what: string, streams: CameraStream[], fps: number | undefined, wanted: StreamName][] = [
  ['the smallest that is large enough', [main, sub1, sub2], 5, 'sub2'],
  ['whatever their order', [sub2, main, sub1], 5, 'sub2'],
  ['not one of less than 360 rows', [main, sub1, stream('sub2', 640, 359)], 5, 'sub1'],
  ['not one with fewer frames than are sampled', [main, sub1, { ...sub2, fps: 4 }], 5, 'sub1'],
  ['one with exactly as many', [main, sub1, { ...sub2, fps: 5 }], 5, 'sub2'],
  ['five frames a second are sampled unless it is said', [main, { ...sub2, fps: 4 }], undefined, 'main'],
  ['not one in JPEG', [main, { ...sub2, codec: 'JPEG' }], 5, 'main'],
  ['one in H.265, however it is spelled', [main, { ...sub1, codec: 'H.265' }], 5, 'sub1'],
  ['the main stream when all are small', [stream('main', 320, 240), stream('sub1', 160, 120)], 5, 'main'],
  ['not one of unknown size', [main, { name: 'sub1', url: 'rtsp://10.0.0.9/x' }], 5, 'main'],
  ['a known one when the main one is unknown', [{ name: 'main', url: 'rtsp://10.0.0.9/x' }, sub1], 5, 'sub1'],
  ['a camera with one stream', [main], 30, 'main'],
]

for (const [what, streams, fps, wanted] of CASES)
  test(`auto: ${what}`, () => assert.equal(chooseStream(streams, 'auto', fps).name, wanted))

test('a stream that is wanted is taken, be it small; one that is not there leaves the main one', () => {
  const tiny = stream('sub2', 160, 120, { codec: 'JPEG' })
  assert.equal(chooseStream([main, sub1, tiny], 'sub2').name, 'sub2')
  assert.equal(chooseStream([main, sub1], 'main').name, 'main')
  assert.equal(chooseStream([sub1, main], 'sub2').name, 'main')
})
