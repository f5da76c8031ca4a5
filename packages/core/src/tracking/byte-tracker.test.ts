import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Detection } from '../algorithms/algorithm.js'
import { ByteTracker } from './byte-tracker.js'

function at(x: number, changes: Partial<Detection> = {}): Detection {
  return { box: { x, y: 300, w: 80, h: 200 }, label: 'person', score: 0.8, ...changes }
}
const ids = (objects: { trackId: number }[]) => objects.map((o) => o.trackId)

test('a track is told after its second detection, with the id the caller makes', () => {
  const tracker = new ByteTracker({ detectionIdFor: (id) => `RUN-${id}` })
  assert.deepEqual(tracker.update([at(100)], 0), [])
  const [object] = tracker.update([at(105)], 200)
  assert.equal(object?.trackId, 1)
  assert.equal(object?.detectionId, 'RUN-1')
  assert.equal(object?.age, 2)
  assert.equal(object?.seen, true)
  assert.deepEqual(object?.box, at(105).box)
})

test('one false detection never becomes a track', () => {
  const tracker = new ByteTracker()
  tracker.update([at(100)], 0)
  tracker.update([], 400)
  tracker.update([], 800)
  assert.deepEqual(tracker.update([at(100)], 1000), [])
})

test('at 5 frames/s people who move half their width, or a whole one, keep their id', () => {
  for (const step of [40, 80, 110]) {
    const tracker = new ByteTracker()
    for (let i = 0; i < 10; i++) tracker.update([at(100 + i * step)], i * 200)
    assert.deepEqual(ids(tracker.update([at(100 + 10 * step)], 2000)), [1], `step ${step}`)
  }
})

test('two people who pass each other keep their ids, whatever the order of the detections', () => {
  const tracker = new ByteTracker()
  let firstRow: number | undefined
  const low = (x: number) => at(x, { box: { x, y: 330, w: 80, h: 200 } })
  for (let i = 0; i <= 20; i++) {
    const [right, left] = [at(100 + i * 40), low(900 - i * 40)]
    const objects = tracker.update(i % 2 ? [right, left] : [left, right], i * 200)
    if (i === 0) continue
    assert.deepEqual(ids(objects), [1, 2])
    firstRow ??= objects[0]?.box.y
    assert.equal(objects[0]?.box.y, firstRow, `ids swapped at frame ${i}`)
  }
})

test('two people who share one box for half a second as they pass each other keep their ids', () => {
  // The edges of detected boxes jump by a few percent of the height from frame to frame.
  const jump = [4, -6, 2, -2, 6, -4]
  const walker = (centre: number, foot: number, i: number) =>
    at(0, { box: { x: centre - 40 + jump[i % 6]!, y: foot - 200 - jump[(i + 2) % 6]!, w: 80, h: 200 } })
  const tracker = new ByteTracker()
  const order: number[][] = []
  for (let i = 0; i <= 20; i++) {
    const [right, left] = [100 + i * 20, 500 - i * 20]
    const apart = Math.abs(right - left) >= 60
    const seen = apart ? [walker(right, 600, i), walker(left, 608, i + 3)] : [walker(300, 604, i)]
    const objects = tracker.update(seen, i * 200)
    if (i > 0 && apart) order.push(seen.map(({ box }) => objects.find((o) => o.box === box)?.trackId ?? 0))
  }
  assert.deepEqual(order.at(-1), order[0])
})

test('somebody who is hidden from the feet up and comes out again is the same', () => {
  const tracker = new ByteTracker()
  const visible = [200, 200, 200, 170, 130]
  for (const [i, h] of visible.entries())
    tracker.update([at(0, { box: { x: 100 + i * 20, y: 300, w: 80, h } })], i * 200)
  for (const timeMs of [1000, 1200, 1400, 1600]) {
    const [object] = tracker.update([], timeMs)
    assert.ok(object!.box.h > 80, `at ${timeMs} ms the box is ${object!.box.h} px high`)
  }
  const [back] = tracker.update([at(280)], 1800)
  assert.equal(back?.trackId, 1)
  assert.equal(back?.seen, true)
})

test('a weak detection of half a person is no sighting: its lower edge is no foot', () => {
  for (const [h, seen] of [
    [90, false],
    [110, true],
  ] as const) {
    const tracker = new ByteTracker()
    tracker.update([at(100)], 0)
    tracker.update([at(100)], 200)
    const half = at(100, { box: { x: 100, y: 300, w: 80, h }, score: 0.2 })
    assert.equal(tracker.update([half], 400)[0]?.seen, seen, `height ${h}`)
  }
})

