import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { TrackedObject } from '../algorithm.js'
import { carAt, play, shaky, type Told, vehicle } from '../standing-frames.js'
import { frameAt } from '../synthetic-frames.js'
import { ABNORMAL_PARKING, AbnormalParkRule } from './rule.js'

const BAY = {
  data: [
    [400, 400],
    [900, 400],
    [900, 800],
    [400, 800],
  ],
  name: 'bay',
}
const target_roi = JSON.stringify({ polygons: [BAY] })
const ruleOf = (common: Record<string, unknown> = {}) =>
  new AbnormalParkRule({ target_roi, parking_time_threshold: 10, ...common })
const vehicles = (told: Told[]) =>
  told.flatMap(({ timeMs, result }) =>
    (result.data.vehicles as Record<string, unknown>[]).map((item) => ({ timeMs, ...item })),
  )
/** Parked in the bay. */
const parked = (trackId = 1, changes: Partial<TrackedObject> = {}) => carAt(trackId, 550, 700, changes)
/** Times of alarms with the ids told, ended ones with a dash before it. */
const story = (told: Told[]) =>
  vehicles(told).map(
    (item) =>
      `${Math.round(item.timeMs / 1000)} ${'bounding_box' in item ? '' : '-'}${'detection_id' in item && item.detection_id}`,
  )

test('a vehicle that stands as long as the threshold alarms once, with all fields', () => {
  const told = play(ruleOf(), 0, 60_000, () => [parked()])
  assert.deepEqual(vehicles(told), [
    {
      timeMs: 10_000,
      bounding_box: { x: 550, y: 600, w: 200, h: 100 },
      license_plate_id: '',
      detection_id: 'ID-1',
      polygon_name: 'bay',
    },
  ])
  assert.equal(told[0]?.result.eventType, ABNORMAL_PARKING)
})

test('the threshold is 300 s by default, and may be 5 to 21600 s', () => {
  const rule = new AbnormalParkRule({ target_roi })
  assert.deepEqual(story(play(rule, 0, 320_000, () => [parked()])), ['300 ID-1'])
  for (const parking_time_threshold of [4, 21_601, 7.5, '10'])
    assert.throws(() => ruleOf({ parking_time_threshold }), /parking_time_threshold must be a whole number/)
})

test('without regions the whole frame is watched, and the name is empty', () => {
  const rule = new AbnormalParkRule({ parking_time_threshold: 10 })
  const [item] = vehicles(play(rule, 0, 12_000, () => [carAt(1, 1700, 1080)])) as Record<string, unknown>[]
  assert.equal(item?.polygon_name, '')
})

test('what stands outside of the region, drives through it, or is no motor vehicle, is not told', () => {
  const scene = (timeMs: number) => [
    carAt(1, 100, 700),
    carAt(2, timeMs / 10 - 400, 600),
    parked(3, { label: 'person' }),
    parked(4, { label: 'motorcycle' }),
  ]
  assert.deepEqual(play(ruleOf(), 0, 30_000, scene), [])
  for (const label of ['car', 'bus', 'truck', 'dump_truck'])
    assert.equal(play(ruleOf(), 0, 12_000, () => [parked(1, { label })]).length, 1, label)
})

test('a detector that jitters by 12 % of the height does not make a parked car move', () => {
  const box = { x: 550, y: 600, w: 200, h: 100 }
  const told = play(ruleOf(), 0, 120_000, (timeMs) => [vehicle(1, shaky(box, timeMs, 0.12))])
  assert.deepEqual(story(told), ['10 ID-1'])
})

test('one wrong box now and then does not either, not even where frames come every other second', () => {
  const rule = ruleOf({ event_disappear_alert_sw: 1 })
  const told: string[] = []
  for (let i = 0; i < 60; i++) {
    const box = i % 5 === 3 ? { x: 700, y: 640, w: 260, h: 60 } : { x: 550, y: 600, w: 200, h: 100 }
    for (const result of rule.frame(frameAt(i * 2000, vehicle(1, box))))
      told.push(...story([{ timeMs: i * 2000, result }]))
  }
  assert.deepEqual(told, ['10 ID-1'])
})

