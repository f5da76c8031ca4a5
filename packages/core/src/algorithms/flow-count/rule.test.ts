import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { RuleResult, TrackedObject } from '../algorithm.js'
import { frameAt, items, standing, walk } from '../synthetic-frames.js'
import { FlowCountRule, HEAT_MAP, LINE_COUNT, REGION_COUNT } from './rule.js'

const LINE = {
  data: [
    [960, 100],
    [960, 1000],
  ],
  properties: { side1_name: 'street', side2_name: 'shop' },
}
const REGION = {
  data: [
    [400, 400],
    [800, 400],
    [800, 800],
    [400, 800],
  ],
}
const ROI = JSON.stringify({ lines: [LINE], polygons: [REGION] })
const lines = { target_roi: ROI, region_detection_sw: 0 }
const regions = { target_roi: ROI, line_detection_sw: 0 }
const types = (results: RuleResult[]) => results.map((r) => r.eventType)
const sides = (results: RuleResult[]) => items(results, LINE_COUNT).map((i) => [i.side1_count, i.side2_count])
const counts = (results: RuleResult[]) => items(results, REGION_COUNT).map((i) => i.count)
/** The same people at each of the times. */
const hold = (rule: FlowCountRule, times: number[], ...people: TrackedObject[]) =>
  times.flatMap((t) => rule.frame(frameAt(t, ...people)))

test('line counts come each interval with all published members and no picture', () => {
  const rule = new FlowCountRule(lines)
  walk(rule, 1, [
    [800, 500],
    [1100, 500],
  ])
  const [result, more] = rule.frame(frameAt(2000))
  assert.deepEqual(result, {
    eventType: LINE_COUNT,
    data: {
      interval: 2,
      event_set: [
        {
          line: LINE.data,
          line_id: 0,
          side1_count: 0,
          side2_count: 1,
          side1_name: 'street',
          side2_name: 'shop',
        },
      ],
    },
    drawing: undefined,
  })
  assert.equal(more, undefined)
})

test('crossings count to the side reached, and each interval starts from zero', () => {
  const rule = new FlowCountRule(lines)
  const results = [
    ...walk(rule, 1, [
      [800, 500],
      [1100, 500],
      [800, 500],
    ]),
    ...walk(
      rule,
      2,
      [
        [1100, 900],
        [800, 900],
      ],
      1000,
    ),
    ...rule.frame(frameAt(2000)),
    ...rule.frame(frameAt(4000)),
  ]
  assert.deepEqual(sides(results), [
    [2, 1],
    [0, 0],
  ])
})

test('an interval with nobody is told as zero', () => {
  assert.deepEqual(sides(hold(new FlowCountRule(lines), [0, 1000, 2000, 3000, 4000])), [
    [0, 0],
    [0, 0],
  ])
})

test('time without frames is not told as zero', () => {
  assert.deepEqual(sides(hold(new FlowCountRule(lines), [0, 1000, 60_000])), [[0, 0]])
})

test('region counts tell who is inside at the end of the interval', () => {
  const rule = new FlowCountRule(regions)
  rule.frame(frameAt(0, standing(1, 600, 600), standing(2, 700, 600), standing(3, 1500, 600)))
  rule.frame(frameAt(1800, standing(1, 600, 600), standing(2, 1200, 600), standing(3, 1500, 600)))
  const results = rule.frame(frameAt(2000))
  assert.deepEqual(results, [
    {
      eventType: REGION_COUNT,
      data: { event_set: [{ polygon: REGION.data, count: 1, region_id: 0 }] },
      drawing: undefined,
    },
  ])
})

test('somebody hidden for a moment still counts, somebody predicted out of the view does not', () => {
  const rule = new FlowCountRule(regions)
  rule.frame(frameAt(0, standing(1, 600, 600)))
  rule.frame(frameAt(1000, standing(1, 600, 600, { seen: false })))
  assert.deepEqual(counts(rule.frame(frameAt(2000, standing(1, -200, 600, { seen: false })))), [1])
  assert.deepEqual(counts(rule.frame(frameAt(4000))), [0])
})

test('a track that ends is no longer inside', () => {
  const rule = new FlowCountRule(regions)
  rule.frame(frameAt(0, standing(1, 600, 600)))
  rule.frame(frameAt(1000))
  assert.deepEqual(counts(rule.frame(frameAt(2000))), [0])
})

