import assert from 'node:assert/strict'
import { test } from 'node:test'
import { type Detection, ParameterError, type Rule, type RuleResult } from '../algorithm.js'
import { frameAt, standing } from '../synthetic-frames.js'
import { densityOf } from './head-count.js'
import { services } from './manifest.js'
import { CROWD, CrowdRule } from './rule.js'

const square = (x: number): [number, number][] => [
  [x, 100],
  [x + 400, 100],
  [x + 400, 900],
  [x, 900],
]
const target_roi = JSON.stringify({
  polygons: [{ data: square(0) }, { data: square(500) }, { data: square(1000) }],
})

/** So many people (or what else) with their feet in the region that begins at `x`. */
function crowd(x: number, count: number, changes: Partial<Detection> = {}): Detection[] {
  return Array.from({ length: count }, (_, i) => {
    const { box, label, score } = standing(i, x + 60 + (i % 30) * 10, 300 + i, changes)
    return { box, label, score }
  })
}

const look = (rule: Rule, videoTimeMs: number, ...detections: Detection[]): RuleResult[] =>
  rule.frame({ ...frameAt(videoTimeMs), detections })

test('one region with more people than its threshold is enough for a message that counts all regions', () => {
  const rule = new CrowdRule({ target_roi, alarm_threshold: '5 5' })
  assert.deepEqual(look(rule, 0, ...crowd(0, 5)), [])
  const [result, ...more] = look(rule, 8000, ...crowd(0, 6), ...crowd(1000, 2))
  assert.deepEqual(more, [])
  assert.equal(result?.eventType, CROWD)
  assert.deepEqual(result?.data, {
    scene_type: 1,
    alarm_type: 1,
    event_set: [
      { crowd_count: 6, banner_count: 0, polygon: square(0) },
      { crowd_count: 0, banner_count: 0, polygon: square(500) },
      { crowd_count: 2, banner_count: 0, polygon: square(1000) },
    ],
  })
  assert.deepEqual(result?.drawing, { boxes: [], lines: [], polygons: [] })
  assert.equal(result?.heatmaps, undefined)
})

test('missing thresholds are 50, and surplus ones are ignored', () => {
  const short = new CrowdRule({ target_roi, alarm_threshold: '25 15' })
  assert.equal(look(short, 0, ...crowd(1000, 50)).length, 0)
  assert.equal(look(short, 8000, ...crowd(1000, 51)).length, 1)
  assert.equal(look(short, 16_000, ...crowd(500, 16)).length, 1)
  const long = new CrowdRule({ target_roi, alarm_threshold: ' 25  36 23 1 ' })
  assert.equal(look(long, 0, ...crowd(1000, 23)).length, 0)
  assert.equal(look(long, 8000, ...crowd(1000, 24)).length, 1)
})

test('each sampling that is over sends a message, and between samplings nobody counts', () => {
  const rule: Rule = new CrowdRule({ target_roi, alarm_threshold: '1', sampling_time_interval: 2 })
  const times = [0, 500, 1999, 2000, 3000, 4100]
  assert.deepEqual(
    times.map((ms) => look(rule, ms, ...crowd(0, 2)).length),
    [1, 0, 0, 1, 0, 1],
  )
  assert.deepEqual(rule.end(9000), [])
})

test('where asked every sampling is told, with alarm_type 0 when nothing is over', () => {
  const rule = new CrowdRule({ target_roi, report_every_sample_sw: 1 })
  assert.deepEqual(look(rule, 0, ...crowd(0, 2))[0]?.data.alarm_type, 0)
  assert.deepEqual(look(rule, 8000, ...crowd(0, 51))[0]?.data.alarm_type, 1)
})