test('a weak detection continues a track but never starts one', () => {
  const tracker = new ByteTracker()
  tracker.update([at(100)], 0)
  tracker.update([at(100)], 200)
  const [object] = tracker.update([at(104, { score: 0.2 })], 400)
  assert.equal(object?.seen, true)
  assert.equal(object?.score, 0.2)
  const other = new ByteTracker()
  for (let i = 0; i < 5; i++) assert.deepEqual(other.update([at(100, { score: 0.3 })], i * 200), [])
})

test('one strong detection among weak ones at its place is no target yet, a second one makes it real', () => {
  const tracker = new ByteTracker()
  const scores = [0.33, 0.41, 0.19, 0.27, 0.29, 0.12]
  for (const [i, score] of scores.entries())
    assert.deepEqual(tracker.update([at(100, { score })], i * 200), [], `frame ${i}`)
  assert.deepEqual(ids(tracker.update([at(100, { score: 0.43 })], 1200)), [1])
})

test('who walks, stops abruptly and is seen weakly from then on keeps his id, also after a passer-by hid him', () => {
  const tracker = new ByteTracker()
  for (let i = 0; i < 10; i++) tracker.update([at(100 + i * 40)], i * 200)
  const standing = at(460, { score: 0.35 })
  for (let i = 10; i < 20; i++) assert.deepEqual(ids(tracker.update([standing], i * 200)), [1], `frame ${i}`)
  for (let i = 20; i < 25; i++) tracker.update([], i * 200)
  const [object] = tracker.update([standing], 5000)
  assert.deepEqual([object?.trackId, object?.seen], [1, true])
})

test('a detection below the low score is noise', () => {
  const tracker = new ByteTracker()
  tracker.update([at(100)], 0)
  tracker.update([at(100)], 200)
  assert.equal(tracker.update([at(100, { score: 0.05 })], 400)[0]?.seen, false)
})

test('a gap of 1.4 s is bridged by prediction, one of 1.6 s ends the track', () => {
  for (const [gap, expected] of [
    [1400, [1]],
    [1600, []],
  ] as const) {
    const tracker = new ByteTracker()
    for (let i = 0; i <= 5; i++) tracker.update([at(100 + i * 20)], i * 200)
    const halfway = tracker.update([], 1700)
    assert.equal(halfway[0]?.seen, false)
    assert.ok(halfway[0]!.box.x > 220, 'the prediction moves on')
    const back = tracker.update([at(200 + gap / 10)], 1000 + gap)
    assert.deepEqual(ids(back), expected)
  }
})

test('the gap is measured in time, not in frames', () => {
  const tracker = new ByteTracker()
  tracker.update([at(100)], 0)
  tracker.update([at(100)], 33)
  for (let i = 2; i < 40; i++) tracker.update([], i * 33)
  assert.deepEqual(ids(tracker.update([at(100)], 40 * 33)), [1])
})

test('a person never takes over the track of a car; a car called truck for a frame stays one track', () => {
  const tracker = new ByteTracker()
  tracker.update([at(100, { label: 'car' })], 0)
  tracker.update([at(100, { label: 'car' })], 200)
  const mixed = tracker.update([at(100, { label: 'truck' })], 400)
  assert.deepEqual(ids(mixed), [1])
  assert.equal(mixed[0]?.label, 'car')
  assert.equal(tracker.update([at(100)], 600)[0]?.seen, false)
})

test('at most 50 tracks live; a full house makes room by dropping the one unseen for longest', () => {
  const crowd = Array.from({ length: 60 }, (_, i) => at(i * 500))
  const tracker = new ByteTracker()
  tracker.update(crowd, 0)
  assert.equal(tracker.update(crowd, 200).length, 50)
  const rest = crowd.slice(0, 49)
  tracker.update([...rest, at(90_000)], 400)
  const objects = tracker.update([...rest, at(90_000)], 600)
  assert.equal(objects.length, 50)
  assert.ok(objects.some((o) => o.box.x === 90_000 && o.seen))
})

test('boxes without area are ignored', () => {
  const tracker = new ByteTracker()
  for (let i = 0; i < 3; i++) {
    assert.deepEqual(tracker.update([at(0, { box: { x: 5, y: 5, w: 0, h: 10 } })], i * 200), [])
  }
})

test('the same input gives the same tracks', () => {
  const run = () => {
    const tracker = new ByteTracker()
    return Array.from({ length: 30 }, (_, i) =>
      tracker.update([at(100 + i * 30), at(800 - i * 25), at(400 + (i % 7) * 9)], i * 200),
    )
  }
  assert.deepEqual(run(), run())
})
