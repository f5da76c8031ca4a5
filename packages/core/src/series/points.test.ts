import assert from 'node:assert/strict'
import { test } from 'node:test'
import { pointsOf } from './points.js'

const POLYGON = [
  [1, 2],
  [30, 2],
  [30, 40],
]
const OTHER_POLYGON = [[5, 5], ...POLYGON.slice(1)]
const brief = (eventType: number, data: unknown) =>
  pointsOf(eventType, { data }).map(({ about, value, seconds }) => [
    about.key,
    about.kind,
    about.name,
    value,
    seconds,
  ])

test('line counts: both sides of each line, with their names, for the interval', () => {
  const line = (line_id: number, names: object) => ({
    line: [
      [0, 0],
      [9, 9],
    ],
    line_id,
    side1_count: 3,
    side2_count: 0,
    ...names,
  })
  const data = { interval: 10, event_set: [line(0, { side1_name: 'shop', side2_name: '' }), line(4, {})] }
  assert.deepEqual(brief(131073, data), [
    ['line-0-side1', 'count', 'Line 0 to shop', 3, 10],
    ['line-0-side2', 'count', 'Line 0 to Side2', 0, 10],
    ['line-4-side1', 'count', 'Line 4 to Side1', 3, 10],
    ['line-4-side2', 'count', 'Line 4 to Side2', 0, 10],
  ])
  assert.deepEqual(pointsOf(131073, { data })[0]!.about.place, [
    [0, 0],
    [9, 9],
  ])
})

test('region counts are levels, by the number of the region', () => {
  const data = { event_set: [{ polygon: POLYGON, count: 7, region_id: 2 }] }
  assert.deepEqual(brief(131074, data), [['region-2', 'level', 'Region 2', 7, 0]])
  assert.deepEqual(pointsOf(131074, { data })[0]!.about.place, POLYGON)
})

test('regions without a number are told apart by their corners, wherever they stand in the message', () => {
  const post = (polygon: unknown, counter: number) => ({ polygon, counter, person_set: [] })
  const both = brief(458752, { event_set: [post(POLYGON, 1), post(OTHER_POLYGON, 2)] })
  const second = brief(458752, { event_set: [post(OTHER_POLYGON, 5)] })
  assert.equal(both[1]![0], second[0]![0])
  assert.notEqual(both[0]![0], both[1]![0])
  assert.deepEqual([both[0]![1], both[0]![3], second[0]![3]], ['level', 1, 5])
  assert.match(String(both[0]![0]), /^region-[0-9a-f]{16}-people$/)
})

test('vehicles: the total, and one level for each region by its number', () => {
  const data = {
    total_vehicle_count: 5,
    event_set: [
      { region_id: 1, polygon: POLYGON, polygon_name: 'left', vehicle_count: 4, vehicle_types: [] },
    ],
  }
  assert.deepEqual(brief(75010, data), [
    ['total-vehicles', 'level', 'Vehicles in all regions', 5, 0],
    ['region-1-vehicles', 'level', 'Vehicles in region 1', 4, 0],
  ])
})

test('crowds: people and banners per region, and the total of high points', () => {
  const event_set = [{ crowd_count: 40, banner_count: 1, polygon: POLYGON }]
  assert.deepEqual(
    brief(524288, { scene_type: 1, event_set }).map(([key, , , value]) => [
      String(key).split('-').at(-1),
      value,
    ]),
    [
      ['people', 40],
      ['banners', 1],
    ],
  )
  assert.deepEqual(
    brief(1769472, { total_crowd_count: 900, event_set }).map(([, , , value]) => value),
    [900, 40],
  )
})

test('no points of other kinds, of the message that a stream broke, nor of what is no number', () => {
  assert.deepEqual(pointsOf(196609, { data: { event_set: [{ count: 1 }] } }), [])
  assert.deepEqual(pointsOf(131075, { data: { interval: 10, heat_image_base64: '' } }), [])
  assert.deepEqual(pointsOf(131073, { data: { event_set: [] }, disconnect: true }), [])
  for (const data of [undefined, null, 'x', [], { event_set: 'x' }, { event_set: [null, 1, []] }])
    assert.deepEqual(pointsOf(131074, { data }), [])
  for (const count of [-1, Number.NaN, Number.POSITIVE_INFINITY, '3', null])
    assert.deepEqual(pointsOf(131074, { data: { event_set: [{ count, region_id: 0 }] } }), [])
  const many = { event_set: Array.from({ length: 5_000 }, (_, region_id) => ({ region_id, count: 1 })) }
  assert.equal(pointsOf(131074, { data: many }).length, 1_000)
})
