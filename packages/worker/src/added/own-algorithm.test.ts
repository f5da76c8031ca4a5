/** The example of an own algorithm, as an installation finds and runs it; and folders that are wrong. */
import assert from 'node:assert/strict'
import { cp, mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type TestContext, test } from 'node:test'
import { fileURLToPath } from 'node:url'
import { ALGORITHMS, ManifestError, ParameterError, type TrackedObject, withAdded } from '@vigia/core'
import { guardedRule, RuleError } from '../run/guarded-rule.js'
import { findAlgorithms } from './find-algorithms.js'
import { loadAlgorithm } from './load-rule.js'

const EXAMPLE = fileURLToPath(new URL('../../../../examples/own-algorithm', import.meta.url))
const SERVICE = 'x-door-queue-cloud'

async function folder(t: TestContext): Promise<string> {
  const dir = await mkdtemp(join(tmpdir(), 'vigia-own-'))
  t.after(() => rm(dir, { recursive: true, force: true }))
  return dir
}

const person = (trackId: number): TrackedObject => ({
  box: { x: 100 * trackId, y: 100, w: 50, h: 150 },
  label: 'person',
  score: 0.9,
  trackId,
  detectionId: `ID-${trackId}`,
  age: 9,
  seen: true,
})
const frame = (videoTimeMs: number, people: number) => ({
  width: 1280,
  height: 720,
  videoTimeMs,
  objects: Array.from({ length: people }, (_, i) => person(i + 1)),
})

test('the example is a service like those that come along', async () => {
  const [added] = await findAlgorithms([EXAMPLE])
  const [service] = added!.services
  assert.equal(service!.serviceName, SERVICE)
  assert.deepEqual(service!.releases[0].labels({}), ['person'])
  assert.ok(withAdded(ALGORITHMS, [added!]).has(SERVICE))
  assert.throws(
    () => service!.releases[0].validate({ most_people: 0 }),
    (error) => error instanceof ParameterError && error.member === 'most_people',
  )
  assert.throws(() => service!.releases[0].validate({ target_roi: '{' }), ParameterError)
  assert.throws(() => service!.releases[0].createRule({}), /analysis processes only/)
})

test('its rule alarms once for each queue, with the defaults of its manifest', async () => {
  const service = await loadAlgorithm(EXAMPLE, SERVICE)
  const rule = guardedRule(service, service.releases[0], { seconds: 5 })
  assert.deepEqual(rule.frame(frame(0, 4)), [])
  const [result] = rule.frame(frame(5000, 4))
  assert.deepEqual([result?.eventType, result?.data.count], [50397185, 4])
  assert.deepEqual(rule.frame(frame(6000, 4)), [])
  assert.deepEqual(rule.frame(frame(7000, 3)), [])
  rule.frame(frame(8000, 5))
  assert.equal(rule.frame(frame(13_000, 5)).length, 1)
})

test('an npm package is found by its name, wherever above it is installed', async (t) => {
  const dir = await folder(t)
  await cp(EXAMPLE, join(dir, 'node_modules', '@shop', 'queues'), { recursive: true })
  await mkdir(join(dir, 'deep', 'er'), { recursive: true })
  const [added] = await findAlgorithms(['@shop/queues'], join(dir, 'deep', 'er'))
  assert.equal(added!.folder, join(dir, 'node_modules', '@shop', 'queues'))
})

test('what is no algorithm, and ids that are taken, are refused by name', async (t) => {
  const dir = await folder(t)
  await assert.rejects(findAlgorithms([dir]), /VIGIA_ALGORITHMS: .* is no folder with an algorithm\.json/)
  await cp(EXAMPLE, join(dir, 'a'), { recursive: true })
  await rm(join(dir, 'a', 'rule.js'))
  await assert.rejects(findAlgorithms([join(dir, 'a')]), /has no rule\.js/)
  const [one, two] = await findAlgorithms([EXAMPLE, EXAMPLE])
  assert.throws(() => withAdded(ALGORITHMS, [one!, two!]), ManifestError)
})

const RULES: [string, string, RegExp][] = [
  [
    'that throws when it is made',
    "export const createRule = () => { throw new Error('no luck') }",
    /failed at its start: no luck/,
  ],
  [
    'that throws in a frame',
    "export const createRule = () => ({ frame() { throw new Error('no luck') } })",
    /of x-door-queue-cloud failed at 0\.0 s of the video: no luck/,
  ],
  ['that gives no list', 'export const createRule = () => ({ frame: () => 7 })', /must give a list/],
  [
    'that raises an event of another number',
    'export const createRule = () => ({ frame: () => [{ eventType: 7, data: {} }] })',
    /eventType 7 is not in its manifest/,
  ],
  ['without createRule', 'export const other = 1', /exports no function createRule/],
  ['that is no module', 'export const = (', /could not be loaded/],
]
for (const [what, code, message] of RULES) {
  test(`a rule ${what} is a fault of its own, with its reason`, async (t) => {
    const dir = await folder(t)
    await cp(join(EXAMPLE, 'algorithm.json'), join(dir, 'algorithm.json'))
    await writeFile(join(dir, 'rule.js'), code)
    await writeFile(join(dir, 'package.json'), '{"type":"module"}')
    const run = async () => {
      const service = await loadAlgorithm(dir, SERVICE)
      guardedRule(service, service.releases[0], {}).frame(frame(0, 0))
    }
    await assert.rejects(run(), (error) => error instanceof RuleError && message.test(error.message))
  })
}

test('a manifest is refused naming file and member', async (t) => {
  const dir = await folder(t)
  const text = await readFile(join(EXAMPLE, 'algorithm.json'), 'utf8')
  const right = JSON.parse(text) as Record<string, unknown>
  const wrong: [Record<string, unknown>, RegExp][] = [
    [{ version: 'One' }, /version must be 3 to 32/],
    [{ title_zh: undefined }, /title_zh is missing/],
    [{ event_types: {} }, /event_types must name at least one/],
    [{ event_types: { Queue: 1 } }, /event_types\.Queue must have a name of lower-case/],
    [{ labels: [] }, /labels must be a list of texts/],
    [{ labels: undefined }, /labels must name at least one class/],
    [{ labels_by_switch: { none: ['car'] } }, /labels_by_switch\.none must be the name of an integer/],
    [{ services: {} }, /services must hold cloud, edge or both/],
    [
      { services: { cloud: { service_name: 'x-a', service_id: '1' } } },
      /services\.cloud\.service_id must be a UUID/,
    ],
    [{ facts: { smells: true } }, /facts\.smells is unknown/],
    [
      {
        parameters: {
          n: { type: 'integer', minimum: 1, maximum: 2, default: 3, description: 'd', title_zh: '数' },
        },
      },
      /parameters\.n\.default must lie from 1 to 2/,
    ],
    [{ parameters: { n: { type: 'list' } } }, /parameters\.n\.type must be one of integer, number, string/],
  ]
  await writeFile(join(dir, 'rule.js'), '')
  for (const [change, message] of wrong) {
    await writeFile(join(dir, 'algorithm.json'), JSON.stringify({ ...right, ...change }))
    await assert.rejects(findAlgorithms([dir]), (error) => {
      assert.ok(error instanceof ManifestError)
      assert.match(error.message, message)
      return error.message.startsWith(join(dir, 'algorithm.json'))
    })
  }
  await writeFile(join(dir, 'algorithm.json'), '{')
  await assert.rejects(findAlgorithms([dir]), /is no JSON/)
})
