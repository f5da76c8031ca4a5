import assert from 'node:assert/strict'
import { test } from 'node:test'
import { ParameterError } from '../algorithm.js'
import { show, THING_BOX, thing } from '../class-alarm/synthetic-things.js'
import { items } from '../synthetic-frames.js'
import { createRule, labels, OBJECT_ATTRIBUTES } from './rule.js'

const SQUARE = '{"polygons":[{"data":[[800,300],[1100,300],[1100,800],[800,800]],"name":"square"}]}'
const typesTold = (common: Record<string, unknown>, ...seen: string[]) =>
  items(
    show(createRule(common), 0, 1000, ...seen.map((label, i) => thing(label, { trackId: i + 1 }))),
    OBJECT_ATTRIBUTES,
  ).map(({ type }) => type)

test('each target is told once, with its type and its region', () => {
  const rule = createRule({ target_roi: SQUARE })
  assert.deepEqual(items(show(rule, 0, 5000, thing('person')), OBJECT_ATTRIBUTES), [
    { bounding_box: THING_BOX, type: 'pedestrian', polygon_name: 'square' },
  ])
})

test('the classes of the default model have types of the wire', () => {
  const seen = ['person', 'bicycle', 'motorcycle', 'car', 'bus', 'truck', 'dog']
  assert.deepEqual(typesTold({}, ...seen), [
    'pedestrian',
    'bicycle',
    'electromobile',
    'car',
    'bus',
    'other_vehicle',
  ])
  assert.deepEqual(labels({}), ['person', 'bicycle', 'motorcycle', 'car', 'bus', 'truck'])
})

test('only the types named are told; those that need a model of their own ask for its labels', () => {
  const common = { output_object_type: 'slag_car  bus' }
  assert.deepEqual(labels(common), ['slag_car', 'bus'])
  assert.deepEqual(typesTold(common, 'car', 'bus', 'Slag Car'), ['bus', 'slag_car'])
})

test('a type that there is not is refused by name', () => {
  assert.throws(
    () => createRule({ output_object_type: 'bus plane' }),
    (error) => error instanceof ParameterError && error.message.includes('"plane"'),
  )
})
