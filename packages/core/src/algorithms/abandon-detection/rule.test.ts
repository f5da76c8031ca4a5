import assert from 'node:assert/strict'
import { test } from 'node:test'
import {
  ParameterError,
  type Rule,
  type RuleResult,
  type StillThing,
  type TrackedObject,
} from '../algorithm.js'
import { frameAt, items, standing } from '../synthetic-frames.js'
import { services } from './manifest.js'
import { ABANDONED, AbandonRule } from './rule.js'

const thing = (
  thingId: number,
  x: number,
  sinceMs: number,
  changes: Partial<StillThing> = {},
): StillThing => ({
  thingId,
  detectionId: `THING-${thingId}`,
  box: { x: x - 30, y: 640, w: 60, h: 60 },
  sinceMs,
  seen: true,
  ...changes,
})
const BAG = thing(1, 500, 1000)
/** 200 high: with the default distance he is with a thing up to 300 pixels away. */
const owner = standing(7, 600, 700)
const ownerAway = standing(7, 1500, 700)

/** Frames 200 ms apart, from second `from` to second `to`; the last frame is before `to`. */
function watch(
  rule: Rule,
  from: number,
  to: number,
  stillThings: StillThing[],
  ...objects: TrackedObject[]
): RuleResult[] {
  const results: RuleResult[] = []
  for (let ms = from * 1000; ms < to * 1000; ms += 200)
    results.push(...rule.frame({ ...frameAt(ms, ...objects), stillThings }))
  return results
}

/** Alarms are told at whole seconds, so that the tests see when. */
const rule = (more = {}) => new AbandonRule({ alert_detection_interval: 1, ...more })

test('a thing that nobody was ever with alarms when it has been there for long enough, once', () => {
  const r = rule()
  assert.deepEqual(watch(r, 3, 11, [BAG]), [])
  const results = watch(r, 11, 300, [BAG])
  assert.equal(results.length, 1)
  assert.deepEqual(items(results, ABANDONED), [
    { bounding_box: { x: 470, y: 640, w: 60, h: 60 }, target_remaining_time: '10', detection_id: 'THING-1' },
  ])
})

test('while its owner is with it there is no alarm; the time counts from when he leaves', () => {
  const r = rule()
  watch(r, 0, 3, [], owner)
  assert.deepEqual(watch(r, 3, 120, [BAG], owner), [])
  assert.deepEqual(watch(r, 120, 129.6, [BAG], ownerAway), [])
  const [item] = items(watch(r, 129.6, 132, [BAG], ownerAway), ABANDONED)
  assert.equal(item?.target_remaining_time, '129')
})

test('who sits down beside his bag, is lost and found under another number, is still with it', () => {
  const r = rule()
  watch(r, 0, 20, [BAG], owner)
  watch(r, 20, 22, [BAG])
  assert.deepEqual(watch(r, 22, 200, [BAG], standing(8, 560, 700)), [])
})

test('passers-by are not with it, and the owner who is in view is the only one who can be', () => {
  const r = rule()
  watch(r, 0, 5, [BAG], owner)
  const passing = (at: number) => standing(100 + at, 520, 700)
  const results: RuleResult[] = []
  for (let s = 5; s < 20; s += 2) results.push(...watch(r, s, s + 2, [BAG], ownerAway, passing(s)))
  assert.equal(items(results, ABANDONED).length, 1)
  const seated = rule()
  watch(seated, 0, 5, [BAG], owner)
  assert.equal(watch(seated, 5, 20, [BAG], ownerAway, standing(9, 520, 700)).length, 1)
})

test('who walks past is near for longer than three seconds and still does not count, who stops does', () => {
  const walk = (r: Rule, stopsAt: number) => {
    const results: RuleResult[] = []
    for (let ms = 5000; ms < 20_000; ms += 200) {
      const x = Math.min(stopsAt, 100 + 0.12 * (ms - 5000))
      results.push(...r.frame({ ...frameAt(ms, standing(9, x, 700)), stillThings: [BAG] }))
    }
    return items(results, ABANDONED).length
  }
  const past = rule()
  watch(past, 0, 5, [BAG], owner)
  assert.equal(walk(past, 2000), 1)
  const stopped = rule()
  watch(stopped, 0, 5, [BAG], owner)
  assert.equal(walk(stopped, 500), 0)
})

