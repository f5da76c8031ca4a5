import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { AnalysedFrame, StillThing, TrackedObject } from '../algorithm.js'
import { carAt, play, STEP_MS, vehicle } from '../standing-frames.js'
import { frameAt, standing } from '../synthetic-frames.js'
import { services } from './manifest.js'
import { FireExitRule, OBJECT_OCCUPATION, VEHICLE_OCCUPATION } from './rule.js'

const WAY = {
  data: [
    [400, 400],
    [900, 400],
    [900, 800],
    [400, 800],
  ],
  name: 'exit 3',
}
const target_roi = JSON.stringify({ polygons: [WAY] })
const BOX = { x: 600, y: 600, w: 100, h: 80 }
const ruleOf = (common: Record<string, unknown> = {}) =>
  new FireExitRule({ target_roi, stacking_residence_time: 10, vehicle_residence_time: 20, ...common })
const thing = (changes: Partial<StillThing> = {}): StillThing => ({
  thingId: 1,
  detectionId: 'THING-1',
  box: BOX,
  sinceMs: 0,
  seen: true,
  ...changes,
})

/** Shows the rule everything every 200 ms, and gives `time event ids`, ended ones with a dash. */
function story(
  rule: FireExitRule,
  toMs: number,
  scene: (timeMs: number) => { things?: StillThing[]; objects?: TrackedObject[] },
): string[] {
  const told: string[] = []
  for (let timeMs = 0; timeMs <= toMs; timeMs += STEP_MS) {
    const { things = [], objects = [] } = scene(timeMs)
    const frame: AnalysedFrame = { ...frameAt(timeMs, ...objects), stillThings: things }
    for (const { eventType, data } of rule.frame(frame))
      for (const item of data.event_set as Record<string, unknown>[])
        told.push(
          `${timeMs / 1000} ${eventType - OBJECT_OCCUPATION} ${'bounding_box' in item ? '' : '-'}${item.detection_id}`,
        )
  }
  return told
}

test('a thing that lies in the way for its time alarms once, with its fields; no plate', () => {
  const rule = ruleOf()
  assert.deepEqual(
    story(rule, 40_000, () => ({ things: [thing()] })),
    ['10 0 THING-1'],
  )
  const [result] = ruleOf().frame({ ...frameAt(10_000), stillThings: [thing()] })
  assert.deepEqual(result?.data.event_set, [
    { detection_id: 'THING-1', polygon_name: 'exit 3', bounding_box: BOX },
  ])
})

test('a vehicle that stands there for its time is the other event, with an empty plate', () => {
  const [told] = play(ruleOf(), 0, 25_000, () => [carAt(1, 550, 700)])
  assert.equal(told?.timeMs, 20_000)
  assert.equal(told?.result.eventType, VEHICLE_OCCUPATION)
  assert.deepEqual(told?.result.data.event_set, [
    {
      detection_id: 'ID-1',
      polygon_name: 'exit 3',
      bounding_box: { x: 550, y: 600, w: 200, h: 100 },
      plate_id: '',
    },
  ])
})

test('the times are 40 and 50 s by default, and a region without a name has an empty one', () => {
  const rule = new FireExitRule({})
  const told = story(rule, 60_000, () => ({
    things: [thing()],
    objects: [carAt(1, 1200, 700)],
  }))
  assert.deepEqual(told, ['40 0 THING-1', '50 1 ID-1'])
  const [result] = new FireExitRule({}).frame({ ...frameAt(40_000), stillThings: [thing()] })
  assert.equal((result!.data.event_set as Record<string, unknown>[])[0]?.polygon_name, '')
})

test('ended messages hold the id alone, for things and for vehicles', () => {
  const scene = (timeMs: number) => ({
    things: timeMs < 30_000 ? [thing()] : [],
    objects: [carAt(1, 700 + Math.max(0, timeMs - 40_000) / 4, 560)],
  })
  const told = story(ruleOf({ event_disappear_alert_sw: 1 }), 48_000, scene)
  assert.deepEqual(told.slice(0, 3), ['10 0 THING-1', '20 1 ID-1', '32.8 0 -THING-1'])
  assert.match(told[3]!, /^4\d(\.\d)? 1 -ID-1$/)
  assert.equal(story(ruleOf(), 48_000, scene).length, 2)
})

test('what lies outside of the way is not told', () => {
  const outside = thing({ box: { ...BOX, x: 1200 } })
  assert.deepEqual(
    story(ruleOf(), 30_000, () => ({ things: [outside] })),
    [],
  )
})

test('a vehicle or a person who stands there is no thing, even while the detector misses them at times', () => {
  for (const label of ['car', 'person']) {
    const who = vehicle(1, { x: 580, y: 580, w: 140, h: 120 }, { label })
    const scene = (timeMs: number) => ({
      things: [thing()],
      objects: timeMs % 2000 < 600 ? [] : [who],
    })
    assert.deepEqual(story(ruleOf({ vehicle_occupation_sw: 0 }), 60_000, scene), [], label)
  }
})

test('somebody who walks by in front of a thing neither ends its stay nor begins it anew', () => {
  const scene = (timeMs: number) => ({
    things: [thing({ seen: !(timeMs > 4000 && timeMs < 8000) })],
    objects: timeMs > 5000 && timeMs < 9000 ? [standing(5, 650, 700)] : [],
  })
  assert.deepEqual(story(ruleOf({ event_disappear_alert_sw: 1 }), 30_000, scene), ['10 0 THING-1'])
})

test('each kind has its switch, and asks for what it needs alone', () => {
  const scene = () => ({ things: [thing()], objects: [carAt(1, 700, 560)] })
  assert.deepEqual(story(ruleOf({ stacking_occupation_sw: 0 }), 30_000, scene), ['20 1 ID-1'])
  assert.deepEqual(story(ruleOf({ vehicle_occupation_sw: 0 }), 30_000, scene), ['10 0 THING-1'])
  const release = services[0]!.releases[0]
  assert.deepEqual(release.facts?.({}), { stillThings: { leastSide: 50 } })
  assert.deepEqual(release.facts?.({ stacking_occupation_sw: 0 }), {})
  assert.deepEqual(release.labels({}), ['person', 'car', 'bus', 'truck'])
  assert.deepEqual(release.labels({ stacking_occupation_sw: 0 }), ['car', 'bus', 'truck'])
  assert.throws(
    () => release.validate({ stacking_occupation_sw: 0, vehicle_occupation_sw: 0 }),
    /set one of them to 1/,
  )
})

test('a frame without facts about things is a frame without things', () => {
  assert.deepEqual(ruleOf().frame(frameAt(60_000)), [])
})

test('the picture shows box and region as the switches say', () => {
  const drawn = (common: Record<string, unknown>) =>
    ruleOf(common).frame({ ...frameAt(10_000), stillThings: [thing()] })[0]?.drawing
  assert.deepEqual(drawn({}), { boxes: [], lines: [], polygons: [] })
  assert.deepEqual(drawn({ render_result_sw: 1 })?.boxes, [{ ...BOX, label: 'object', color: 'alarm' }])
  assert.deepEqual(drawn({ render_roi_sw: 1 })?.polygons, [{ points: WAY.data, name: 'exit 3' }])
  assert.deepEqual(ruleOf().overlay(1920, 1080).polygons.length, 1)
  assert.deepEqual(ruleOf().end(), [])
})