test('only people count', () => {
  const rule = new FlowCountRule(regions)
  rule.frame(frameAt(0, standing(1, 600, 600, { label: 'car' })))
  assert.deepEqual(counts(rule.frame(frameAt(2000))), [0])
})

test('each series has its own interval and switch', () => {
  const rule = new FlowCountRule({
    target_roi: ROI,
    line_count_interval: 1,
    region_count_interval: 3,
    heatmap_detection_sw: 1,
  })
  const seen = Array.from({ length: 11 }, (_, i) => types(rule.frame(frameAt(i * 1000))))
  assert.equal(seen.flat().filter((t) => t === LINE_COUNT).length, 10)
  assert.deepEqual(
    seen.flatMap((t, i) => (t.includes(REGION_COUNT) ? [i] : [])),
    [3, 6, 9],
  )
  assert.deepEqual(
    seen.flatMap((t, i) => (t.includes(HEAT_MAP) ? [i] : [])),
    [10],
  )
  assert.deepEqual(new Set(types(hold(new FlowCountRule(lines), [0, 2000, 10_000]))), new Set([LINE_COUNT]))
  assert.deepEqual(
    new Set(types(hold(new FlowCountRule(regions), [0, 2000, 10_000]))),
    new Set([REGION_COUNT]),
  )
})

test('a heat map message carries two grids of the period for the run to render', () => {
  const rule = new FlowCountRule({
    ...lines,
    heatmap_detection_sw: 1,
    heatmap_point_interval: 2,
    line_count_interval: 86400,
  })
  for (let t = 0; t < 10_000; t += 200) rule.frame(frameAt(t, standing(1, 972, 552)))
  const [result] = rule.frame(frameAt(10_000, standing(1, 972, 552)))
  assert.equal(result?.eventType, HEAT_MAP)
  assert.deepEqual(result?.data, { interval: 10 })
  assert.equal(result?.drawing, undefined)
  assert.deepEqual(
    result?.heatmaps?.map((h) => [h.key, h.style]),
    [
      ['heat_image_base64', 'density'],
      ['heatpoint_image_base64', 'points'],
    ],
  )
  assert.equal(Math.max(...result!.heatmaps![1]!.grid.values), 25)
})

test('the end of the source closes the running intervals with their real length', () => {
  const rule = new FlowCountRule({
    target_roi: ROI,
    line_count_interval: 60,
    region_count_interval: 60,
    heatmap_detection_sw: 1,
  })
  walk(rule, 1, [
    [800, 500],
    [1100, 500],
  ])
  hold(rule, [3000, 4200], standing(2, 600, 600))
  const results = rule.end(4200)
  assert.deepEqual(types(results), [LINE_COUNT, REGION_COUNT, HEAT_MAP])
  assert.deepEqual(
    results.map((r) => r.data.interval),
    [5, undefined, 5],
  )
  assert.deepEqual(sides(results), [[0, 1]])
  assert.deepEqual(counts(results), [1])
  assert.deepEqual(rule.end(4200), [])
})

test('a source without a single frame tells nothing', () => {
  assert.deepEqual(new FlowCountRule({}).end(0), [])
})

test('without target_roi the default line and region are counted', () => {
  const rule = new FlowCountRule({})
  walk(rule, 1, [
    [960, 400],
    [960, 700],
  ])
  const results = rule.frame(frameAt(2000))
  assert.deepEqual(sides(results), [[0, 1]])
  assert.deepEqual(counts(results), [1])
  assert.deepEqual([rule.overlay(1920, 1080).lines.length, rule.overlay(1920, 1080).polygons.length], [1, 1])
})

test('a source that changes its size starts afresh', () => {
  const rule = new FlowCountRule({ line_detection_sw: 0 })
  rule.frame(frameAt(0, standing(1, 960, 600)))
  rule.frame({ width: 640, height: 480, videoTimeMs: 1000, objects: [] })
  const results = rule.frame({ width: 640, height: 480, videoTimeMs: 2000, objects: [] })
  assert.deepEqual(items(results, REGION_COUNT), [
    {
      polygon: [
        [160, 120],
        [480, 120],
        [480, 360],
        [160, 360],
      ],
      count: 0,
      region_id: 0,
    },
  ])
})