test('an owner who comes back ends the matter; when he leaves it again it alarms again', () => {
  const r = rule()
  watch(r, 0, 5, [BAG], owner)
  assert.equal(watch(r, 5, 20, [BAG], ownerAway).length, 1)
  assert.deepEqual(watch(r, 20, 40, [BAG], owner), [])
  assert.equal(watch(r, 40, 60, [BAG], ownerAway).length, 1)
})

test('an owner who comes back for a moment only has not come back', () => {
  const r = rule()
  watch(r, 0, 5, [BAG], owner)
  watch(r, 5, 20, [BAG], ownerAway)
  watch(r, 20, 20.6, [BAG], owner)
  assert.deepEqual(watch(r, 20.6, 60, [BAG], ownerAway), [])
})

test('how near is near is a parameter, by the height of the person', () => {
  const aside = standing(7, 900, 700)
  const close = rule()
  watch(close, 0, 5, [BAG], owner)
  assert.equal(watch(close, 5, 30, [BAG], aside).length, 1)
  const far = rule({ owner_distance: 3 })
  watch(far, 0, 5, [BAG], owner)
  assert.deepEqual(watch(far, 5, 30, [BAG], aside), [])
})

test('alarms of one interval share a message, told at its end; what the source cuts short is told then', () => {
  const r = new AbandonRule({ alert_detection_interval: 5 })
  const things = [BAG, thing(2, 900, 2500), thing(3, 1300, 6500)]
  assert.deepEqual(watch(r, 3, 15, things), [])
  const first = watch(r, 15, 15.2, things)
  assert.deepEqual(
    items(first, ABANDONED).map((item) => [item.detection_id, item.target_remaining_time]),
    [
      ['THING-1', '14'],
      ['THING-2', '13'],
    ],
  )
  assert.deepEqual(watch(r, 15.2, 17, things), [])
  assert.equal(items(r.end(17_000), ABANDONED)[0]?.detection_id, 'THING-3')
  assert.deepEqual(r.end(17_000), [])
})

test('a thing outside of the regions is nobody’s business; hidden for a while it is still the same', () => {
  const target_roi = JSON.stringify({
    polygons: [
      {
        data: [
          [400, 500],
          [700, 500],
          [700, 800],
          [400, 800],
        ],
      },
    ],
  })
  const r = rule({ target_roi, render_result_sw: 1, render_roi_sw: 1 })
  assert.deepEqual(watch(r, 3, 60, [thing(2, 900, 1000)]), [])
  watch(r, 60, 62, [thing(3, 500, 60_000)])
  watch(r, 62, 68, [thing(3, 500, 60_000, { seen: false })])
  const results = watch(r, 68, 72, [thing(3, 500, 60_000)])
  assert.equal(items(results, ABANDONED)[0]?.target_remaining_time, '10')
  const drawing = results[0]?.drawing
  assert.deepEqual([drawing?.boxes.length, drawing?.polygons.length], [1, 1])
})

test('a thing that is taken away in time, and frames without the background model, are no alarm', () => {
  const r = rule()
  watch(r, 3, 9, [BAG])
  assert.deepEqual(watch(r, 9, 30, []), [])
  assert.deepEqual(r.frame(frameAt(31_000)), [])
  assert.equal(r.overlay(1920, 1080).polygons.length, 1)
})

test('a source of another size begins anew', () => {
  const r = rule()
  watch(r, 3, 9, [BAG])
  const small = {
    width: 640,
    height: 360,
    videoTimeMs: 12_000,
    objects: [],
    stillThings: [thing(1, 300, 11_000)],
  }
  assert.deepEqual(r.frame(small), [])
})

test('the release asks for still things of the least size, and for people and vehicles, which are none', () => {
  const { facts, labels, validate } = services[0]!.releases[0]
  assert.deepEqual(facts?.({ detection_min_size: 80 }), { stillThings: { leastSide: 80 } })
  assert.ok(labels({}).includes('person') && labels({}).includes('truck'))
  const names = (member: string) => (error: unknown) =>
    error instanceof ParameterError && error.member === member
  assert.throws(() => validate({ target_roi: '{"lines":[{"data":[[0,0],[9,9]]}]}' }), names('target_roi'))
})
