import assert from 'node:assert/strict'
import { test } from 'node:test'
import { type Detection, ParameterError, type Rule, type RuleResult } from '../algorithm.js'
import { frameAt, standing } from '../synthetic-frames.js'
import { services } from './manifest.js'
import { HIGHPOINT_CROWD, HighpointCrowdRule } from './rule.js'

const LEFT: [number, number][] = [
  [0, 0],
  [960, 0],
  [960, 1080],
  [0, 1080],
]
const MIDDLE: [number, number][] = [
  [480, 0],
  [1440, 0],
  [1440, 1080],
  [480, 1080],
]
const at = (x: number, y: number): Detection => {
  const { box, label, score } = standing(1, x, y)
  return { box, label, score }
}
const look = (rule: Rule, videoTimeMs: number, ...detections: Detection[]): RuleResult[] =>
  rule.frame({ ...frameAt(videoTimeMs), detections })
const events = (result: RuleResult | undefined) => result?.data.event_set as Record<string, unknown>[]

test('in regions it counts each, and everybody once for the total', () => {
  const target_roi = JSON.stringify({ polygons: [{ data: LEFT }, { data: MIDDLE }] })
  const rule = new HighpointCrowdRule({ target_roi, alarm_threshold: '1 2' })
  assert.deepEqual(look(rule, 0, at(100, 500), at(1200, 500), at(1800, 500)), [])
  const [result] = look(rule, 8000, at(100, 500), at(700, 500), at(1200, 500), at(1800, 500))
  assert.equal(result?.eventType, HIGHPOINT_CROWD)
  assert.deepEqual(result?.data, {
    scene_type: 1,
    alarm_type: 1,
    total_crowd_count: 3,
    event_set: [
      { crowd_count: 2, polygon: LEFT },
      { crowd_count: 2, polygon: MIDDLE },
    ],
  })
  assert.deepEqual(look(rule, 9000, at(100, 500), at(700, 500)), [], 'between samplings')
})

test('in a grid only the first threshold counts, for every cell, and everybody is in exactly one cell', () => {
  const rule = new HighpointCrowdRule({ grid_x_number: 4, grid_y_number: 3, alarm_threshold: '1 0 0' })
  assert.deepEqual(look(rule, 0, at(100, 500), at(1800, 1000)), [])
  const corners = [at(480, 360), at(481, 361), at(1919, 1079), at(2000, 1300), at(0, 0)]
  const [result] = look(rule, 8000, ...corners)
  assert.deepEqual([result?.data.total_crowd_count, events(result).length], [5, 12])
  assert.deepEqual(events(result)[5], {
    crowd_count: 2,
    polygon: [
      [480, 360],
      [960, 360],
      [960, 720],
      [480, 720],
    ],
    grid_x: 1,
    grid_y: 1,
  })
  assert.equal(
    events(result).reduce((sum, { crowd_count }) => sum + (crowd_count as number), 0),
    5,
  )
})

test('one number of a grid alone means regions', () => {
  const rule = new HighpointCrowdRule({ grid_x_number: 4, alarm_threshold: '0' })
  const [result] = look(rule, 0, at(100, 500))
  assert.deepEqual([events(result).length, 'grid_x' in events(result)[0]!], [1, false])
  assert.equal(rule.overlay(1920, 1080).polygons.length, 1)
})

test('where asked every sampling is told, with picture and map of density', () => {
  const rule: Rule = new HighpointCrowdRule({
    grid_x_number: 2,
    grid_y_number: 2,
    report_every_sample_sw: 1,
    density_sw: 1,
    visualization_output_sw: 1,
  })
  const [result] = look(rule, 0, at(100, 500))
  assert.equal(result?.data.alarm_type, 0)
  assert.deepEqual([result?.drawing?.boxes.length, result?.drawing?.polygons.length], [1, 4])
  assert.equal(result?.heatmaps?.[0]?.key, 'density_image_base64')
  assert.equal(rule.overlay(1920, 1080).polygons.length, 4)
  assert.deepEqual(rule.end(9000), [])
})

test('the release asks for more tiles than the crowd count, and takes lines beside a grid', () => {
  const { facts, validate } = services[0]!.releases[0]
  assert.deepEqual(facts?.({ sampling_time_interval: 3 }), { tiles: { columns: 3, rows: 2, everyMs: 3000 } })
  const target_roi = '{"lines":[{"data":[[0,0],[9,9]]}]}'
  validate({ target_roi, grid_x_number: 2, grid_y_number: 2 })
  const names = (member: string) => (error: unknown) =>
    error instanceof ParameterError && error.member === member
  assert.throws(() => validate({ target_roi }), names('target_roi'))
  assert.throws(() => validate({ alarm_threshold: 'many' }), names('alarm_threshold'))
})
