import assert from 'node:assert/strict'
import { test } from 'node:test'
import { bodyOf } from './body.js'
import { type Figure, personWith } from './synthetic-skeletons.js'

const body = (changes: Partial<Figure>) => bodyOf(personWith(1, changes).pose!)

test('the trunk of somebody who stands is upright, of one who lies level, of one who bends in between', () => {
  assert.ok(body({}).trunk!.tilt < 5)
  assert.ok(body({ leanLeft: 90, yaw: 0 }).trunk!.tilt > 85)
  const bent = body({ waist: 50, yaw: 90 }).trunk!
  assert.ok(Math.abs(bent.tilt - 50) < 6, String(bent.tilt))
  assert.ok(body({ waist: 150, yaw: 90 }).trunk!.rise < 0)
})

test('left is the person’s own: on the right of the picture when facing the camera', () => {
  const facing = body({ yaw: 0 })
  assert.ok(facing.left.shoulder![0] > facing.right.shoulder![0])
  const away = body({ yaw: 180 })
  assert.ok(away.left.shoulder![0] < away.right.shoulder![0])
})

test('points too unsure are left out: one side is enough for the trunk, two halves of different sides are not', () => {
  const oneSide = body({ missing: ['leftShoulder', 'leftHip'] })
  assert.ok(oneSide.trunk!.tilt < 10)
  assert.equal(oneSide.left.shoulder, undefined)
  assert.equal(body({ missing: ['leftShoulder', 'rightHip'] }).trunk, undefined)
  assert.equal(body({ missing: ['leftAnkle'] }).ankles, undefined)
  const headless = body({ missing: ['nose', 'leftEye', 'rightEye', 'leftEar', 'rightEar'] })
  assert.equal(headless.head, undefined)
})

test('a pose without points is a body of which nothing is known', () => {
  const { head, shoulders, hips, ankles, trunk } = bodyOf([])
  assert.deepEqual([head, shoulders, hips, ankles, trunk], Array(5).fill(undefined))
})
