import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Point } from '../../geometry/box.js'
import { ParameterError } from '../algorithm.js'
import { readCalibration } from './calibration.js'
import { GroundPlane } from './ground-plane.js'
import { pixelOf } from './seen-from-camera.js'

const near = (actual: Point | undefined, expected: Point, slack = 1e-6) =>
  assert.ok(
    actual && Math.hypot(actual[0] - expected[0], actual[1] - expected[1]) <= slack,
    `${actual} is not near ${expected}`,
  )

test('the middle of the picture is as far ahead as height and tilt say', () => {
  const plane = new GroundPlane(readCalibration('[10, 45, 0, 40, 0]'), 1920, 1080)
  near(plane.at([960, 540]), [0, 10])
  near(new GroundPlane(readCalibration('[10, 90, 0, 40, 0]'), 1920, 1080).at([960, 540]), [0, 0])
})

test('the lower edge is half the field of view below the axis, whatever the resolution', () => {
  for (const [width, height] of [
    [1920, 1080],
    [640, 360],
  ] as const) {
    const plane = new GroundPlane(readCalibration('[10, 20, 0, 50, 0]'), width, height)
    near(plane.at([width / 2, height]), [0, 10 / Math.tan(Math.PI / 4)])
  }
})

test('any point of the road comes back from the pixel it is seen at, with roll and distortion', () => {
  for (const text of [
    '[8, 15, 0, 35, 0]',
    '[8, 15, 12, 35, 0]',
    '[25, 40, -20, 60, 0.2]',
    '[4, 8, 5, 90, -0.1]',
  ]) {
    const calibration = readCalibration(text)
    const plane = new GroundPlane(calibration, 1280, 720)
    for (const ground of [
      [0, 20],
      [5, 30],
      [-7, 45],
      [3, 12],
    ] as Point[])
      near(plane.at(pixelOf(calibration, 1280, 720, ground)), ground, 1e-3)
  }
})

test('at and above the horizon there is no road, and the nearer to it the coarser the measure', () => {
  const plane = new GroundPlane(readCalibration('[8, 10, 0, 40, 0]'), 1920, 1080)
  assert.equal(plane.at([960, 0]), undefined)
  assert.equal(plane.metresPerPixel([960, 0]), Number.POSITIVE_INFINITY)
  assert.ok(plane.metresPerPixel([960, 400]) > plane.metresPerPixel([960, 800]))
})

test('five numbers in their ranges, or an error that says which is wrong', () => {
  const refused = (text: string, why: RegExp) =>
    assert.throws(
      () => readCalibration(text),
      (error) =>
        error instanceof ParameterError && error.member === 'camera_calibration' && why.test(error.message),
      text,
    )
  for (const text of ['', '[1,2,3', '{}', '[8,20,0,40]', '[8,20,0,40,0,0]', '8,20,0,40,0'])
    refused(text, /JSON list of five numbers/)
  refused(
    '[0,20,0,40,0]',
    /camera_calibration\[0\] is 0, but the height in metres must be a number from 1 to 200/,
  )
  refused('[8,0,0,40,0]', /\[1\].*tilt/)
  refused('[8,20,90,40,0]', /\[2\].*roll/)
  refused('[8,20,0,180,0]', /\[3\].*field of view/)
  refused('[8,20,0,40,"0"]', /\[4\] is "0", but the distortion/)
  refused('[8,20,null,40,0]', /\[2\] is null/)
})
