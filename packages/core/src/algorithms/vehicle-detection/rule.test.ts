import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { TrackedObject } from '../algorithm.js'
import { play, type Told, vehicle } from '../standing-frames.js'
import { services } from './manifest.js'
import { VEHICLE, VehicleRule } from './rule.js'

const ENTER = {
  data: [
    [400, 600],
    [1500, 600],
  ],
  properties: { type: 0 },
}
const LEAVE = {
  data: [
    [400, 600],
    [1500, 600],
  ],
  properties: { type: 1 },
}
const roi = (lines: object[], polygons: object[] = []) => JSON.stringify({ lines, polygons })
const release = services[0]!.releases[0]
/** Wheels at (x, y). */
const car = (trackId: number, x: number, y: number, changes: Partial<TrackedObject> = {}) =>
  vehicle(trackId, { x: x - 60, y: y - 100, w: 120, h: 100 }, changes)
const run = (common: Record<string, unknown>, scene: (timeMs: number) => TrackedObject[], toMs = 8000) =>
  play(new VehicleRule(common), 0, toMs, scene)
const items = (told: Told[]) =>
  told.flatMap(({ result }) => result.data.vehicles as Record<string, unknown>[])
/** 200 px per second; from the top to the bottom of the frame, and back. */
const down = (timeMs: number) => [car(1, 900, 200 + timeMs / 5)]
const up = (timeMs: number) => [car(2, 900, 1000 - timeMs / 5)]

test('down over the enter line: all fields of the message', () => {
  const told = run({ target_roi: roi([ENTER]) }, down)
  assert.equal(told.length, 1)
  assert.equal(told[0]?.result.eventType, VEHICLE)
  const [{ bounding_box, ...rest }] = items(told) as [Record<string, unknown>]
  assert.deepEqual(rest, {
    vehicle_type: 0,
    tarpaulin_type: -1,
    license_plate_id: '',
    license_plate_type: 0,
    direction: 0,
  })
  assert.deepEqual(Object.keys(bounding_box as object), ['x', 'y', 'w', 'h'])
})

test('up over the leave line is told with direction 1; the other way over either line is not', () => {
  const directions = (line: object, scene: (timeMs: number) => TrackedObject[]) =>
    items(run({ target_roi: roi([line]) }, scene)).map(({ direction }) => direction)
  assert.deepEqual(directions(LEAVE, up), [1])
  assert.deepEqual(directions(LEAVE, down), [])
  assert.deepEqual(directions(ENTER, up), [])
})

test('a line without a type is for both, and so is any line for those who go sideways', () => {
  const line = { data: ENTER.data }
  const both = (timeMs: number) => [
    ...down(timeMs),
    ...up(timeMs).map((o) => ({ ...o, box: { ...o.box, x: 1200 } })),
  ]
  assert.deepEqual(
    items(run({ target_roi: roi([line]) }, both))
      .map((item) => item.direction)
      .toSorted(),
    [0, 1],
  )
  const upright = (type: number) => ({
    data: [
      [900, 100],
      [900, 1000],
    ],
    properties: { type },
  })
  const across = (timeMs: number) => [car(1, 200 + timeMs / 5, 600)]
  for (const type of [0, 1]) assert.equal(run({ target_roi: roi([upright(type)]) }, across).length, 1)
})

test('the default is an enter line at 70 % of the frame, or of each region', () => {
  const rule = new VehicleRule({})
  assert.deepEqual(rule.overlay(1920, 1080).lines, [
    {
      points: [
        [0, 756],
        [1920, 756],
      ],
    },
  ])
  const told = run({}, down)
  assert.ok(told[0] && told[0].timeMs >= 2780 && told[0].timeMs <= 3600, `${told[0]?.timeMs}`)
  const region = {
    data: [
      [700, 300],
      [1100, 300],
      [1100, 500],
      [700, 500],
    ],
  }
  const inRegion = new VehicleRule({ target_roi: roi([], [region]) }).overlay(1920, 1080)
  assert.deepEqual(inRegion.lines, [
    {
      points: [
        [700, 440],
        [1100, 440],
      ],
    },
  ])
  assert.deepEqual(run({}, up), [])
})

test('a line counts within the regions only', () => {
  const region = (x: number) => ({
    data: [
      [x, 300],
      [x + 400, 300],
      [x + 400, 900],
      [x, 900],
    ],
  })
  assert.equal(run({ target_roi: roi([ENTER], [region(700)]) }, down).length, 1)
  assert.equal(run({ target_roi: roi([ENTER], [region(1100)]) }, down).length, 0)
})

