/** What a rule of somebody else may give, and what of it is refused before it reaches anything else. */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Rule } from '@vigia/core'
import { guardedRule, RuleError } from './guarded-rule.js'

const EVENT = 50_397_185
const circle: Record<string, unknown> = {}
circle.self = circle
const right = { eventType: EVENT, data: { count: 1 }, drawing: undefined }
const drawn = (drawing: unknown) => [{ ...right, drawing }]

function ruleGiving(results: unknown, overlay: unknown = { boxes: [], lines: [], polygons: [] }): Rule {
  const rule = { frame: () => results, end: () => results, overlay: () => overlay }
  return guardedRule(
    { serviceName: 'x', eventTypes: [EVENT] },
    { createRule: () => rule as unknown as Rule },
    {},
  )
}
const FRAME = { width: 640, height: 360, videoTimeMs: 2000, objects: [] }

const GARBAGE: [string, unknown, RegExp][] = [
  ['no list', { 0: right }, /must give a list/],
  ['a promise', Promise.resolve([]), /must give a list/],
  ['nothing', undefined, /must give a list/],
  ['too many', Array(1_001).fill(right), /at most 1000 results/],
  ['a hole', [null], /a result must be an object/],
  ['a text', ['alarm'], /a result must be an object/],
  ['another event', [{ ...right, eventType: 7 }], /eventType 7 is not in its manifest/],
  ['an event in words', [{ ...right, eventType: String(EVENT) }], /is not in its manifest/],
  ['no data', [{ eventType: EVENT }], /data of event 50397185 must be an object/],
  ['data that is a list', [{ ...right, data: [] }], /data of event 50397185 must be an object/],
  ['circular data', [{ ...right, data: circle }], /data of event 50397185 is no JSON/],
  ['numbers that JSON lacks', [{ ...right, data: { n: 1n } }], /is no JSON/],
  ['50 MB of text', [{ ...right, data: { text: 'a'.repeat(50_000_000) } }], /at most 1000000 are taken/],
  ['a root that is a text', [{ ...right, root: 'x' }], /root of event 50397185 must be an object/],
  ['a drawing of nothing', drawn({}), /boxes must be a list/],
  [
    'a box without numbers',
    drawn({ boxes: [{ x: Number.NaN, y: 0, w: 1, h: 1 }], lines: [], polygons: [] }),
    /boxes\[0\] must have numbers/,
  ],
  [
    'a polygon of texts',
    drawn({ boxes: [], lines: [], polygons: [{ points: ['1,2', '3,4'] }] }),
    /polygons\[0\] must have points/,
  ],
  ['heat maps without a grid', [{ ...right, heatmaps: [{ key: 'a' }] }], /cols × rows values/],
]

for (const [what, results, message] of GARBAGE)
  test(`a rule that gives ${what} ends its own job with the reason`, () => {
    const isTold = (error: unknown) =>
      error instanceof RuleError && message.test(error.message) && error.message.length < 1_200
    assert.throws(() => ruleGiving(results).frame(FRAME), isTold)
    assert.throws(() => ruleGiving(results).end(3000), isTold)
  })

test('what is right goes on as plain data, which its rule cannot change any more', () => {
  const data = { count: 1, at: { toJSON: () => 'noon' } }
  const [result] = ruleGiving([{ ...right, data }]).frame(FRAME)
  data.count = 2
  assert.deepEqual(result, { eventType: EVENT, data: { count: 1, at: 'noon' }, drawing: undefined })
})

test('an overlay that cannot be drawn is a fault of the rule as well', () => {
  for (const overlay of [null, { boxes: [] }, { boxes: [], lines: [{ points: [] }], polygons: [] }])
    assert.throws(() => ruleGiving([], overlay).overlay(640, 360), RuleError)
})

test('a rule that says very much of its fault is cut short', () => {
  const createRule = (): Rule => {
    throw new Error('x'.repeat(1_000_000))
  }
  assert.throws(
    () => guardedRule({ serviceName: 'x', eventTypes: [EVENT] }, { createRule }, {}),
    (error) => error instanceof RuleError && error.message.length < 1_200,
  )
})
