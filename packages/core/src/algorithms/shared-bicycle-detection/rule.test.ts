import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { TrackedObject } from '../algorithm.js'
import { play, type Told, vehicle } from '../standing-frames.js'
import { services } from './manifest.js'
import { SHARED_BICYCLE, SharedBicycleRule } from './rule.js'

const area = (x: number, name?: string) => ({
  data: [
    [x, 400],
    [x + 300, 400],
    [x + 300, 800],
    [x, 800],
  ],
  ...(name === undefined ? {} : { name }),
})
const roi = (...polygons: object[]) => JSON.stringify({ polygons })
const bicycle = (trackId: number, x: number, changes: Partial<TrackedObject> = {}) =>
  vehicle(trackId, { x: x - 40, y: 620, w: 80, h: 60 }, { label: 'bicycle', ...changes })
const story = (told: Told[]) =>
  told.map(({ timeMs, result }) => {
    const items = result.data.event_set as { detection_id: string; polygon_name: string }[]
    return `${timeMs / 1000} ${items.map((item) => `${item.detection_id}@${item.polygon_name}`).join('+')}`
  })
const run = (
  common: Record<string, unknown>,
  toMs: number,
  scene: (timeMs: number) => (TrackedObject | undefined)[],
) => play(new SharedBicycleRule(common), 0, toMs, scene)

test('a bicycle in a forbidden area is told once after 30 s, with its fields', () => {
  const told = run({ target_roi: roi(area(400, 'illegal01')) }, 90_000, () => [
    bicycle(1, 500),
    bicycle(2, 1200),
  ])
  assert.deepEqual(
    told.map(({ timeMs }) => timeMs),
    [30_000],
  )
  assert.equal(told[0]?.result.eventType, SHARED_BICYCLE)
  assert.deepEqual(told[0]?.result.data, {
    event_set: [
      { bounding_box: { x: 460, y: 620, w: 80, h: 60 }, detection_id: 'ID-1', polygon_name: 'illegal01' },
    ],
  })
})

test('any other name is a legal area: outside of it is told, without a name of a region', () => {
  const scene = () => [bicycle(1, 500), bicycle(2, 1200)]
  assert.deepEqual(story(run({ target_roi: roi(area(400, 'rack')) }, 31_000, scene)), ['30 ID-2@'])
  assert.deepEqual(story(run({ target_roi: roi(area(400)) }, 31_000, scene)), ['30 ID-1@'])
  assert.deepEqual(story(run({}, 31_000, scene)), ['30 ID-1@+ID-2@'])
})

test('the threshold is as asked for, and only bicycles that stand are told', () => {
  const scene = (timeMs: number) => [
    bicycle(1, 500),
    bicycle(2, 700, { label: 'motorcycle' }),
    bicycle(3, timeMs / 20),
  ]
  assert.deepEqual(story(run({ illegal_park_alert_threshold: 5 }, 20_000, scene)), ['5 ID-1@'])
})

test('periodic: the state of all in each period, an empty one too', () => {
  const common = { alert_mode: 'periodic', alert_detection_interval: 10, illegal_park_alert_threshold: 15 }
  const scene = (timeMs: number) => [
    timeMs < 42_000 ? bicycle(1, 500 + Math.max(0, timeMs - 35_000) / 10) : undefined,
    timeMs > 12_000 ? bicycle(2, 900) : undefined,
  ]
  assert.deepEqual(story(run(common, 51_000, scene)), [
    '10 ',
    '20 ID-1@',
    '30 ID-1@+ID-2@',
    '40 ID-2@',
    '50 ID-2@',
  ])
})

test('the mode is one of two, the period 60 s by default', () => {
  const release = services[0]!.releases[0]
  assert.throws(() => release.validate({ alert_mode: 'often' }), /alert_mode must be one of single, periodic/)
  assert.deepEqual(story(run({ alert_mode: 'periodic' }, 61_000, () => [])), ['60 '])
})

test('legal areas are green, boxes are drawn when asked for', () => {
  const common = {
    target_roi: roi(area(400, 'illegal'), area(0, 'rack')),
    render_roi_sw: 1,
    render_result_sw: 1,
  }
  const drawing = run(common, 31_000, () => [bicycle(1, 500)])[0]?.result.drawing
  assert.deepEqual(
    drawing?.polygons.map(({ name, color }) => [name, color]),
    [
      ['illegal', undefined],
      ['rack', 'legal'],
    ],
  )
  assert.equal(drawing?.boxes.length, 1)
  assert.equal(new SharedBicycleRule(common).overlay(1920, 1080).polygons.length, 2)
  assert.deepEqual(new SharedBicycleRule({}).end(), [])
})
