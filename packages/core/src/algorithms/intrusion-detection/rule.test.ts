import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { AnalysedFrame } from '../algorithm.js'
import { frameAt, items, standing, walk } from '../synthetic-frames.js'
import { INTRUSION, IntrusionRule, LOITERING } from './rule.js'

const LINE = {
  data: [
    [960, 100],
    [960, 1000],
  ],
  properties: { side1_name: 'street', side2_name: 'yard' },
}
const REGION = {
  data: [
    [400, 400],
    [800, 400],
    [800, 800],
    [400, 800],
  ],
  name: 'lawn',
}
const lineOnly = { target_roi: JSON.stringify({ lines: [LINE] }) }
const regionOnly = { target_roi: JSON.stringify({ polygons: [REGION] }) }
const ways = (list: Record<string, unknown>[]) => list.map((i) => `${i.start_position}>${i.end_position}`)
const THROUGH: [number, number][] = [
  [300, 600],
  [500, 600],
  [700, 600],
  [900, 600],
]

test('crossing a line tells the sides by name, in the direction walked', () => {
  const rule = new IntrusionRule(lineOnly)
  const results = walk(rule, 1, [
    [800, 500],
    [900, 500],
    [1000, 500],
    [1100, 500],
    [1000, 500],
    [800, 500],
  ])
  assert.deepEqual(ways(items(results, INTRUSION)), ['street>yard', 'yard>street'])
})

test('an item has box, id, category and positions; a region gives its name, a line none', () => {
  const [item] = items(
    walk(new IntrusionRule(regionOnly), 7, [
      [300, 600],
      [500, 600],
    ]),
    INTRUSION,
  )
  assert.deepEqual(item, {
    bounding_box: { x: 450, y: 400, w: 100, h: 200 },
    detection_id: 'ID-7',
    category: 0,
    start_position: 'out',
    end_position: 'in',
    polygon_name: 'lawn',
  })
  const [crossed] = items(
    walk(new IntrusionRule(lineOnly), 7, [
      [800, 500],
      [1100, 500],
    ]),
    INTRUSION,
  )
  assert.ok(crossed && !('polygon_name' in crossed))
})

test('entering and leaving a region are two alarms', () => {
  assert.deepEqual(ways(items(walk(new IntrusionRule(regionOnly), 1, THROUGH), INTRUSION)), [
    'out>in',
    'in>out',
  ])
})

test('somebody first seen inside has come in, once', () => {
  const results = walk(new IntrusionRule(regionOnly), 1, [
    [600, 600],
    [610, 600],
    [620, 600],
  ])
  assert.deepEqual(ways(items(results, INTRUSION)), ['out>in'])
})

test('a target that gets a new track id inside makes no second alarm', () => {
  const rule = new IntrusionRule(regionOnly)
  walk(rule, 1, [
    [600, 600],
    [610, 600],
  ])
  assert.deepEqual(
    walk(
      rule,
      2,
      [
        [620, 600],
        [630, 600],
      ],
      1000,
    ),
    [],
  )
})

test('targets of the same frame share one message, one item each', () => {
  const rule = new IntrusionRule(regionOnly)
  const results = rule.frame(frameAt(0, standing(1, 500, 600), standing(2, 700, 600)))
  assert.equal(results.length, 1)
  assert.deepEqual(
    items(results, INTRUSION).map((i) => i.detection_id),
    ['ID-1', 'ID-2'],
  )
})

test('a predicted position never alarms', () => {
  const rule = new IntrusionRule(regionOnly)
  rule.frame(frameAt(0, standing(1, 300, 600)))
  assert.deepEqual(rule.frame(frameAt(200, standing(1, 600, 600, { seen: false }))), [])
  assert.equal(rule.frame(frameAt(400, standing(1, 600, 600))).length, 1)
})

test('each detection has its switch', () => {
  const both = { target_roi: JSON.stringify({ lines: [LINE], polygons: [REGION] }) }
  const path: [number, number][] = [
    [600, 600],
    [1100, 600],
  ]
  const told = (common: Record<string, unknown>) =>
    ways(items(walk(new IntrusionRule({ ...both, ...common }), 1, path), INTRUSION))
  assert.deepEqual(told({}).sort(), ['in>out', 'out>in', 'street>yard'])
  assert.deepEqual(told({ line_detection_sw: 0 }).sort(), ['in>out', 'out>in'])
  assert.deepEqual(told({ region_detection_sw: 0 }), ['street>yard'])
})

test('people and vehicles have their switches, and other things are no targets', () => {
  const told = (label: string, common: Record<string, unknown>) =>
    items(
      new IntrusionRule({ ...regionOnly, ...common }).frame(frameAt(0, standing(1, 600, 600, { label }))),
      INTRUSION,
    ).map((i) => i.category)
  assert.deepEqual(told('person', {}), [0])
  assert.deepEqual(told('person', { person_detection_sw: 0, car_detection_sw: 1 }), [])
  assert.deepEqual(told('car', {}), [])
  for (const label of ['car', 'bus', 'truck', 'motorcycle'])
    assert.deepEqual(told(label, { car_detection_sw: 1 }), [1], label)
  assert.deepEqual(told('dog', { car_detection_sw: 1 }), [])
})

