import assert from 'node:assert/strict'
import { test } from 'node:test'
import { classGroup } from '../tracking/track.js'
import { standPoint, VEHICLE_LABELS, vehicleType } from './vehicles.js'

test('types by label, and none for what is no vehicle with four wheels or more', () => {
  const types = ['car', 'dump_truck', 'concrete_mixer', 'truck', 'bus', 'other_vehicle'].map(vehicleType)
  assert.deepEqual(types, [0, 1, 3, 6, 7, 9])
  assert.equal(vehicleType('motorcycle'), undefined)
  assert.equal(vehicleType('person'), undefined)
})

test('all of them are one group for the tracker: detectors waver between them', () => {
  assert.deepEqual(new Set(VEHICLE_LABELS.map(classGroup)), new Set(['vehicle']))
})

test('a vehicle stands a fifth of its height above its lower edge, within the frame', () => {
  const frame = { width: 1920, height: 1080 }
  assert.deepEqual(standPoint({ x: 100, y: 100, w: 200, h: 100 }, frame), [200, 180])
  assert.deepEqual(standPoint({ x: -300, y: 1000, w: 200, h: 300 }, frame), [0, 1079])
})
