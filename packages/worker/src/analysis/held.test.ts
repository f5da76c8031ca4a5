import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { SourceFrame } from '../source/index.js'
import { Analysis } from './analysis.js'

const frameAt = (videoTimeMs: number): SourceFrame => ({
  width: 640,
  height: 360,
  of: { width: 640, height: 360 },
  videoTimeMs,
  receivedAtMs: videoTimeMs,
  detector: { data: new Uint8Array(), width: 320, height: 180 },
  yuv: new Uint8Array(),
})
const PERSON = [{ box: { x: 100, y: 100, w: 50, h: 120 }, label: 'person', score: 0.9 }]

test('a frame without motion has what the frame before had, at its own time', async () => {
  const called: string[] = []
  const pose = [{ x: 1, y: 2, score: 0.5 }]
  const analysis = new Analysis(String, [
    {
      add: (_, analysed) => {
        called.push('add')
        analysed.stillThings = [{ thingId: 1, detectionId: 'T', box: PERSON[0]!.box, sinceMs: 0, seen: true }]
        for (const object of analysed.objects) object.pose = pose
      },
      hold: (frame) => void called.push(`hold ${frame.videoTimeMs}`),
    },
    { add: () => undefined },
  ])
  assert.equal(analysis.between(0), undefined, 'nothing is known before the first frame')
  await analysis.of(frameAt(0), PERSON)
  const seen = await analysis.of(frameAt(200), PERSON)
  const held = await analysis.held(frameAt(4_000))
  assert.deepEqual(held, { ...seen, videoTimeMs: 4_000 })
  assert.deepEqual(analysis.between(5_000), { ...seen, videoTimeMs: 5_000 })
  assert.deepEqual(called, ['add', 'add', 'hold 4000'])
  const again = await analysis.of(frameAt(5_200), PERSON)
  assert.equal(again.objects[0]?.trackId, 1, 'still the same person')
})