test('the longer side of the box decides about the size', () => {
  const told = (w: number, h: number, common: Record<string, unknown> = {}) => {
    const object = standing(1, 0, 0, { box: { x: 600 - w / 2, y: 600 - h, w, h } })
    return new IntrusionRule({ ...regionOnly, ...common }).frame(frameAt(0, object)).length
  }
  assert.equal(told(30, 59), 0)
  assert.equal(told(30, 60), 1)
  assert.equal(told(60, 30), 1)
  assert.equal(told(100, 199, { detection_min_size: 200 }), 0)
  assert.equal(told(300, 1081), 0)
  assert.equal(told(300, 1081, { detection_max_size: 1200 }), 1)
})

test('loitering alarms once per stay after the threshold, without positions', () => {
  const rule = new IntrusionRule({
    ...regionOnly,
    region_detection_sw: 0,
    loitering_detection_sw: 1,
    loitering_time_threshold: 3,
  })
  const stay = (from: number, to: number, x: number) => {
    const results = []
    for (let t = from; t <= to; t += 200) results.push(...rule.frame(frameAt(t, standing(1, x, 600))))
    return results
  }
  assert.deepEqual(stay(0, 2800, 600), [])
  const [item, more] = items(stay(3000, 9000, 600), LOITERING)
  assert.deepEqual(item, {
    bounding_box: { x: 550, y: 400, w: 100, h: 200 },
    detection_id: 'ID-1',
    category: 0,
    polygon_name: 'lawn',
  })
  assert.equal(more, undefined)
  assert.deepEqual(stay(9200, 10000, 300), [])
  assert.equal(items(stay(10200, 14000, 600), LOITERING).length, 1)
})

test('without the switch nobody loiters, and the threshold is 10 s by default', () => {
  const late = (common: Record<string, unknown>, ms: number) => {
    const rule = new IntrusionRule({ ...regionOnly, ...common })
    rule.frame(frameAt(0, standing(1, 600, 600)))
    return items(rule.frame(frameAt(ms, standing(1, 600, 600))), LOITERING).length
  }
  assert.equal(late({}, 60_000), 0)
  assert.equal(late({ loitering_detection_sw: 1 }, 9_900), 0)
  assert.equal(late({ loitering_detection_sw: 1 }, 10_000), 1)
})

test('an alarm always asks for a picture; boxes and regions are drawn as the switches say', () => {
  const drawn = (common: Record<string, unknown>) =>
    new IntrusionRule({ ...regionOnly, ...common }).frame(frameAt(0, standing(1, 600, 600)))[0]?.drawing
  assert.deepEqual(drawn({}), { boxes: [], lines: [], polygons: [] })
  assert.deepEqual(drawn({ render_result_sw: 1 })?.boxes, [
    { x: 550, y: 400, w: 100, h: 200, label: 'person', color: 'alarm' },
  ])
  assert.deepEqual(drawn({ render_roi_sw: 1 })?.polygons, [{ points: REGION.data, name: 'lawn' }])
})

test('the defaults follow the frame, and a source that changes its size starts afresh', () => {
  const rule = new IntrusionRule({})
  assert.deepEqual(rule.overlay(640, 480).lines[0]?.points, [
    [160, 240],
    [480, 240],
  ])
  const small: AnalysedFrame = { width: 640, height: 480, videoTimeMs: 0, objects: [standing(1, 320, 300)] }
  assert.deepEqual(ways(items(rule.frame(small), INTRUSION)), ['out>in'])
  assert.deepEqual(ways(items(rule.frame(frameAt(200, standing(1, 960, 600))), INTRUSION)), ['out>in'])
})

test('the live picture shows only what is watched', () => {
  const both = { target_roi: JSON.stringify({ lines: [LINE], polygons: [REGION] }) }
  const shown = (common: Record<string, unknown>) => {
    const overlay = new IntrusionRule({ ...both, ...common }).overlay(1920, 1080)
    return [overlay.lines.length, overlay.polygons.length]
  }
  assert.deepEqual(shown({}), [1, 1])
  assert.deepEqual(shown({ line_detection_sw: 0 }), [0, 1])
  assert.deepEqual(shown({ region_detection_sw: 0 }), [1, 0])
  assert.deepEqual(shown({ region_detection_sw: 0, loitering_detection_sw: 1 }), [1, 1])
})

test('the end of the source adds nothing', () => {
  const rule = new IntrusionRule({})
  walk(rule, 1, [
    [960, 500],
    [960, 600],
  ])
  assert.deepEqual(rule.end(), [])
})