test('each vehicle once for each line, however often it goes back, and with a new id on the way', () => {
  const scene = (timeMs: number) => [
    car(timeMs < 3000 ? 1 : 2, 900, 500 + 200 * (1 - Math.cos(timeMs / 1000))),
  ]
  assert.equal(run({ target_roi: roi([{ data: ENTER.data }]) }, scene, 20_000).length, 1)
  const second = {
    data: [
      [400, 700],
      [1500, 700],
    ],
    properties: { type: 0 },
  }
  assert.equal(run({ target_roi: roi([ENTER, second]) }, down).length, 2)
})

test('wheels that jitter on the line are told once', () => {
  const scene = (timeMs: number) => [car(1, 900, 560 + Math.min(timeMs, 2000) / 40 + (timeMs % 400 ? 6 : -6))]
  assert.ok(run({ target_roi: roi([ENTER]) }, scene, 20_000).length <= 1)
})

test('vehicles over the line in one frame share a message', () => {
  const told = run({}, (timeMs) => [...down(timeMs), car(3, 300, 200 + timeMs / 5, { label: 'bus' })])
  assert.equal(told.length, 1)
  assert.deepEqual(
    items(told).map((item) => item.vehicle_type),
    [0, 7],
  )
})

test('types by number; only those listed are told, and looked for', () => {
  const types = (common: Record<string, unknown>) =>
    items(
      run(common, (timeMs) =>
        ['car', 'truck', 'bus', 'dump_truck', 'person'].map((label, i) =>
          car(i + 1, 200 + 300 * i, 200 + timeMs / 5, { label }),
        ),
      ),
    ).map((item) => item.vehicle_type)
  assert.deepEqual(types({}), [0, 6, 7])
  assert.deepEqual(types({ output_vehicle_type: '7 1' }), [7, 1])
  assert.deepEqual(release.labels({}), ['car', 'bus', 'truck'])
  assert.deepEqual(release.labels({ output_vehicle_type: ' ' }), ['car', 'bus', 'truck'])
  assert.deepEqual(release.labels({ output_vehicle_type: '0  3 0' }), ['car', 'concrete_mixer'])
  for (const bad of ['10', '0,1', 'car'])
    assert.throws(
      () => release.validate({ output_vehicle_type: bad }),
      /output_vehicle_type holds ".*0 to 9 separated by spaces/,
    )
})

test('a list of types that is given as a number is refused with how to write it', () => {
  assert.throws(
    () => release.validate({ output_vehicle_type: 5 }),
    (error) => error instanceof Error && error.message.includes('output_vehicle_type: "5"'),
  )
})

test('the local plate is checked', () => {
  release.validate({ license_plate: { local_province: '津', local_city: 'B' } })
  release.validate({ license_plate: {} })
  const bad: [unknown, RegExp][] = [
    ['津B', /must be an object/],
    [null, /must be an object/],
    [{ local_province: 'X' }, /local_province must be one of/],
    [{ local_province: '京津' }, /local_province/],
    [{ local_city: 'b' }, /local_city must be one letter/],
    [{ local_city: 'AB' }, /local_city/],
  ]
  for (const [license_plate, why] of bad) {
    assert.throws(() => release.validate({ license_plate }), why)
    assert.throws(() => release.createRule({ license_plate }), why)
  }
})

test('a picture unless it is switched off, with what is asked for on it', () => {
  const drawn = (common: Record<string, unknown>) => run(common, down)[0]?.result.drawing
  assert.deepEqual(drawn({}), { boxes: [], lines: [], polygons: [] })
  assert.equal(drawn({ output_image_sw: 0 }), undefined)
  assert.equal(drawn({ render_roi_sw: 1 })?.lines.length, 1)
  assert.equal(drawn({ render_result_sw: 1 })?.boxes.length, 1)
  assert.deepEqual(new VehicleRule({}).end(), [])
})

test('a car cut by the lower edge of the frame is still told at a line near it', () => {
  const line = {
    data: [
      [400, 1000],
      [1500, 1000],
    ],
    properties: { type: 0 },
  }
  const scene = (timeMs: number) => {
    const y = 700 + timeMs / 5
    return [vehicle(1, { x: 840, y: y - 100, w: 120, h: Math.min(100, 1080 - (y - 100)) })]
  }
  assert.equal(run({ target_roi: roi([line]) }, scene, 2200).length, 1)
})