test('a car in a jam that creeps on by a third of its length every 8 s never stands for 10 s', () => {
  const scene = (timeMs: number) => [carAt(1, 400 + 66 * Math.floor(timeMs / 8000), 700)]
  assert.deepEqual(play(ruleOf(), 0, 40_000, scene), [])
})

test('a car that creeps without stopping is not parked', () => {
  assert.deepEqual(
    play(ruleOf(), 0, 30_000, (timeMs) => [carAt(1, 400 + timeMs / 100, 700)]),
    [],
  )
})

test('a car that comes towards the camera along its axis moves, though the middle of its box does not', () => {
  const grown = (timeMs: number) => {
    const h = 60 * 1.04 ** (timeMs / 1000)
    return { x: 650 - h, y: 600 - h / 2, w: 2 * h, h }
  }
  assert.deepEqual(
    play(ruleOf(), 0, 36_000, (timeMs) => [vehicle(1, grown(timeMs))]),
    [],
  )
})

test('one that waits at a red light, and the next that takes its place, are two', () => {
  const first = (timeMs: number) => carAt(1, 550 + Math.max(0, timeMs - 8000) / 2, 700)
  const second = (timeMs: number) => carAt(2, Math.min(550, (timeMs - 9000) / 4), 700)
  const scene = (timeMs: number) => [
    timeMs < 11_000 ? first(timeMs) : undefined,
    timeMs > 9000 && timeMs < 18_000 ? second(timeMs) : undefined,
  ]
  assert.deepEqual(play(ruleOf(), 0, 40_000, scene), [])
})

test('a told car drives off and another parks on its place at once: ended, then a new alarm', () => {
  const scene = (timeMs: number) => [
    timeMs < 22_000 ? carAt(1, 550 + Math.max(0, timeMs - 20_000) / 4, 700) : undefined,
    timeMs > 21_000 ? carAt(2, Math.min(550, (timeMs - 21_000) / 5), 700) : undefined,
  ]
  const told = story(play(ruleOf({ event_disappear_alert_sw: 1 }), 0, 45_000, scene))
  assert.equal(told.length, 3)
  assert.match(told.join(), /^10 ID-1,2\d -ID-1,3\d ID-2$/)
})

/** A lorry that stands before the bay for a while. */
const lorry = (fromMs: number, toMs: number) => (timeMs: number) =>
  timeMs >= fromMs && timeMs < toMs
    ? vehicle(9, { x: 450, y: 560, w: 500, h: 400 }, { label: 'truck' })
    : undefined

test('a car hidden by a lorry for minutes, and found under another id, goes on standing', () => {
  const before = lorry(6000, 200_000)
  const scene = (timeMs: number) => [
    before(timeMs) ?? (timeMs < 100_000 ? parked(1) : parked(2)),
    before(timeMs) && timeMs < 8000 ? parked(1, { seen: false }) : undefined,
  ]
  const told = play(ruleOf({ parking_time_threshold: 220, event_disappear_alert_sw: 1 }), 0, 300_000, scene)
  assert.deepEqual(story(told), ['220 ID-1'])
})

test('a car that the tracker remembers behind a lorry goes on standing for longer than ten minutes; one it does not is over', () => {
  const before = lorry(30_000, 1_000_000)
  const ends = (isKept: boolean) => {
    const scene = (timeMs: number) => {
      const hides = before(timeMs)
      return hides ? [hides, isKept ? parked(1, { seen: false }) : undefined] : [parked(1)]
    }
    return story(play(ruleOf({ event_disappear_alert_sw: 1 }), 0, 1_030_000, scene)).filter((one) =>
      one.endsWith('ID-1'),
    )
  }
  assert.deepEqual(ends(true), ['10 ID-1'])
  assert.deepEqual(ends(false).length, 3, 'told, over after ten minutes, told anew')
})

