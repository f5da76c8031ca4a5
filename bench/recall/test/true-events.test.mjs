/** The truth program on tracks made by hand; part of `npm test`. */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { matchAlarms } from '../match.mjs'
import { trueEvents } from '../truth/true-events.mjs'

const SQUARE = [
  [100, 100],
  [300, 100],
  [300, 300],
  [100, 300],
]
const LINE = [
  [200, 100],
  [200, 300],
]

/** Labels of figures 20 wide and 50 high whose feet are at the points, 200 ms apart; undefined: not there. */
function labels(...walks) {
  const length = Math.max(...walks.map(({ feet }) => feet.length))
  const frames = Array.from({ length }, (_, i) => ({
    timeMs: i * 200,
    objects: walks.flatMap(({ feet, kind = 'person', visible = 1 }, id) => {
      if (feet[i] === undefined) return []
      const [x, y] = feet[i]
      return [{ id, class: kind, box: { x: x - 10, y: y - 50, w: 20, h: 50 }, visible, hidden: 0 }]
    }),
  }))
  return { frames }
}

const told = (events) => events.map(({ kind, place, way, timeMs }) => [kind, place, way, timeMs])
const line = (of = ['person']) => ({ find: 'line', place: 'l', points: LINE, of })
const region = { find: 'region', place: 'r', points: SQUARE, of: ['person'] }
const still = (x, y, times) => Array.from({ length: times }, () => [x, y])

test('a line is crossed once each way, at the first step beyond it', () => {
  const across = [[180, 200], [195, 200], [205, 200], [230, 200], [210, 200], [190, 200], [170, 200]] // biome-ignore format: a walk
  assert.deepEqual(told(trueEvents(labels({ feet: across }), [line()])), [
    ['line', 'l', '1>2', 400],
    ['line', 'l', '2>1', 1000],
  ])
})

test('above a level line is side 1', () => {
  const plan = { ...line(), points: [[100, 200], [300, 200]] } // biome-ignore format: a line
  const down = labels({ feet: [[200, 150], [200, 250]] }) // biome-ignore format: a walk
  assert.deepEqual(told(trueEvents(down, [plan])), [['line', 'l', '1>2', 200]])
})

test('a wobble at the line is no crossing, a stay just beyond it is', () => {
  const wobble = labels({ feet: [[190, 200], [201, 200], [199, 200], [201, 200], [190, 200]] }) // biome-ignore format: a walk
  assert.deepEqual(trueEvents(wobble, [line()]), [])
  const stays = labels({ feet: [[190, 200], ...still(201, 200, 6)] })
  assert.deepEqual(told(trueEvents(stays, [line()])), [['line', 'l', '1>2', 200]])
})

test('who passes beyond the end of the line has not crossed it, nor has another class', () => {
  assert.deepEqual(trueEvents(labels({ feet: [[180, 320], [220, 320]] }), [line()]), []) // biome-ignore format: a walk
  assert.deepEqual(trueEvents(labels({ feet: [[180, 200], [220, 200]], kind: 'car' }), [line()]), []) // biome-ignore format: a walk
})

test('a region is entered and left; who appears inside has come in, who vanishes inside has not gone out', () => {
  const passes = { feet: [[80, 200], [120, 200], [320, 200]] } // biome-ignore format: a walk
  const appears = { feet: [undefined, [200, 200], [210, 200]] }
  assert.deepEqual(told(trueEvents(labels(passes, appears), [region])), [
    ['region', 'r', 'in', 200],
    ['region', 'r', 'in', 200],
    ['region', 'r', 'out', 400],
  ])
})

test('a figure less than half in the picture is not there yet', () => {
  assert.deepEqual(trueEvents(labels({ feet: still(200, 200, 5), visible: 0.4 }), [region]), [])
})

test('a stay counts from coming in, a still one from coming to rest; both can be over', () => {
  const plan = { find: 'stay', place: 's', points: SQUARE, of: ['person'], seconds: 2, over: true }
  const feet = [[80, 200], [110, 200], [150, 200], ...still(200, 200, 15), [260, 200], [320, 200]]
  assert.deepEqual(told(trueEvents(labels({ feet }), [plan])), [
    ['stay', 's', undefined, 2200],
    ['stay', 's', 'over', 3800],
  ])
  assert.deepEqual(told(trueEvents(labels({ feet }), [{ ...plan, still: true }])), [
    ['stay', 's', undefined, 2600],
    ['stay', 's', 'over', 3600],
  ])
  assert.deepEqual(trueEvents(labels({ feet }), [{ ...plan, seconds: 5 }]), [])
})

