import assert from 'node:assert/strict'
import { test } from 'node:test'
import { MotionGate } from '@vigia/core'
import type { SourceFrame } from '../source/index.js'
import { Watch } from './watch.js'

const [WIDTH, HEIGHT] = [80, 45]
const frameAt = (videoTimeMs: number, level = 90): SourceFrame => ({
  width: WIDTH,
  height: HEIGHT,
  of: { width: WIDTH, height: HEIGHT },
  videoTimeMs,
  receivedAtMs: videoTimeMs,
  detector: { data: new Uint8Array(WIDTH * HEIGHT * 3).fill(level), width: WIDTH, height: HEIGHT },
  yuv: new Uint8Array(),
})

function rig(maySleep: boolean) {
  const told: boolean[] = []
  const source = { sleep: (isAsleep: boolean) => void told.push(isAsleep) }
  const watch = new Watch(new MotionGate(), source, maySleep, 5)
  for (let at = 0; at <= 4_000; at += 200) watch.decide(frameAt(at))
  return { watch, told }
}

test('without a gate every frame is looked at', () => {
  const watch = new Watch(undefined, {}, false, 5)
  for (let at = 0; at < 20_000; at += 200)
    assert.deepEqual(watch.decide(frameAt(at)), { look: true, quietTimes: [] })
})

test('a still stream is put to sleep; the times between its key frames pass quietly, second by second', () => {
  const { watch, told } = rig(true)
  assert.deepEqual([told[0], told.at(-1)], [false, true])
  assert.deepEqual(watch.decide(frameAt(7_000)), { look: true, quietTimes: [5_000, 6_000, 6_800] })
  assert.deepEqual(
    watch.decide(frameAt(7_200)),
    { look: false, quietTimes: [] },
    'the source need not have slept',
  )
})

test('a stream that may not sleep is left awake', () => {
  const { told } = rig(false)
  assert.ok(told.every((isAsleep) => !isAsleep))
})

test('of an outage nothing is known', () => {
  const { watch } = rig(true)
  assert.deepEqual(watch.decide(frameAt(14_000)).quietTimes, [])
})
