import assert from 'node:assert/strict'
import { test } from 'node:test'
import { ParameterError, type TrackedObject } from '../algorithm.js'
import { show, THING_BOX, thing } from '../class-alarm/synthetic-things.js'
import { items } from '../synthetic-frames.js'
import { createRule, labels, SAFETY_SUIT } from './rule.js'

const person = thing('person')
const bareHead = thing('No Helmet', { trackId: 2, box: { x: 940, y: 445, w: 40, h: 40 } })
const jacket = thing('no_work_clothes', { trackId: 3, box: { x: 920, y: 490, w: 80, h: 90 } })
const told = (common: Record<string, unknown>, ...objects: TrackedObject[]) =>
  items(show(createRule(common), 0, 6000, ...objects), SAFETY_SUIT)

test('0 is not wearing and 1 is wearing; who wears both does not alarm', () => {
  assert.deepEqual(told({}, person, bareHead), [{ bounding_box: THING_BOX, type_hat: 0, type_cloth: 1 }])
  assert.deepEqual(told({}, person, jacket), [{ bounding_box: THING_BOX, type_hat: 1, type_cloth: 0 }])
  assert.deepEqual(told({}, person, bareHead, jacket), [
    { bounding_box: THING_BOX, type_hat: 0, type_cloth: 0 },
  ])
  assert.deepEqual(told({}, person), [])
})

test('each has its switch: what is off neither alarms nor is told, nor needs a model', () => {
  const hatOnly = { cloth_detection_sw: 0 }
  assert.deepEqual(told(hatOnly, person, jacket), [])
  assert.deepEqual(told(hatOnly, person, bareHead, jacket), [{ bounding_box: THING_BOX, type_hat: 0 }])
  assert.deepEqual(told({ hat_detection_sw: 0 }, person, bareHead, jacket), [
    { bounding_box: THING_BOX, type_cloth: 0 },
  ])
  assert.deepEqual(labels({}), ['person', 'no_helmet', 'no_work_clothes'])
  assert.deepEqual(labels(hatOnly), ['person', 'no_helmet'])
})

test('a bare head belongs to the person whose upper part it is in', () => {
  const atHisFeet = { ...bareHead, box: { ...bareHead.box, y: 600 } }
  assert.deepEqual(told({}, person, atHisFeet), [])
  const besideHim = { ...bareHead, box: { ...bareHead.box, x: 1100 } }
  assert.deepEqual(told({}, person, besideHim), [])
})

test('with both off nothing could alarm, which is refused', () => {
  assert.throws(
    () => createRule({ hat_detection_sw: 0, cloth_detection_sw: 0 }),
    (error) => error instanceof ParameterError && error.member === 'hat_detection_sw',
  )
})