test('a car half hidden for good keeps its stay, whichever half is seen and whatever id it gets', () => {
  const half = { x: 550, y: 600, w: 110, h: 100 }
  const scene = (timeMs: number) => [
    timeMs < 5000 ? parked(1) : timeMs < 20_000 ? vehicle(2, half) : parked(3),
  ]
  assert.deepEqual(story(play(ruleOf({ event_disappear_alert_sw: 1 }), 0, 60_000, scene)), ['10 ID-1'])
})

test('a car that vanishes is over after 30 s, and who parks there later is another one', () => {
  const scene = (timeMs: number) => [timeMs < 15_000 ? parked(1) : timeMs > 60_000 ? parked(2) : undefined]
  const told = play(ruleOf({ event_disappear_alert_sw: 1 }), 0, 90_000, scene)
  assert.deepEqual(story(told), ['10 ID-1', '45 -ID-1', '70 ID-2'])
})

test('a detector that misses it for 25 s does not end it', () => {
  const scene = (timeMs: number) => [timeMs > 15_000 && timeMs < 40_000 ? undefined : parked(1)]
  assert.deepEqual(story(play(ruleOf({ event_disappear_alert_sw: 1 }), 0, 60_000, scene)), ['10 ID-1'])
})

test('positions that are only predicted neither begin nor tell a stay', () => {
  assert.deepEqual(
    play(ruleOf(), 0, 20_000, () => [parked(1, { seen: false })]),
    [],
  )
})

test('the ended message holds the id alone, and comes only where it is asked for', () => {
  const scene = (timeMs: number) => [carAt(1, 550 + Math.max(0, timeMs - 20_000) / 4, 700)]
  const told = play(ruleOf({ event_disappear_alert_sw: 1 }), 0, 24_400, scene)
  assert.deepEqual(told.at(-1)?.result.data, { vehicles: [{ detection_id: 'ID-1' }] })
  assert.ok(told.at(-1)?.result.drawing)
  assert.equal(play(ruleOf(), 0, 30_000, scene).length, 1)
})

test('a car that leaves before the threshold is told neither as parked nor as gone', () => {
  const scene = (timeMs: number) => [carAt(1, 550 + Math.max(0, timeMs - 6000) / 4, 700)]
  assert.deepEqual(play(ruleOf({ event_disappear_alert_sw: 1 }), 0, 12_000, scene), [])
})

test('repeat_alert_sw tells it again each time the threshold has passed', () => {
  const told = play(ruleOf({ repeat_alert_sw: 1 }), 0, 35_000, () => [parked()])
  assert.deepEqual(story(told), ['10 ID-1', '20 ID-1', '30 ID-1'])
})

test('a car cut by the edge of the frame is told', () => {
  const rule = new AbnormalParkRule({ parking_time_threshold: 10 })
  const cut = vehicle(1, { x: 0, y: 1000, w: 90, h: 120 })
  assert.equal(play(rule, 0, 12_000, () => [cut]).length, 1)
})

test('the switches of the picture draw box and region', () => {
  const drawn = (common: Record<string, unknown>) =>
    play(ruleOf(common), 0, 11_000, () => [parked()])[0]?.result.drawing
  assert.deepEqual(drawn({}), { boxes: [], lines: [], polygons: [] })
  const box = { x: 550, y: 600, w: 200, h: 100, label: 'car', color: 'alarm' }
  assert.deepEqual(drawn({ render_result_sw: 1 })?.boxes, [box])
  assert.deepEqual(drawn({ render_roi_sw: 1 })?.polygons, [{ points: BAY.data, name: 'bay' }])
  assert.deepEqual(ruleOf().overlay(1920, 1080).polygons, [{ points: BAY.data, name: 'bay' }])
  assert.deepEqual(ruleOf().end(), [])
})

test('a source that changes its size starts afresh', () => {
  const rule = ruleOf()
  play(rule, 0, 9000, () => [parked()])
  rule.frame({ width: 640, height: 360, videoTimeMs: 9200, objects: [] })
  assert.deepEqual(
    play(rule, 9400, 18_000, () => [parked()]),
    [],
  )
})
