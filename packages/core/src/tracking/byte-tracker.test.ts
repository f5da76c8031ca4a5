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
  // The filter's box: between the two, nearer to the last.
  assert.ok(object!.box.x > 102 && object!.box.x < 105.5, `x is ${object!.box.x}`)
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
    assert.ok(Math.abs(objects[0]!.box.y - firstRow!) < 5, `ids swapped at frame ${i}`)
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
    const nearest = ({ box }: Detection) =>
      objects.reduce((a, b) => (Math.abs(a.box.x - box.x) < Math.abs(b.box.x - box.x) ? a : b)).trackId
    if (i > 0 && apart) order.push(seen.map(nearest))
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

test('who passes weakly where somebody stood a moment ago does not take his id', () => {
  const tracker = new ByteTracker()
  for (let i = 0; i < 10; i++) tracker.update([at(100 + i * 40)], i * 200)
  // Seen last at 460, then weakly at 480: more than half of the same box, but not the very same place.
  const [object] = tracker.update([at(480, { score: 0.35, box: { x: 480, y: 320, w: 80, h: 200 } })], 2400)
  assert.deepEqual([object?.trackId, object?.seen], [1, false])
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
  for (let i = 0; i < 6; i++) tracker.update([at(100)], i * 33)
  for (let i = 6; i < 40; i++) tracker.update([], i * 33)
  assert.deepEqual(ids(tracker.update([at(100)], 40 * 33)), [1])
})

test('where frames come slowly, whoever is in two of them in a row is followed, and may be missed in one', () => {
  for (const step of [700, 1000, 5000, 30_000]) {
    const tracker = new ByteTracker()
    const seen = [at(100), at(104), at(98), undefined, at(101), undefined, undefined, at(100)]
    const told = seen.map((one, i) => ids(tracker.update(one ? [one] : [], 90_000 + i * step)))
    assert.deepEqual(told, [[], [1], [1], [1], [1], [1], [1], []], `frames ${step} ms apart`)
  }
})

test('at one frame a second who walks across the view keeps his id, and so does who comes towards him', () => {
  const tracker = new ByteTracker()
  const told = [0, 1, 2, 3, 4].map((i) => {
    const people = [
      at(100 + i * 170),
      at(1900 - i * 150, { box: { x: 1900 - i * 150, y: 420, w: 90, h: 220 } }),
    ]
    return ids(tracker.update(people, i * 1000))
  })
  assert.deepEqual(told, [[], [1, 2], [1, 2], [1, 2], [1, 2]])
})

