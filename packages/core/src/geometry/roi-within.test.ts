import assert from 'node:assert/strict'
import { test } from 'node:test'
import { ParameterError } from '../algorithms/algorithm.js'
import { checkRoiWithin } from './roi-within.js'

const region = (...data: number[][]) =>
  JSON.stringify({
    polygons: [
      {
        data: [
          [0, 0],
          [9, 0],
          [9, 9],
        ],
      },
      { data },
    ],
  })
const refused = (roi: string, place: string) =>
  assert.throws(
    () => checkRoiWithin(roi, 640, 360),
    (error) =>
      error instanceof ParameterError &&
      error.member === 'target_roi' &&
      error.message.includes(`${place} is [`) &&
      error.message.includes('640 × 360'),
  )

test('a point outside of the frame is refused, naming region or line, point and size', () => {
  refused(region([10, 10], [1900, 10], [300, 300]), 'polygons[1].data[1]')
  refused(region([10, 10], [600, 10], [300, 1000]), 'polygons[1].data[2]')
  refused('{"lines":[{"data":[[0,0],[641,900]]}]}', 'lines[0].data[1]')
})

test('what is drawn along the edge, up to 1 % outside, is taken, and so is nothing', () => {
  checkRoiWithin(region([0, 0], [646, 0], [646, 363], [0, 363]), 640, 360)
  refused(region([0, 0], [647, 0], [640, 360]), 'polygons[1].data[1]')
  checkRoiWithin(undefined, 640, 360)
})
