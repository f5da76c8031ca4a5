import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { TrackedObject } from '../algorithm.js'
import { carAt, play } from '../standing-frames.js'
import { frameAt } from '../synthetic-frames.js'
import { services } from './manifest.js'
import { VEHICLE_COUNT, VehicleStatisticsRule } from './rule.js'

const LEFT = {
  data: [
    [0, 0],
    [960, 0],
    [960, 1080],
    [0, 1080],
  ],
  name: 'left',
}
const NORTH = {
  data: [
    [0, 0],
    [1920, 0],
    [1920, 540],
    [0, 540],
  ],
}
const target_roi = JSON.stringify({ polygons: [LEFT, NORTH] })
const VEHICLES = [
  carAt(1, 100, 900),
  carAt(2, 400, 400),
  carAt(3, 1200, 400, { label: 'bus' }),
  carAt(4, 500, 900, { label: 'person' }),
]

test('per region and type, each interval, on the frame of the picture; the total counts everybody once', () => {
  const told = play(new VehicleStatisticsRule({ target_roi }), 0, 25_000, (timeMs) =>
    timeMs < 20_000 ? VEHICLES : VEHICLES.slice(0, 1),
  )
  assert.deepEqual(
    told.map(({ timeMs }) => timeMs),
    [10_000, 20_000],
  )
  assert.equal(told[0]?.result.eventType, VEHICLE_COUNT)
  assert.deepEqual(told[0]?.result.data, {
    interval: 10,
    total_vehicle_count: 3,
    event_set: [
      {
        region_id: 0,
        polygon: LEFT.data,
        polygon_name: 'left',
        vehicle_count: 2,
        vehicle_types: [{ vehicle_type: 0, count: 2 }],
      },
      {
        region_id: 1,
        polygon: NORTH.data,
        polygon_name: '',
        vehicle_count: 2,
        vehicle_types: [
          { vehicle_type: 0, count: 1 },
          { vehicle_type: 7, count: 1 },
        ],
      },
    ],
  })
  assert.equal(told[1]?.result.data.total_vehicle_count, 1)
})

test('nothing there is a count too; the whole frame without regions', () => {
  const [told] = play(new VehicleStatisticsRule({ count_interval: 2 }), 0, 2000, () => [])
  assert.equal(told?.result.data.total_vehicle_count, 0)
  const [element] = told!.result.data.event_set as Record<string, unknown>[]
  assert.deepEqual(element?.polygon, [
    [0, 0],
    [1920, 0],
    [1920, 1080],
    [0, 1080],
  ])
  assert.deepEqual(element?.vehicle_types, [])
})

test('who is hidden for a moment counts, who is thought to have left the picture does not', () => {
  const total = (object: TrackedObject) => {
    const rule = new VehicleStatisticsRule({ count_interval: 1 })
    rule.frame(frameAt(0, object))
    return rule.frame(frameAt(1000, object))[0]?.data.total_vehicle_count
  }
  assert.equal(total(carAt(1, 500, 500, { seen: false })), 1)
  assert.equal(total(carAt(1, -150, 500, { seen: false })), 0)
  assert.equal(total(carAt(1, 1900, 500, { seen: false })), 0)
  assert.equal(total(carAt(1, 500, 1200, { seen: false })), 0)
})

test('the end tells the interval that it cuts short, without a picture', () => {
  const rule = new VehicleStatisticsRule({})
  assert.deepEqual(rule.end(0), [])
  play(rule, 0, 13_000, () => VEHICLES)
  const [last, more] = rule.end(13_000)
  assert.equal(last?.data.interval, 3)
  assert.equal(last?.data.total_vehicle_count, 3)
  assert.equal(last?.drawing, undefined)
  assert.equal(more, undefined)
})

test('the picture has its switches, and tiles are asked for unless one is enough', () => {
  const drawn = (common: Record<string, unknown>) =>
    play(new VehicleStatisticsRule({ target_roi, ...common }), 0, 10_000, () => VEHICLES)[0]?.result.drawing
  assert.deepEqual(drawn({}), { boxes: [], lines: [], polygons: [] })
  assert.equal(drawn({ output_image_sw: 0 }), undefined)
  assert.equal(drawn({ render_result_sw: 1 })?.boxes.length, 3)
  assert.equal(drawn({ render_roi_sw: 1 })?.polygons.length, 2)
  const release = services[0]!.releases[0]
  assert.deepEqual(release.facts?.({}), { tiles: { columns: 2, rows: 2 } })
  assert.deepEqual(release.facts?.({ tile_grid: 1 }), {})
})
