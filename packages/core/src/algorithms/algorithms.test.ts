import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { test } from 'node:test'
import { type Algorithm, ParameterError } from './algorithm.js'
import { ALGORITHMS } from './index.js'
import type { IntegerParameter } from './parameters.js'

const intrusion = ALGORITHMS.get('c-intrusiondetection-cloud') as Algorithm
const flow = ALGORITHMS.get('c-flowcount-cloud') as Algorithm
const POLYGONS_ONLY = '{"polygons":[{"data":[[0,0],[9,0],[9,9]]}]}'
const LINES_ONLY = '{"lines":[{"data":[[0,0],[9,9]]}]}'

test('both services are offered under their own name, with stable distinct UUIDs of version 4', () => {
  for (const [name, algorithm] of ALGORITHMS) {
    assert.equal(algorithm.serviceName, name)
    assert.match(algorithm.serviceId, /^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/)
    for (const version of algorithm.versions) assert.match(version, /^[a-z0-9.]{3,32}$/)
  }
  assert.equal(new Set([...ALGORITHMS.values()].map((a) => a.serviceId)).size, ALGORITHMS.size)
  assert.deepEqual(intrusion.eventTypes, [196609, 196610])
  assert.deepEqual(flow.eventTypes, [131073, 131074, 131075])
})

test('labels follow the switches', () => {
  assert.deepEqual(intrusion.labels({}), ['person'])
  assert.deepEqual(intrusion.labels({ car_detection_sw: 1 }), ['person', 'car', 'bus', 'truck', 'motorcycle'])
  assert.deepEqual(intrusion.labels({ person_detection_sw: 0, car_detection_sw: 1 }), [
    'car',
    'bus',
    'truck',
    'motorcycle',
  ])
  assert.deepEqual(flow.labels({}), ['person'])
})

test('a job without parameters is sound, and unknown members are ignored', () => {
  for (const algorithm of ALGORITHMS.values()) {
    algorithm.validate({})
    algorithm.validate({ some_future_member: 'x' })
    algorithm.createRule({})
  }
})

test('every integer parameter has a default in its range and refuses what is beyond it', () => {
  for (const algorithm of ALGORITHMS.values()) {
    for (const [name, parameter] of Object.entries(
      algorithm.parameters.properties as Record<string, IntegerParameter>,
    )) {
      if (parameter.type !== 'integer') continue
      const { minimum, maximum } = parameter
      assert.ok(parameter.default >= minimum && parameter.default <= maximum, name)
      for (const bad of [minimum - 1, maximum + 1, minimum + 0.5, '1', true]) {
        const refused = (error: unknown) => error instanceof ParameterError && error.member === name
        assert.throws(() => algorithm.validate({ [name]: bad }), refused, `${name}=${bad}`)
        assert.throws(() => algorithm.createRule({ [name]: bad }), refused, `${name}=${bad}`)
      }
    }
  }
})

const CROSS_FIELD: [string, Algorithm, Record<string, unknown>, string][] = [
  ['no kind of target', intrusion, { person_detection_sw: 0 }, 'person_detection_sw'],
  ['no detection', intrusion, { line_detection_sw: 0, region_detection_sw: 0 }, 'line_detection_sw'],
  ['least size above greatest', intrusion, { detection_min_size: 1081 }, 'detection_min_size'],
  ['a faulty target_roi', intrusion, { target_roi: '{' }, 'target_roi'],
  [
    'regions that nothing looks at',
    intrusion,
    { region_detection_sw: 0, target_roi: POLYGONS_ONLY },
    'target_roi',
  ],
  ['lines that nothing looks at', intrusion, { line_detection_sw: 0, target_roi: LINES_ONLY }, 'target_roi'],
  ['no count at all', flow, { line_detection_sw: 0, region_detection_sw: 0 }, 'line_detection_sw'],
  ['a faulty target_roi', flow, { target_roi: '[]' }, 'target_roi'],
  ['lines that nothing counts', flow, { line_detection_sw: 0, target_roi: LINES_ONLY }, 'target_roi'],
]
for (const [name, algorithm, common, member] of CROSS_FIELD) {
  test(`${algorithm.serviceName} refuses ${name}, naming ${member}`, () => {
    assert.throws(
      () => algorithm.validate(common),
      (error) => error instanceof ParameterError && error.member === member && error.message.includes(member),
    )
  })
}

test('what looks odd but works is accepted', () => {
  intrusion.validate({ target_roi: POLYGONS_ONLY })
  intrusion.validate({ target_roi: POLYGONS_ONLY, region_detection_sw: 0, loitering_detection_sw: 1 })
  intrusion.validate({ detection_min_size: 1080, detection_max_size: 1080 })
  flow.validate({
    line_detection_sw: 0,
    region_detection_sw: 0,
    heatmap_detection_sw: 1,
    target_roi: LINES_ONLY,
  })
})

test('every parameter is explained in the README of its algorithm', () => {
  const folders: [Algorithm, string][] = [
    [intrusion, 'intrusion-detection'],
    [flow, 'flow-count'],
  ]
  for (const [algorithm, folder] of folders) {
    const text = readFileSync(new URL(`../../src/algorithms/${folder}/README.md`, import.meta.url), 'utf8')
    for (const name of Object.keys(algorithm.parameters.properties as object)) {
      assert.ok(text.includes(`\`${name}\``), `${folder}/README.md does not explain ${name}`)
    }
  }
})
