import assert from 'node:assert/strict'
import { test } from 'node:test'
import { ParameterError, type Rule, type RuleResult, type TrackedObject } from '../algorithm.js'
import { frameAt, HEIGHT, items, standing, WIDTH } from '../synthetic-frames.js'
import { services } from './manifest.js'
import { KEY_POST, StaffOnDutyRule } from './rule.js'

const POST: [number, number][] = [
  [400, 400],
  [800, 400],
  [800, 800],
  [400, 800],
]
const DOOR: [number, number][] = [
  [1000, 400],
  [1400, 400],
  [1400, 800],
  [1000, 800],
]
const target_roi = JSON.stringify({ polygons: [{ data: POST, name: 'desk' }, { data: DOOR }] })
const onPost = standing(1, 600, 700)
const second = standing(2, 700, 700)
const atDoor = [standing(3, 1200, 700), standing(4, 1100, 700)]

/** Frames 200 ms apart, from second `from` to second `to`. */
function watch(rule: Rule, from: number, to: number, ...objects: TrackedObject[]): RuleResult[] {
  const results: RuleResult[] = []
  for (let ms = from * 1000; ms < to * 1000; ms += 200) results.push(...rule.frame(frameAt(ms, ...objects)))
  return results
}

const rule = (more = {}) =>
  new StaffOnDutyRule({ target_roi, key_region_detect_interval: 2, key_region_detect_threshold: 3, ...more })

test('too few people for as many counts as asked alarm once, with the post, who is left, and how many', () => {
  const r = rule()
  assert.deepEqual(watch(r, 0, 4, onPost, ...atDoor), [])
  const results = watch(r, 4, 60, onPost, ...atDoor)
  assert.equal(results.length, 1)
  assert.deepEqual(items(results, KEY_POST), [
    {
      polygon: POST,
      counter: 1,
      person_set: [{ bounding_box: { x: 550, y: 500, w: 100, h: 200 } }],
      polygon_name: 'desk',
    },
  ])
  assert.deepEqual(r.end(), [])
})

test('enough people end the absence: the next one alarms again', () => {
  const r = rule()
  watch(r, 0, 20, ...atDoor)
  assert.deepEqual(watch(r, 20, 30, onPost, second, ...atDoor), [])
  assert.equal(items(watch(r, 30, 40, ...atDoor), KEY_POST).length, 1)
})

test('fewer counts than asked are no alarm, and between two counts nobody looks', () => {
  const r = rule()
  for (let from = 0; from < 60; from += 6) {
    assert.deepEqual(watch(r, from, from + 3.6, ...atDoor), [])
    assert.deepEqual(watch(r, from + 3.6, from + 6, onPost, second, ...atDoor), [])
  }
})

test('posts that are short at the same count share one message; each has its own absence', () => {
  const both = watch(rule(), 0, 6.2)
  assert.deepEqual([both.length, items(both, KEY_POST).length], [1, 2])
  const r = rule()
  watch(r, 0, 4, onPost, second)
  const later = watch(r, 4, 10)
  assert.deepEqual(
    items(later, KEY_POST).map((item) => item.polygon_name),
    [undefined, 'desk'],
  )
  assert.equal(later.length, 2)
})

test('who sits behind a desk counts by his middle, who stands on the drawn ground by his feet; others not at all', () => {
  const seated = standing(1, 600, 850)
  const back = standing(2, 600, 410)
  assert.deepEqual(watch(rule(), 0, 20, seated, back, ...atDoor), [])
  const car = standing(2, 600, 700, { label: 'car' })
  assert.equal(watch(rule(), 0, 20, seated, car, ...atDoor).length, 1)
})

test('somebody the tracker bridges counts; somebody it has led out of the picture does not', () => {
  const hidden = standing(2, 650, 700, { seen: false })
  assert.deepEqual(watch(rule(), 0, 20, onPost, hidden, ...atDoor), [])
  const whole = new StaffOnDutyRule({ key_region_person_count: 1 })
  assert.equal(watch(whole, 0, 5, standing(1, -60, 700, { seen: false })).length, 1)
})

test('a pause of the source is no absence', () => {
  const r = rule()
  watch(r, 0, 4, ...atDoor)
  assert.deepEqual(watch(r, 60, 64, ...atDoor), [])
  assert.equal(watch(r, 64, 66, ...atDoor).length, 1)
  assert.deepEqual(watch(r, 120, 140, ...atDoor), [], 'what was told stays told over a pause')
})

test('frames that come more slowly than the counts are counted each, and are no pause', () => {
  for (const step of [2_000, 5_000, 30_000]) {
    const r = new StaffOnDutyRule({ target_roi, key_region_detect_threshold: 3 })
    const told = [0, 1, 2, 3, 4].map((i) => r.frame(frameAt(i * step, ...atDoor)).length)
    assert.deepEqual(told, [0, 0, 0, 1, 0], `frames ${step} ms apart`)
    assert.equal(r.frame(frameAt(5 * step, onPost, second, ...atDoor)).length, 0)
    const again = [6, 7, 40, 41, 42].map((i) => r.frame(frameAt(i * step, ...atDoor)).length)
    assert.deepEqual(again, [0, 0, 0, 0, 1], 'a pause is one all the same')
  }
})

test('without regions the whole frame is the post, and a source of another size begins anew', () => {
  const r = new StaffOnDutyRule({ key_region_person_count: 1 })
  const [result] = watch(r, 0, 2.2)
  assert.deepEqual((result?.data.event_set as { polygon: unknown }[] | undefined)?.[0]?.polygon, [
    [0, 0],
    [WIDTH, 0],
    [WIDTH, HEIGHT],
    [0, HEIGHT],
  ])
  const small = (videoTimeMs: number) => r.frame({ width: 640, height: 360, videoTimeMs, objects: [] }).length
  assert.deepEqual([2400, 3000, 4000].map(small), [0, 0, 1])
  assert.equal(r.overlay(640, 360).polygons.length, 1)
})

test('the picture is drawn upon as the switches say', () => {
  const plain = watch(rule(), 0, 6.2, onPost, ...atDoor)[0]!.drawing
  assert.deepEqual(plain, { boxes: [], lines: [], polygons: [] })
  const drawn = watch(rule({ render_result_sw: 1, render_roi_sw: 1 }), 0, 6.2, onPost, ...atDoor)[0]!.drawing
  assert.deepEqual([drawn?.boxes.length, drawn?.polygons.length], [1, 1])
})

test('switched off it does nothing, and such a job is refused', () => {
  assert.deepEqual(watch(rule({ key_region_detection_sw: 0 }), 0, 20), [])
  const { validate, labels } = services[0]!.releases[0]
  assert.deepEqual(labels({}), ['person'])
  const names = (member: string) => (error: unknown) =>
    error instanceof ParameterError && error.member === member
  assert.throws(() => validate({ key_region_detection_sw: 0 }), names('key_region_detection_sw'))
  assert.throws(() => validate({ target_roi: '{"lines":[{"data":[[0,0],[9,9]]}]}' }), names('target_roi'))
})
