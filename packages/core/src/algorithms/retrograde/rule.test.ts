import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { TrackedObject } from '../algorithm.js'
import { jitter, play, vehicle } from '../standing-frames.js'
import { services } from './manifest.js'
import { RetrogradeRule, WRONG_WAY } from './rule.js'

const release = services[0]!.releases[0]
const square = (x: number, y: number, side = 400) => ({
  data: [
    [x, y],
    [x + side, y],
    [x + side, y + side],
    [x, y + side],
  ],
})
const line = (from: [number, number], to: [number, number]) => ({ data: [from, to] })
const roi = (lines: object[], polygons: object[] = []) => JSON.stringify({ lines, polygons })
/** Wheels at (x, y); 100 high. */
const car = (trackId: number, x: number, y: number, changes: Partial<TrackedObject> = {}) =>
  vehicle(trackId, { x: x - 60, y: y - 100, w: 120, h: 100 }, changes)
const run = (target_roi: string | undefined, scene: (timeMs: number) => TrackedObject[], toMs = 6000) =>
  play(new RetrogradeRule({ target_roi }), 0, toMs, scene)
const up = (timeMs: number) => [car(1, 900, 1000 - timeMs / 8)]

test('up the picture is wrong by default: one message with all fields, after a second or two', () => {
  const told = run(undefined, up)
  assert.equal(told.length, 1)
  assert.ok(told[0] && told[0].timeMs >= 1000 && told[0].timeMs <= 2500, `${told[0]?.timeMs}`)
  assert.equal(told[0]?.result.eventType, WRONG_WAY)
  const [{ bounding_box, ...rest }] = told[0]!.result.data.vehicles as [Record<string, unknown>]
  assert.ok(bounding_box)
  assert.deepEqual(rest, { license_plate_id: '', license_plate_type: 0, direction: 1 })
})

test('down the picture is not, nor across it', () => {
  assert.deepEqual(
    run(undefined, (timeMs) => [car(1, 900, 200 + timeMs / 8)]),
    [],
  )
  assert.deepEqual(
    run(undefined, (timeMs) => [car(1, 200 + timeMs / 8, 500)]),
    [],
  )
})

test('a line leads the permitted way, from its first to its second point', () => {
  assert.deepEqual(run(roi([line([900, 1000], [900, 100])]), up), [])
  const [told] = run(roi([line([900, 1000], [900, 100])]), (timeMs) => [car(1, 900, 200 + timeMs / 8)])
  assert.equal((told!.result.data.vehicles as { direction: number }[])[0]?.direction, 0)
  assert.equal(
    run(roi([line([200, 500], [1700, 500])]), (timeMs) => [car(1, 1700 - timeMs / 8, 500)]).length,
    1,
  )
})

test('two lanes, two lines: the nearer one counts', () => {
  const lanes = roi([line([700, 100], [700, 1000]), line([1100, 1000], [1100, 100])])
  assert.deepEqual(
    run(lanes, (timeMs) => [car(1, 1080, 1000 - timeMs / 8), car(2, 720, 200 + timeMs / 8)]),
    [],
  )
  assert.equal(run(lanes, (timeMs) => [car(1, 720, 1000 - timeMs / 8)]).length, 1)
})

test('each region has the way of the line in it, and outside of them nothing is wrong', () => {
  const ways = roi(
    [line([900, 750], [900, 850]), line([900, 350], [900, 250])],
    [square(700, 600), square(700, 100)],
  )
  const [told, more] = run(ways, up, 8000)
  assert.ok(told && told.timeMs < 3200, 'in the lower region')
  assert.equal(more, undefined)
  assert.deepEqual(
    run(ways, (timeMs) => [car(1, 1400, 1000 - timeMs / 8)]),
    [],
  )
})

test('regions without any line lead down; with lines each must have its own, and each line its region', () => {
  assert.equal(run(roi([], [square(700, 400)]), up).length, 1)
  const refused = (target_roi: string, why: RegExp) => {
    assert.throws(() => release.validate({ target_roi }), why)
    assert.throws(() => release.createRule({ target_roi }), why)
  }
  refused(roi([line([10, 10], [20, 20])], [square(700, 400)]), /lines\[0\] has its middle in no region/)
  refused(
    roi([line([800, 500], [800, 600])], [square(700, 400), square(100, 400)]),
    /polygons\[1\] has no line in it/,
  )
})

test('a parked car that jitters, one that reverses by half its height, and one that turns off, do not', () => {
  assert.deepEqual(
    run(undefined, (t) => [car(1, 900, 800 + 8 * jitter(t))], 30_000),
    [],
  )
  assert.deepEqual(
    run(undefined, (t) => [car(1, 900, 800 - Math.min(t / 20, 50))], 30_000),
    [],
  )
  assert.deepEqual(
    run(undefined, (t) => [car(1, 400 + t / 8, 800 - t / 24)]),
    [],
  )
})

test('a track that jumps back to another vehicle is not', () => {
  const scene = (timeMs: number) => [car(1, 900, 300 + timeMs / 8 - (timeMs > 2000 ? 250 : 0))]
  assert.deepEqual(run(undefined, scene), [])
})

test('each vehicle once, under a new id too; who is no motor vehicle not at all', () => {
  const scene = (t: number) => [
    car(t < 2500 ? 1 : 2, 900, 1000 - t / 8),
    car(3, 300, 1000 - t / 8, { label: 'person' }),
  ]
  assert.equal(run(undefined, scene).length, 1)
})

test('the picture is of full quality, with what is asked for on it', () => {
  const properties = release.parameters.properties as { image_compression_ratio: { default: number } }
  assert.equal(properties.image_compression_ratio.default, 100)
  const rule = new RetrogradeRule({ render_result_sw: 1, render_roi_sw: 1 })
  const drawing = play(rule, 0, 6000, up)[0]?.result.drawing
  assert.equal(drawing?.boxes.length, 1)
  assert.deepEqual(drawing?.lines[0]?.points, [
    [960, 0],
    [960, 1080],
  ])
  assert.equal(rule.overlay(1920, 1080).lines.length, 1)
  assert.deepEqual(rule.end(), [])
})
