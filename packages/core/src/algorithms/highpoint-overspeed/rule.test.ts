import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { TrackedObject } from '../algorithm.js'
import { play, shaky, type Told, vehicle } from '../standing-frames.js'
import { readCalibration } from './calibration.js'
import { services } from './manifest.js'
import { OVERSPEED, OverspeedRule } from './rule.js'
import { pixelOf } from './seen-from-camera.js'

const release = services[0]!.releases[0]
const CAMERA = '[8, 15, 3, 35, 0.05]'
const calibration = readCalibration(CAMERA)
/** A car whose wheels are at (right, ahead) metres on the road, as the camera sees it. */
function carOn(trackId: number, right: number, ahead: number, changes: Partial<TrackedObject> = {}) {
  const [x, y] = pixelOf(calibration, 1920, 1080, [right, ahead])
  const h = 1600 / ahead
  return vehicle(trackId, { x: x - h / 2, y: y - h, w: h, h }, changes)
}
const run = (
  common: Record<string, unknown>,
  scene: (timeMs: number) => (TrackedObject | undefined)[],
  toMs = 4000,
) => play(new OverspeedRule({ camera_calibration: CAMERA, ...common }), 0, toMs, scene)
const items = (told: Told[]) =>
  told.flatMap(({ result }) => result.data.vehicles as Record<string, unknown>[])
/** Comes from 60 m at this speed. */
const coming = (kmh: number) => (timeMs: number) => [carOn(1, 2, 60 - ((kmh / 3.6) * timeMs) / 1000)]

test('who comes faster than the threshold is told once, with speed and direction', () => {
  const told = run({}, coming(50))
  assert.equal(told.length, 1)
  assert.equal(told[0]?.result.eventType, OVERSPEED)
  const [{ bounding_box, speed, ...rest }] = items(told) as [Record<string, unknown>]
  assert.ok(bounding_box)
  assert.ok(Math.abs((speed as number) - 50) < 0.5, `${speed} km/h`)
  assert.deepEqual(rest, { license_plate_id: '', license_plate_type: 0, direction: 0 })
})

test('who drives off, and across, is measured as well', () => {
  const away = run({}, (timeMs) => [carOn(1, -2, 20 + timeMs / 72)])
  assert.equal(items(away)[0]?.direction, 1)
  assert.ok(Math.abs((items(away)[0]?.speed as number) - 50) < 0.5)
  const across = run({}, (timeMs) => [carOn(1, -8 + timeMs / 72, 40)], 2400)
  assert.ok(Math.abs((items(across)[0]?.speed as number) - 50) < 0.5)
})

test('slower ones are not told; the threshold is 40 by default, 1 to 300', () => {
  assert.deepEqual(run({}, coming(38)), [])
  assert.equal(run({}, coming(43)).length, 1)
  assert.deepEqual(run({ speed_threshold: 60 }, coming(55)), [])
  assert.throws(() => release.validate({ speed_threshold: 0 }), /speed_threshold/)
})

test('a detector that jitters by 4 % of the height gives the speed within a tenth', () => {
  const told = run({ speed_threshold: 30 }, (timeMs) =>
    coming(50)(timeMs).map((car) => ({ ...car, box: shaky(car.box, timeMs, 0.04) })),
  )
  const speed = items(told)[0]?.speed as number
  assert.ok(Math.abs(speed - 50) < 5, `${speed} km/h`)
  const standing = (timeMs: number) => [vehicle(1, shaky(carOn(1, 2, 40).box, timeMs, 0.04))]
  assert.deepEqual(run({ speed_threshold: 10 }, standing, 60_000), [])
})

test('too far away to measure, above the horizon, cut by the edge, or out of the regions: not judged', () => {
  assert.deepEqual(
    run({}, (timeMs) => [carOn(1, 2, 200 - timeMs / 50)]),
    [],
  )
  assert.deepEqual(
    run({}, (timeMs) => [vehicle(1, { x: 100 + timeMs / 4, y: 20, w: 50, h: 50 })]),
    [],
  )
  assert.deepEqual(
    run({}, (timeMs) => [vehicle(1, { x: 100 + timeMs / 4, y: 900, w: 300, h: 180 })]),
    [],
  )
  const corner = '{"polygons":[{"data":[[0,0],[50,0],[50,50]]}]}'
  assert.deepEqual(run({ target_roi: corner }, coming(50)), [])
})

test('a track that jumps by a car or two for one frame is not speeding', () => {
  const scene = (timeMs: number) => [carOn(1, 2, 50 - timeMs / 120 - (timeMs === 2000 ? 8 : 0))]
  assert.deepEqual(run({}, scene), [])
})

test('who is no motor vehicle, or only predicted, is not judged', () => {
  for (const changes of [{ label: 'person' }, { seen: false }])
    assert.deepEqual(
      run({}, (timeMs) => coming(50)(timeMs).map((car) => ({ ...car, ...changes }))),
      [],
    )
})

test('the picture tells the speed on the box when boxes are drawn', () => {
  const told = run({ render_result_sw: 1, render_roi_sw: 1 }, coming(50))
  assert.match(told[0]?.result.drawing?.boxes[0]?.label ?? '', /^(49|50|51) km\/h$/)
  assert.equal(told[0]?.result.drawing?.polygons.length, 1)
  assert.equal(new OverspeedRule({}).overlay(640, 360).polygons.length, 1)
  assert.deepEqual(new OverspeedRule({}).end(), [])
})
