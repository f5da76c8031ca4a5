import assert from 'node:assert/strict'
import { test } from 'node:test'
import { services as intrusionDetection } from './intrusion-detection/manifest.js'
import { offer } from './services.js'

const cloud = intrusionDetection[0]!
const ids = (serviceName: string, ...algIds: [string, ...string[]]) => ({
  serviceName,
  serviceId: `id of ${serviceName}`,
  algIds,
})

test('a service has its own name and ids, and everything else from the algorithm', () => {
  const [edge, ...more] = offer(cloud, { edge: ids('c-mine-edge', 'first', 'second') })
  assert.equal(more.length, 0)
  assert.deepEqual(
    [edge?.serviceName, edge?.serviceId, edge?.type],
    ['c-mine-edge', 'id of c-mine-edge', 'edge'],
  )
  assert.deepEqual(
    edge?.releases.map(({ algId, version }) => [version, algId]),
    [
      ['3.0', 'first'],
      ['3.1', 'second'],
    ],
  )
  assert.equal(edge?.titleZh, cloud.titleZh)
})

test('a release without an id is a fault of the folder', () => {
  assert.throws(() => offer(cloud, { cloud: ids('c-mine-cloud', 'first') }), /2 releases and 1 ids/)
})