test('a thing is alone once its owner is far enough away, whoever else passes by', () => {
  const plan = { find: 'stay', place: 's', points: SQUARE, of: ['bag'], seconds: 2, alone: 1.5 }
  const bag = { kind: 'bag', feet: still(200, 200, 20) }
  const owner = { feet: [...still(210, 200, 5), ...still(300, 200, 15)] }
  const passer = { feet: [undefined, ...still(100, 200, 5), ...still(200, 210, 10)] }
  assert.deepEqual(told(trueEvents(labels(bag, owner, passer), [plan])), [['stay', 's', undefined, 3000]])
  assert.deepEqual(trueEvents(labels(bag, { feet: still(210, 200, 20) }), [plan]), [])
  const gone = labels(bag, { feet: still(210, 200, 5) })
  assert.deepEqual(told(trueEvents(gone, [plan])), [['stay', 's', undefined, 3000]])
})

test('fewer or more than a number is an event with an end, once it has lasted', () => {
  const guard = { feet: [...still(200, 200, 5), ...still(20, 200, 10), ...still(200, 200, 5)] }
  const few = { find: 'fewer', place: 'p', points: SQUARE, of: ['person'], than: 1, seconds: 1 }
  const [event, ...others] = trueEvents(labels(guard), [few])
  assert.deepEqual([event.kind, event.timeMs, event.untilMs, others], ['fewer', 2000, 3000, []])
  const many = { ...few, find: 'more', than: 1 }
  const two = trueEvents(labels(guard, { feet: still(150, 150, 20) }), [many])
  assert.deepEqual(
    two.map(({ timeMs }) => timeMs),
    [1000],
  )
})

test('who moves against the permitted way is told once half a length has been gone, who moves along it is not', () => {
  const plan = { find: 'against', place: 'a', points: SQUARE, of: ['car'], way: [1, 0] }
  const back = [290, 285, 282, 279, 200].map((x) => [x, 200])
  assert.deepEqual(told(trueEvents(labels({ feet: back, kind: 'car' }), [plan])), [
    ['against', 'a', undefined, 600],
  ])
  assert.deepEqual(trueEvents(labels({ feet: back.toReversed(), kind: 'car' }), [plan]), [])
})

const alarm = (timeMs, more = {}) => ({ kind: 'line', place: 'l', way: '1>2', timeMs, ...more })

test('one alarm answers one event of its kind, place and way, within two seconds and near its figure', () => {
  const events = [alarm(1000), alarm(1500)]
  const both = matchAlarms(events, [alarm(2900), alarm(3400)])
  assert.deepEqual([both.found.length, both.missed.length, both.invented.length], [2, 0, 0])
  const other = matchAlarms(events, [alarm(1000, { way: '2>1' }), alarm(3600)])
  assert.deepEqual([other.found.length, other.missed.length, other.invented.length], [0, 2, 2])
  const track = { steps: [{ timeMs: 1000, box: { x: 0, y: 0, w: 20, h: 50 }, foot: [10, 50] }] }
  const far = matchAlarms([alarm(1000, { track })], [alarm(1000, { box: { x: 200, y: 0, w: 20, h: 50 } })])
  assert.deepEqual([far.missed.length, far.invented.length], [1, 1])
})

test('what happens right before the end is not missed, but found where it was told', () => {
  const late = [alarm(9500)]
  assert.deepEqual(matchAlarms(late, [], 10_000).missed, [])
  assert.equal(matchAlarms(late, [alarm(9800)], 10_000).found.length, 1)
  assert.equal(matchAlarms([alarm(8900)], [], 10_000).missed.length, 1)
})

test('an event may say itself how late it may be told', () => {
  const over = { kind: 'stay', place: 's', way: 'over', timeMs: 1000 }
  const told = [{ ...over, timeMs: 4000 }]
  assert.equal(matchAlarms([over], told).found.length, 0)
  assert.equal(matchAlarms([{ ...over, withinMs: 5000 }], told).found.length, 1)
})

test('an event that lasts takes every alarm while it does', () => {
  const event = { kind: 'more', place: 'p', timeMs: 5000, untilMs: 9000 }
  const at = (timeMs) => ({ kind: 'more', place: 'p', timeMs })
  const match = matchAlarms([event], [at(4000), at(8000), at(11_500)])
  assert.deepEqual([match.found.length, match.missed.length, match.invented.length], [1, 0, 1])
})
