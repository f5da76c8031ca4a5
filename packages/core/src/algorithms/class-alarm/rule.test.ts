import assert from 'node:assert/strict'
import { test } from 'node:test'
import { ParameterError, type RuleResult } from '../algorithm.js'
import { frameAt, items } from '../synthetic-frames.js'
import { CLASS_SEEN, classesOf, createClassAlarm } from './rule.js'
import { show, THING_BOX, thing } from './synthetic-things.js'

const SQUARE = '{"polygons":[{"data":[[800,300],[1100,300],[1100,800],[800,800]],"name":"square"}]}'
const dog = thing('dog')
const second = thing('dog', { trackId: 2, detectionId: 'ID-2' })
const ids = (results: RuleResult[]) => items(results, CLASS_SEEN).map(({ detection_id }) => detection_id)
const dogs = (common: Record<string, unknown> = {}) => createClassAlarm({ classes: 'dog', ...common })

test('a target that lasts alarms once, with all that is known of it', () => {
  const rule = dogs({ target_roi: SQUARE })
  assert.deepEqual(show(rule, 0, 1800, dog), [])
  assert.deepEqual(items(show(rule, 2000, 30_000, dog), CLASS_SEEN), [
    {
      bounding_box: THING_BOX,
      detection_id: 'ID-1',
      polygon_name: 'square',
      label: 'dog',
      confidence: 0.9,
    },
  ])
})

test('names of classes are compared as people read them; doubles count once', () => {
  assert.deepEqual(classesOf({ classes: ' Hard Hat, dog ,hard_hat' }), ['hard_hat', 'dog'])
  const rule = createClassAlarm({ classes: 'Hard-Hat' })
  assert.equal(show(rule, 0, 5000, thing('hard_hat')).length, 1)
})

test('no class, and too many, are refused', () => {
  const many = Array.from({ length: 51 }, (_, i) => `c${i}`).join(',')
  for (const classes of [' , ', '', many])
    assert.throws(
      () => createClassAlarm({ classes }),
      (error) => error instanceof ParameterError && error.member === 'classes',
    )
})

test('out of the region, unsure or merely predicted targets do not count', () => {
  const aside = { ...dog, box: { x: 100, y: 100, w: 100, h: 200 } }
  assert.deepEqual(show(dogs({ target_roi: SQUARE }), 0, 9000, aside), [])
  assert.deepEqual(show(dogs({ least_confidence: 0.95 }), 0, 9000, dog), [])
  assert.deepEqual(show(dogs(), 0, 9000, { ...dog, seen: false }), [])
})

test('so many must be there at once in the same region; later ones join', () => {
  const rule = dogs({ least_count: 2 })
  assert.deepEqual(ids(show(rule, 0, 9000, dog)), [])
  assert.deepEqual(ids(show(rule, 9200, 12_000, dog, second)), ['ID-1', 'ID-2'])
  const third = thing('dog', { trackId: 3, detectionId: 'ID-3' })
  assert.deepEqual(ids(show(rule, 12_200, 15_000, dog, second, third)), ['ID-3'])
})

test('after an alarm the region is quiet for the cool-down, then tells what is still there', () => {
  const rule = dogs({ alert_cool_down: 20 })
  assert.deepEqual(ids(show(rule, 0, 2000, dog)), ['ID-1'])
  assert.deepEqual(ids(show(rule, 2200, 21_800, dog, second)), [])
  assert.deepEqual(ids(show(rule, 22_000, 30_000, dog, second)), ['ID-2'])
})

test('another region has its own cool-down', () => {
  const two = JSON.stringify({
    polygons: [
      JSON.parse(SQUARE).polygons[0],
      {
        data: [
          [0, 0],
          [400, 0],
          [400, 400],
          [0, 400],
        ],
        name: 'yard',
      },
    ],
  })
  const rule = dogs({ target_roi: two, alert_cool_down: 600 })
  show(rule, 0, 2000, dog)
  const inYard = { ...second, box: { x: 100, y: 100, w: 100, h: 200 } }
  assert.deepEqual(
    items(show(rule, 2200, 9000, dog, inYard), CLASS_SEEN).map((i) => i.polygon_name),
    ['yard'],
  )
})

test('with the switch the end is told: id only, no picture; alarm_type tells the two apart', () => {
  const rule = dogs({ event_disappear_alert_sw: 1 })
  const [alarm] = show(rule, 0, 2000, dog)
  assert.deepEqual(alarm?.root, { alarm_type: 0 })
  assert.deepEqual(show(rule, 2200, 11_800), [])
  const [end, ...more] = show(rule, 12_000, 30_000)
  assert.deepEqual(
    [end?.data, end?.root, end?.drawing, more],
    [{ event_set: [{ detection_id: 'ID-1' }] }, { alarm_type: 1 }, undefined, []],
  )
})

test('without the switch no end is told, and what comes back alarms again', () => {
  const rule = dogs()
  show(rule, 0, 2000, dog)
  assert.deepEqual(show(rule, 2200, 90_000), [])
  assert.deepEqual(ids(show(rule, 90_200, 95_000, second)), ['ID-2'])
})

test('a target that the tracker finds again keeps its id', () => {
  const rule = dogs()
  show(rule, 0, 1000, dog)
  assert.deepEqual(ids(show(rule, 1200, 9000, second)), ['ID-1'])
})

test('in the periodic mode all that is there comes each interval, and nothing in between', () => {
  const rule = dogs({ alert_mode: 'periodic', alert_detection_interval: 10 })
  assert.deepEqual(ids(show(rule, 0, 9800, dog)), [])
  assert.deepEqual(ids(show(rule, 10_000, 19_800, dog, second)), ['ID-1'])
  assert.deepEqual(ids(show(rule, 20_000, 29_800, dog, second)), ['ID-1', 'ID-2'])
  assert.deepEqual(show(rule, 30_000, 39_800).length, 1)
  assert.deepEqual(show(rule, 40_000, 60_000), [])
})

test('boxes and regions are drawn as the switches say, and a picture is always asked for', () => {
  const drawn = (common: Record<string, unknown>) =>
    show(dogs({ target_roi: SQUARE, ...common }), 0, 2000, dog)[0]?.drawing
  assert.deepEqual(drawn({}), { boxes: [], lines: [], polygons: [] })
  assert.deepEqual(drawn({ render_result_sw: 1 })?.boxes, [{ ...dog.box, label: 'dog', color: 'alarm' }])
  assert.equal(drawn({ render_roi_sw: 1 })?.polygons[0]?.name, 'square')
})

test('a source that changes its size starts afresh, and a faulty region is refused at once', () => {
  const rule = dogs()
  show(rule, 0, 1800, dog)
  assert.deepEqual(rule.frame({ ...frameAt(2000, dog), width: 1280, height: 720 }), [])
  assert.throws(() => dogs({ target_roi: '{' }), ParameterError)
  assert.deepEqual(rule.end(2000), [])
})