test('after an outage nobody is followed from before, however slow the frames after it', () => {
  const tracker = new ByteTracker()
  for (let i = 0; i < 6; i++) tracker.update([at(100)], i * 200)
  assert.deepEqual(ids(tracker.update([at(100)], 10_000)), [])
  assert.deepEqual(ids(tracker.update([at(100)], 15_000)), [2])
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

test('at 30 frames/s two false detections in a row are no track, at 5 they are', () => {
  for (const [step, expected] of [
    [33, []],
    [200, [1]],
  ] as const) {
    const tracker = new ByteTracker()
    tracker.update([at(100)], 0)
    assert.deepEqual(ids(tracker.update([at(100)], step)), expected, `${step} ms apart`)
  }
})

test('what is seen in every second frame only is real after two seconds, not before', () => {
  const tracker = new ByteTracker()
  const told: number[] = []
  for (let i = 0; i <= 24; i++)
    if (tracker.update(i % 2 ? [] : [at(100)], i * 100).length > 0) told.push(i * 100)
  assert.equal(told[0], 2000)
})

test('a weaker detection may be asked for to go on than to begin', () => {
  const tracker = new ByteTracker({ highScore: 0.5, startScore: 0.7 })
  for (let i = 0; i < 4; i++) assert.deepEqual(tracker.update([at(100, { score: 0.6 })], i * 200), [])
  tracker.update([at(100, { score: 0.8 })], 800)
  assert.deepEqual(ids(tracker.update([at(100, { score: 0.6 })], 1000)), [1])
})

test('boxes are steadier than the detector, whose edges jump', () => {
  const jump = [8, -10, 6, -8, 10, -6]
  const tracker = new ByteTracker()
  const feet: number[] = []
  for (let i = 0; i < 30; i++) {
    const h = 200 + jump[i % 6]!
    const [object] = tracker.update([at(0, { box: { x: 100 + i * 20, y: 300, w: 80, h } })], i * 200)
    if (i > 5) feet.push(object!.box.y + object!.box.h)
  }
  // The detector's own lower edges are up to 20 px apart.
  assert.ok(
    Math.max(...feet) - Math.min(...feet) < 15,
    `feet from ${Math.min(...feet)} to ${Math.max(...feet)}`,
  )
})

test('somebody who stands does not become the one who walks by two widths away, though boxes grown meet', () => {
  const tracker = new ByteTracker()
  for (let i = 0; i < 15; i++) tracker.update([at(100)], i * 200)
  const objects = tracker.update([at(250)], 3000)
  assert.deepEqual(
    objects.map(({ trackId, seen }) => [trackId, seen]),
    [[1, false]],
  )
})

test('where places cannot tell two people apart, clothes do', () => {
  const crossed = (looks: boolean) => {
    const tracker = new ByteTracker()
    const wearing = (x: number, score: number, appearance: number[]) =>
      at(x, looks ? { score, appearance } : { score })
    const pair = (red: number, blue: number) => [wearing(red, 0.9, [1, 0]), wearing(blue, 0.8, [0, 1])]
    for (let i = 0; i < 20; i++) tracker.update(pair(200, 300), i * 200)
    tracker.update(pair(235, 265), 4000)
    // They have stepped past each other: each box now is nearer to where the other one was.
    const told = tracker.update(pair(256, 244), 4200)
    return told.map(({ trackId, score }) => [trackId, score === 0.9 ? 'red' : 'blue'])
  }
  assert.deepEqual(crossed(true), [
    [1, 'red'],
    [2, 'blue'],
  ])
  assert.deepEqual(crossed(false), [
    [1, 'blue'],
    [2, 'red'],
  ])
})

test('clothes are not learnt while others stand before them', () => {
  const tracker = new ByteTracker()
  const wearing = (x: number, appearance: number[]) => at(x, { appearance })
  for (let i = 0; i < 5; i++) tracker.update([wearing(100, [1, 0]), wearing(400, [0, 1])], i * 200)
  // The right one comes so near that its box shows the left one's clothes for long.
  for (let i = 5; i < 60; i++) tracker.update([wearing(100, [1, 0]), wearing(150, [1, 0])], i * 200)
  const [left, right] = tracker.update([wearing(100, [1, 0]), wearing(150, [0, 1])], 12_000)
  assert.ok(left!.box.x < right!.box.x)
})

test('300 detections a frame: the best are looked at, and at most 50 tracks come of them', () => {
  const tracker = new ByteTracker({ maxDetections: 50 })
  const crowd = Array.from({ length: 300 }, (_, i) => at(i * 200, { score: i % 6 === 0 ? 0.8 : 0.5 }))
  for (let i = 0; i < 5; i++) {
    const objects = tracker.update(crowd, i * 200)
    assert.ok(objects.length <= 50)
    if (i > 0) assert.equal(objects.filter(({ score }) => score === 0.8).length, 50)
  }
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

test('what nobody looked at, because nothing moved, is no gap: tracks are held as they are', () => {
  const tracker = new ByteTracker()
  const box = { x: 100, y: 100, w: 50, h: 120 }
  const person = [{ box, label: 'person', score: 0.9 }]
  for (let at = 0; at <= 1_000; at += 200) tracker.update(person, at)
  for (let at = 2_000; at <= 60_000; at += 1_000) {
    const held = tracker.hold(at)
    assert.deepEqual([held.length, held[0]?.trackId, held[0]?.seen, held[0]?.box.x], [1, 1, true, 100])
  }
  assert.equal(tracker.update(person, 60_200)[0]?.trackId, 1, 'the same one')
  assert.equal(tracker.update([], 61_000)[0]?.seen, false)
  assert.deepEqual(tracker.update([], 62_000), [], 'gaps count again')
})
