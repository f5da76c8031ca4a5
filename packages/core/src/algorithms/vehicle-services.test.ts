/** What the services of vehicles and bicycles have in common: names, regions that are refused, what they ask for. */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { services as abnormalPark } from './abnormal-park/manifest.js'
import { type Algorithm, ParameterError } from './algorithm.js'
import { services as fireExit } from './fire-exit-occupation/manifest.js'
import { services as overspeed } from './highpoint-overspeed/manifest.js'
import { services as nonMotor } from './non-motor-detection/manifest.js'
import { services as retrograde } from './retrograde/manifest.js'
import { services as sharedBicycle } from './shared-bicycle-detection/manifest.js'
import { services as vehicle } from './vehicle-detection/manifest.js'
import { services as statistics } from './vehicle-statistics/manifest.js'

const WITH_LINES = [retrograde, vehicle]
const REGIONS_ONLY = [abnormalPark, fireExit, nonMotor, sharedBicycle, statistics, overspeed]
const release = (services: Algorithm[]) => services[0]!.releases[0]
const LINES = '{"lines":[{"data":[[10,10],[500,500]]}]}'

test('each is a cloud and an edge service of one name, with the published event numbers', () => {
  const all = [...REGIONS_ONLY, ...WITH_LINES].map(([cloud, edge, ...more]) => {
    assert.equal(more.length, 0)
    assert.equal(cloud!.serviceName.replace(/-cloud$/, '-edge'), edge!.serviceName)
    assert.deepEqual([cloud!.type, edge!.type], ['cloud', 'edge'])
    return [cloud!.serviceName, cloud!.eventTypes.join()]
  })
  assert.deepEqual(Object.fromEntries(all), {
    'c-traffic-abnormal-park-cloud': '74240',
    'c-fire-exit-occupation-cloud': '1179648,1179649',
    'c-non-motor-detection-cloud': '1376256,1376257',
    'c-sharedbicycledetection-cloud': '655360',
    'c-vehicle-statistics-cloud': '75010',
    'c-highpoint-overspeed-cloud': '75012',
    'c-retrograde-cloud': '75009',
    'c-vehicle-detection-cloud': '75008',
  })
})

test('those who look at regions alone refuse lines alone; the others take them', () => {
  for (const services of REGIONS_ONLY)
    assert.throws(
      () => release(services).validate({ target_roi: LINES }),
      /target_roi holds only lines/,
      services[0]!.serviceName,
    )
  for (const services of WITH_LINES) release(services).validate({ target_roi: LINES })
})

test('a faulty region is refused by the check and by the rule, naming its place', () => {
  const target_roi = '{"polygons":[{"data":[[0,0],[9,9],[9,0],[0,9]]}]}'
  for (const services of [...REGIONS_ONLY, ...WITH_LINES])
    for (const act of ['validate', 'createRule'] as const)
      assert.throws(
        () => release(services)[act]({ target_roi }),
        (error) =>
          error instanceof ParameterError && /polygons\[0\]\.data crosses itself/.test(error.message),
        `${services[0]!.serviceName} ${act}`,
      )
})

test('the default detector knows what each looks for without parameters', () => {
  const known = new Set(['person', 'car', 'bus', 'truck', 'bicycle', 'motorcycle'])
  for (const services of [...REGIONS_ONLY, ...WITH_LINES])
    for (const label of release(services).labels({})) assert.ok(known.has(label), label)
})
