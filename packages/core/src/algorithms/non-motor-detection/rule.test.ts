import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { TrackedObject } from '../algorithm.js'
import { play, type Told, vehicle } from '../standing-frames.js'
import { services } from './manifest.js'
import { NON_MOTOR_INTRUSION, NON_MOTOR_PARKING, NonMotorRule } from './rule.js'

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
const release = services[0]!.releases[0]
const bicycle = (trackId: number, x: number, changes: Partial<TrackedObject> = {}) =>
  vehicle(trackId, { x: x - 40, y: 620, w: 80, h: 60 }, { label: 'bicycle', ...changes })
/** Seconds, event, `alarm_type` and ids of each message. */
const story = (told: Told[]) =>
  told.map(({ timeMs, result }) => {
    const ids = (result.data.event_set as { detection_id: string }[]).map((item) => item.detection_id)
    return `${timeMs / 1000} ${result.eventType - NON_MOTOR_PARKING} ${result.root?.alarm_type} ${ids.join('+')}`
  })
const run = (
  common: Record<string, unknown>,
  toMs: number,
  scene: (timeMs: number) => (TrackedObject | undefined)[],
) => play(new NonMotorRule(common), 0, toMs, scene)

test('parked in an illegal area for the threshold: box, id, type, and alarm_type 0', () => {
  const told = run({ target_roi: roi(area(400, 'illegal_area')) }, 60_000, () => [
    bicycle(1, 500),
    bicycle(2, 600, { label: 'motorcycle' }),
    bicycle(3, 1200),
  ])
  assert.equal(told.length, 1)
  assert.equal(told[0]?.timeMs, 30_000)
  assert.equal(told[0]?.result.eventType, NON_MOTOR_PARKING)
  assert.deepEqual(told[0]?.result.root, { alarm_type: 0 })
  assert.deepEqual(told[0]?.result.data.event_set, [
    { bounding_box: { x: 460, y: 620, w: 80, h: 60 }, detection_id: 'ID-1', type: 'bicycle' },
    { bounding_box: { x: 560, y: 620, w: 80, h: 60 }, detection_id: 'ID-2', type: 'electromobile' },
  ])
})

test('a legal area forbids the rest of the frame, and an illegal area within it is still forbidden', () => {
  const target_roi = roi(area(400, 'legal_area'), area(600, 'illegal_area2'))
  const told = run({ target_roi }, 31_000, () => [bicycle(1, 450), bicycle(2, 650), bicycle(3, 1200)])
  assert.deepEqual(story(told), ['30 0 0 ID-2+ID-3'])
})

test('without regions all of the frame is forbidden; a region without a name is one to keep free', () => {
  const scene = () => [bicycle(1, 500), bicycle(2, 1200)]
  assert.deepEqual(story(run({}, 31_000, scene)), ['30 0 0 ID-1+ID-2'])
  assert.deepEqual(story(run({ target_roi: roi(area(400)) }, 31_000, scene)), ['30 0 0 ID-1'])
})

test('entering a forbidden area alarms at once, and tells parked ones nothing', () => {
  const common = {
    target_roi: roi(area(400, 'prohibit_entering_area')),
    intrusion_detection_sw: 1,
    event_disappear_alert_sw: 1,
  }
  const told = run(common, 60_000, (timeMs) => [
    bicycle(1, 300 + timeMs / 20),
    timeMs < 20_000 ? bicycle(2, 500) : undefined,
  ])
  assert.equal(told[0]?.result.eventType, NON_MOTOR_INTRUSION)
  assert.deepEqual(story(told), ['0.4 1 0 ID-2', '2.4 1 0 ID-1', '10.2 1 1 ID-1', '29.8 1 1 ID-2'])
})

test('a box that jitters over the edge once, or a new id on the way, is no second entering', () => {
  const common = { target_roi: roi(area(400, 'prohibit_entering_area')), intrusion_detection_sw: 1 }
  assert.deepEqual(
    run(common, 4000, (timeMs) => [bicycle(1, timeMs === 1000 ? 405 : 390)]),
    [],
  )
  const told = run(common, 4000, (timeMs) => [bicycle(timeMs < 2000 ? 1 : 2, 500)])
  assert.equal(told.length, 1)
})

