import assert from 'node:assert/strict'
import { test } from 'node:test'
import { ParameterError } from '../algorithm.js'
import { show, thing } from '../class-alarm/synthetic-things.js'
import { createRule, WATER_LEVEL } from './rule.js'

/** At 240 the gauge says 300 cm, at 840 it says 0. */
const CALIBRATION = '[[240, 300], [840, 0]]'
const levels = (common: Record<string, unknown>, ...objects: ReturnType<typeof thing>[]) =>
  show(createRule(common), 0, 60_000, ...objects).map(({ eventType, data }) => {
    assert.equal(eventType, WATER_LEVEL)
    return (data.water_level_list as { water_level: number }[]).map(({ water_level }) => water_level)
  })

test('the level is what the calibration says of the lower end of the visible gauge', () => {
  // The box ends at 640, two thirds of the way down.
  assert.deepEqual(levels({ calibration_info: CALIBRATION }, thing('water_gauge')), [[100]])
})

test('998 without a gauge, 999 without a calibration', () => {
  assert.deepEqual(levels({ calibration_info: CALIBRATION }), [[998]])
  assert.deepEqual(levels({}, thing('water_gauge')), [[999]])
})

test('each region has its own level and its polygon as points with x and y; the surest gauge counts', () => {
  const target_roi =
    '{"polygons":[{"data":[[900,300],[1100,300],[1100,900]]},{"data":[[0,0],[90,0],[90,90]]}]}'
  const weaker = thing('water_gauge', { trackId: 2, score: 0.4, box: { x: 960, y: 320, w: 100, h: 100 } })
  const rule = createRule({ calibration_info: CALIBRATION, target_roi })
  const stronger = thing('water_gauge', { box: { x: 980, y: 340, w: 100, h: 200 } })
  const [result] = show(rule, 0, 60_000, weaker, stronger)
  assert.deepEqual(result?.data.water_level_list, [
    {
      water_level: 150,
      polygon: [
        { x: 900, y: 300 },
        { x: 1100, y: 300 },
        { x: 1100, y: 900 },
      ],
    },
    {
      water_level: 998,
      polygon: [
        { x: 0, y: 0 },
        { x: 90, y: 0 },
        { x: 90, y: 90 },
      ],
    },
  ])
})

test('a calibration that says nothing is refused', () => {
  for (const bad of ['{', '[[1,2]]', '[[1,2],[1,3]]', '[[1,2],[3,2]]', '[[1,"2"],[3,4]]'])
    assert.throws(
      () => createRule({ calibration_info: bad }),
      (error) => error instanceof ParameterError && error.member === 'calibration_info',
      bad,
    )
})
