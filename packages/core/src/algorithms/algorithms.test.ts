import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { test } from 'node:test'
import { type Algorithm, ParameterError, type Release } from './algorithm.js'
import { ALGORITHMS } from './index.js'
import type { Parameters } from './parameters.js'
import { isNewer, newestRelease, releaseOf } from './releases.js'

const intrusionDetection = ALGORITHMS.get('c-intrusiondetection-cloud') as Algorithm
const flowCount = ALGORITHMS.get('c-flowcount-cloud') as Algorithm
const intrusion = releaseOf(intrusionDetection, '3.0') as Release
const intrusion31 = releaseOf(intrusionDetection, '3.1') as Release
const flow = newestRelease(flowCount)
const all = [...ALGORITHMS.values()].flatMap(({ releases }) => releases)
const POLYGONS_ONLY = '{"polygons":[{"data":[[0,0],[9,0],[9,9]]}]}'
const LINES_ONLY = '{"lines":[{"data":[[0,0],[9,9]]}]}'

test('all services are offered under their own name; they and their releases have distinct UUIDs of version 4', () => {
  const ids: string[] = []
  for (const [name, { serviceName, serviceId, releases }] of ALGORITHMS) {
    assert.equal(serviceName, name)
    ids.push(serviceId)
    for (const { version, algId } of releases) {
      assert.match(version, /^[a-z0-9.]{3,32}$/)
      ids.push(algId)
    }
  }
  for (const id of ids)
    assert.match(id, /^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/)
  assert.equal(new Set(ids).size, ids.length)
  assert.deepEqual(intrusionDetection.eventTypes, [196609, 196610])
  assert.deepEqual(flowCount.eventTypes, [131073, 131074, 131075])
})

test('releases are in the order of their age, and each says what it brings', () => {
  for (const { releases } of ALGORITHMS.values()) {
    const times = releases.map(({ releasedAt }) => releasedAt)
    assert.deepEqual(
      times,
      times.toSorted((a, b) => a - b),
    )
    for (const { description } of releases) assert.ok(description.length > 10)
  }
  assert.equal(newestRelease(intrusionDetection).version, '3.1')
  assert.equal(releaseOf(intrusionDetection, '2.9'), undefined)
  assert.equal(releaseOf(undefined, '3.0'), undefined)
})

test('a release is newer by its place, not by the letters of its version; one that is not installed is older than all', () => {
  assert.equal(isNewer(intrusionDetection, '3.1', '3.0'), true)
  assert.equal(isNewer(intrusionDetection, '3.0', '3.0'), false)
  assert.equal(isNewer(intrusionDetection, '3.0', '3.1'), false)
  assert.equal(isNewer(intrusionDetection, '3.0', '9.9'), true)
  assert.equal(isNewer(intrusionDetection, '9.9', '3.0'), false)
})

test('3.1 takes whatever 3.0 takes, and nobody else knows region_time_threshold', () => {
  const common = { region_time_threshold: 5, target_roi: POLYGONS_ONLY }
  intrusion.validate({ region_time_threshold: 'what 3.0 does not know it does not judge' })
  intrusion31.validate(common)
  const names = (release: Release) => Object.keys(release.parameters.properties as object)
  assert.deepEqual(
    names(intrusion31).filter((name) => !names(intrusion).includes(name)),
    ['region_time_threshold'],
  )
  assert.deepEqual(intrusion31.labels({ car_detection_sw: 1 }), intrusion.labels({ car_detection_sw: 1 }))
})

test('every parameter has a title in both languages', () => {
  for (const { parameters } of all) {
    for (const [name, parameter] of Object.entries(parameters.properties as Parameters)) {
      assert.ok(parameter.description.length > 3, name)
      assert.match(parameter.titleZh, /[\u4e00-\u9fff]/, name)
    }
  }
})

test('logo and diagram are drawings of their own', () => {
  // A cloud and an edge service of one algorithm share theirs.
  const families = new Map([...ALGORITHMS.values()].map((algorithm) => [algorithm.family, algorithm]))
  const drawings = [...families.values()].flatMap(({ logo, diagram }) => [logo, diagram])
  for (const drawing of drawings) assert.match(drawing, /^<svg xmlns="[^"]+" viewBox="[^"]+">.*<\/svg>$/)
  assert.equal(new Set(drawings).size, drawings.length)
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
  for (const algorithm of all) {
    algorithm.validate({})
    algorithm.validate({ some_future_member: 'x' })
    algorithm.createRule({})
  }
})

test('every numeric parameter has a default in its range and refuses what is beyond it', () => {
  for (const algorithm of all) {
    for (const [name, parameter] of Object.entries(algorithm.parameters.properties as Parameters)) {
      if (parameter.type !== 'integer' && parameter.type !== 'number') continue
      const { minimum, maximum } = parameter
      assert.ok(parameter.default >= minimum && parameter.default <= maximum, name)
      const broken = parameter.type === 'integer' ? [minimum + 0.5] : [Number.NaN]
      for (const bad of [minimum - 1, maximum + 1, ...broken, '1', true]) {
        const refused = (error: unknown) => error instanceof ParameterError && error.member === name
        assert.throws(() => algorithm.validate({ [name]: bad }), refused, `${name}=${bad}`)
        assert.throws(() => algorithm.createRule({ [name]: bad }), refused, `${name}=${bad}`)
      }
    }
  }
})

const CROSS_FIELD: [string, Release, Record<string, unknown>, string][] = [
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
  test(`${algorithm === flow ? flowCount.serviceName : intrusionDetection.serviceName} refuses ${name}, naming ${member}`, () => {
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
  for (const { family, releases } of ALGORITHMS.values()) {
    const text = readFileSync(new URL(`../../src/algorithms/${family}/README.md`, import.meta.url), 'utf8')
    for (const name of releases.flatMap(({ parameters }) => Object.keys(parameters.properties as object))) {
      assert.ok(text.includes(`\`${name}\``), `${family}/README.md does not explain ${name}`)
    }
  }
})