test('the ended message of a parked one has alarm_type 1 and the id alone', () => {
  const scene = (timeMs: number) => [bicycle(1, 500 + Math.max(0, timeMs - 35_000) / 20)]
  const common = { target_roi: roi(area(400, 'illegal_area')), event_disappear_alert_sw: 1 }
  const told = run(common, 44_000, scene)
  assert.deepEqual(told.at(-1)?.result.root, { alarm_type: 1 })
  assert.deepEqual(told.at(-1)?.result.data, { event_set: [{ detection_id: 'ID-1' }] })
  assert.equal(told.length, 2)
  assert.equal(run({ ...common, event_disappear_alert_sw: 0 }, 44_000, scene).length, 1)
})

test('both kinds and both detections have their switches', () => {
  const scene = () => [
    bicycle(1, 500),
    bicycle(2, 600, { label: 'motorcycle' }),
    bicycle(3, 700, { label: 'person' }),
  ]
  assert.deepEqual(story(run({ bicycle_detect_sw: 0 }, 31_000, scene)), ['30 0 0 ID-2'])
  assert.deepEqual(story(run({ electromobile_detect_sw: 0 }, 31_000, scene)), ['30 0 0 ID-1'])
  const entering = { illegal_park_detection_sw: 0, intrusion_detection_sw: 1 }
  assert.deepEqual(story(run(entering, 31_000, scene)), ['0.4 1 0 ID-1+ID-2'])
  assert.deepEqual(release.labels({}), ['bicycle', 'motorcycle'])
  assert.deepEqual(release.labels({ bicycle_detect_sw: 0 }), ['motorcycle'])
  for (const none of [{ bicycle_detect_sw: 0, electromobile_detect_sw: 0 }, { illegal_park_detection_sw: 0 }])
    assert.throws(() => release.validate(none), /both 0/)
})

test('a thing that is seen as bicycle and as motorcycle at once is one, the surer one', () => {
  const scene = () => [bicycle(1, 500, { score: 0.5 }), bicycle(2, 502, { score: 0.6, label: 'motorcycle' })]
  assert.deepEqual(story(run({}, 31_000, scene)), ['30 0 0 ID-2'])
})

test('one that changes its label, and so its track, from frame to frame goes on standing', () => {
  const scene = (timeMs: number) => [
    timeMs % 400 === 0 ? bicycle(1, 500) : bicycle(2, 500, { label: 'motorcycle' }),
  ]
  assert.equal(run({}, 60_000, scene).length, 1)
})

test('a name that means nothing is refused, and so are regions that no detection looks at', () => {
  assert.throws(
    () => release.validate({ target_roi: roi(area(0, 'legal_area'), area(400, 'gate')) }),
    /polygons\[1\]\.name is "gate".*legal_area, illegal_area or prohibit_entering_area/,
  )
  assert.throws(
    () => release.validate({ target_roi: roi(area(400, 'prohibit_entering_area')) }),
    /no region for the detection/,
  )
  const target_roi = roi(area(400, 'legal_area'))
  assert.throws(
    () => release.validate({ target_roi, illegal_park_detection_sw: 0, intrusion_detection_sw: 1 }),
    /no region for the detection/,
  )
  release.validate({ target_roi })
})

test('legal areas are drawn in green, forbidden ones as ever', () => {
  const common = { target_roi: roi(area(0, 'legal_area'), area(400, 'illegal_area')), render_roi_sw: 1 }
  const drawing = run(common, 31_000, () => [bicycle(1, 500)])[0]?.result.drawing
  assert.deepEqual(drawing?.boxes, [])
  assert.deepEqual(
    drawing?.polygons.map(({ name, color }) => [name, color]),
    [
      ['illegal_area', undefined],
      ['legal_area', 'legal'],
    ],
  )
  const boxes = run({ render_result_sw: 1 }, 31_000, () => [bicycle(1, 500)])[0]?.result.drawing?.boxes
  assert.deepEqual(boxes, [{ x: 460, y: 620, w: 80, h: 60, label: 'bicycle', color: 'alarm' }])
  assert.deepEqual(new NonMotorRule({}).end(), [])
})
