/** What release 3.1 does otherwise than 3.0, which the tests of the rule are about. */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Release, RuleResult } from '../algorithm.js'
import { frameAt, items, standing, walk } from '../synthetic-frames.js'
import { release30, release31 } from './releases.js'
import { INTRUSION, LOITERING } from './rule.js'

const REGION = '{"polygons":[{"data":[[400,400],[800,400],[800,800],[400,800]],"name":"lawn"}]}'
const OUTSIDE: [number, number] = [300, 600]
const INSIDE: [number, number] = [600, 600]
/** Steps are 200 ms apart. */
const forMs = (place: [number, number], ms: number) => Array.from({ length: ms / 200 }, () => place)
const ways = (results: RuleResult[]) =>
  items(results, INTRUSION).map((item) => `${item.start_position}>${item.end_position}`)
const ruleOf = (release: Omit<Release, 'algId'>, common: Record<string, unknown> = {}) =>
  release.createRule({ target_roi: REGION, region_time_threshold: 2, ...common })

test('entering alarms when the target has stayed as long as asked, and not before', () => {
  const path = [...forMs(OUTSIDE, 400), ...forMs(INSIDE, 3_000), ...forMs(OUTSIDE, 400)]
  const rule = ruleOf(release31)
  const alarmed = path.flatMap(([x, y], i) => {
    const told = rule.frame(frameAt(i * 200, standing(1, x, y)))
    return ways(told).map((way) => `${i * 200} ${way}`)
  })
  assert.deepEqual(alarmed, ['2400 out>in', '3400 in>out'])
})

test('a passer-by who leaves sooner is told neither as coming nor as going', () => {
  const path = [...forMs(OUTSIDE, 400), ...forMs(INSIDE, 1_800), ...forMs(OUTSIDE, 1_000)]
  assert.deepEqual(ways(walk(ruleOf(release31), 1, path)), [])
})

test('each stay counts from its own begin', () => {
  const visit = [...forMs(INSIDE, 1_400), ...forMs(OUTSIDE, 400)]
  const long = [...forMs(INSIDE, 2_400), ...forMs(OUTSIDE, 400)]
  assert.deepEqual(ways(walk(ruleOf(release31), 1, [...visit, ...visit, ...long])), ['out>in', 'in>out'])
})

test('lines and loitering do not wait', () => {
  const line =
    '{"lines":[{"data":[[450,100],[450,1000]]}],"polygons":[{"data":[[400,400],[800,400],[800,800],[400,800]]}]}'
  const common = {
    target_roi: line,
    region_time_threshold: 60,
    loitering_detection_sw: 1,
    loitering_time_threshold: 1,
  }
  const results = walk(ruleOf(release31, common), 1, [...forMs(OUTSIDE, 400), ...forMs(INSIDE, 2_000)])
  assert.equal(items(results, INTRUSION).length, 1)
  assert.equal(items(results, LOITERING).length, 1)
})

test('without a threshold 3.1 tells what 3.0 tells, and 3.0 knows of none', () => {
  const path = [...forMs(OUTSIDE, 400), ...forMs(INSIDE, 600), ...forMs(OUTSIDE, 400), ...forMs(INSIDE, 400)]
  const told = walk(ruleOf(release30), 1, path)
  assert.deepEqual(ways(told), ['out>in', 'in>out', 'out>in'])
  assert.deepEqual(walk(ruleOf(release31, { region_time_threshold: 0 }), 1, path), told)
  assert.deepEqual(walk(release31.createRule({ target_roi: REGION }), 1, path), told)
})