test('banners are counted where asked; with people they make alarm_type 2, alone no message', () => {
  const common = { target_roi, alarm_threshold: '1', banner_detection_sw: 1, banner_threshold: '1' }
  const banners = crowd(0, 2, { label: 'banner' })
  const [result] = look(new CrowdRule(common), 0, ...crowd(0, 2), ...banners)
  assert.equal(result?.data.alarm_type, 2)
  assert.equal((result?.data.event_set as { banner_count: number }[] | undefined)?.[0]?.banner_count, 2)
  assert.deepEqual(look(new CrowdRule(common), 0, ...banners), [])
  const [off] = look(new CrowdRule({ ...common, banner_detection_sw: 0 }), 0, ...crowd(0, 2), ...banners)
  assert.equal(off?.data.alarm_type, 1)
  const [unset] = look(new CrowdRule({ ...common, banner_threshold: '' }), 0, ...crowd(0, 2), ...banners)
  assert.equal(unset?.data.alarm_type, 1)
})

test('weak detections, other classes and people outside are not counted; without detections the tracks in sight are', () => {
  const rule = new CrowdRule({ target_roi, alarm_threshold: '0 0 0' })
  assert.deepEqual(look(rule, 0, ...crowd(0, 3, { score: 0.3 }), ...crowd(0, 3, { label: 'car' })), [])
  assert.deepEqual(look(rule, 8000, ...crowd(1500, 3)), [])
  assert.equal(rule.frame(frameAt(16_000, standing(1, 100, 300, { seen: false }))).length, 0)
  assert.equal(rule.frame(frameAt(24_000, standing(1, 100, 300))).length, 1)
})

test('the picture and the map of density come as the switches say, of people in regions only', () => {
  const rule = new CrowdRule({ target_roi, alarm_threshold: '1', visualization_output_sw: 1, density_sw: 1 })
  const [result] = look(rule, 0, ...crowd(0, 3), ...crowd(1500, 4))
  assert.deepEqual([result?.drawing?.boxes.length, result?.drawing?.polygons.length], [3, 3])
  assert.equal(result?.drawing?.boxes[0]?.color, 'alarm')
  const [map] = result!.heatmaps!
  assert.deepEqual(
    [map?.key, map?.style, map?.grid.cols, map?.grid.rows],
    ['density_image_base64', 'density', 80, 45],
  )
  const sum = map!.grid.values.reduce((a, b) => a + b, 0)
  assert.ok(Math.abs(sum - 3) < 1e-3, `${sum}`)
})

test('a map of density is highest where somebody stands, also at the edge of the frame', () => {
  const { values } = densityOf([{ foot: [1919, 1079], box: { x: 1870, y: 880, w: 100, h: 200 } }], 1920, 1080)
  assert.equal(values.indexOf(Math.max(...values)), 80 * 45 - 1)
  assert.deepEqual(Math.max(...densityOf([], 1920, 1080).values), 0)
})

test('the release asks for tiles at the counted frames only, for banners only where they are counted', () => {
  const { facts, labels, validate } = services[0]!.releases[0]
  assert.deepEqual(facts?.({}), { tiles: { columns: 2, rows: 2, everyMs: 8000 } })
  assert.deepEqual(facts?.({ detection_tiles: '1x1' }), {})
  assert.deepEqual([labels({}), labels({ banner_detection_sw: 1 })], [['person'], ['person', 'banner']])
  const wrong: [string, unknown][] = [
    ['alarm_threshold', '5,6'],
    ['alarm_threshold', '-1'],
    ['alarm_threshold', 5],
    ['alarm_threshold', '1 '.repeat(1001)],
    ['banner_threshold', '100001'],
    ['detection_tiles', '9x9'],
    ['target_roi', '{"lines":[{"data":[[0,0],[9,9]]}]}'],
  ]
  for (const [member, value] of wrong)
    assert.throws(
      () => validate({ [member]: value }),
      (error) => error instanceof ParameterError && error.member === member && error.message.includes(member),
    )
  assert.equal(new CrowdRule({}).overlay(640, 360).polygons.length, 1)
})
