import assert from 'node:assert/strict'
import { test } from 'node:test'
import { ParameterError, type TrackedObject } from '../algorithm.js'
import { KEYPOINT } from '../pose.js'
import { frameAt, HEIGHT, WIDTH } from '../synthetic-frames.js'
import { AT_EAR, type Figure, HANGING, personWith } from '../synthetic-skeletons.js'
import { services } from './manifest.js'
import { CIGARETTE, IndividualBehaviourRule, PHONE, PHONING, SMOKING } from './rule.js'

const FACING: Partial<Figure> = { yaw: 0 }
const CALLING: Partial<Figure> = { yaw: 0, right: AT_EAR }
/** Before the chest, as one reads from it. */
const READING: Partial<Figure> = { yaw: 0, right: { elbow: [0.04, -0.16, 0.02], wrist: [-0.05, -0.1, 0.18] } }

interface Told {
  eventType: number
  at: number
  alarmType: number
}

/** What is seen of a person at a time in seconds: the figure, and things at some of its points. */
type Script = (seconds: number) => { figure: Partial<Figure>; things?: [string, keyof typeof KEYPOINT][] }

function play(common: Record<string, unknown>, seconds: number, script: Script, withPose = true): Told[] {
  const rule = new IndividualBehaviourRule(common)
  const told: Told[] = []
  for (let i = 0; i <= seconds * 5; i++) {
    const { figure, things = [] } = script(i / 5)
    const person = personWith(1, figure)
    const objects: TrackedObject[] = things.map(([label, at], j) => {
      const { x, y } = person.pose![KEYPOINT[at]]!
      return { ...person, trackId: 10 + j, label, box: { x: x - 8, y: y - 12, w: 16, h: 24 } }
    })
    const { pose, ...blind } = person
    const results = rule.frame(frameAt(i * 200, withPose && pose ? person : blind, ...objects))
    for (const { eventType, data } of results)
      for (const item of data.event_set as { alarm_type: number }[])
        told.push({ eventType, at: i / 5, alarmType: item.alarm_type })
  }
  return told
}

const PHONE_ON = { phoning_detection_sw: 1 }
const SMOKE_ON = { phoning_detection_sw: 0, smoking_detection_sw: 1 }

test('a phone at the head is certain, after three seconds and once', () => {
  assert.deepEqual(
    play(PHONE_ON, 10, () => ({ figure: FACING, things: [[PHONE, 'rightEar']] })),
    [{ eventType: PHONING, at: 3, alarmType: 1 }],
  )
})

test('a hand that stays at the ear is suspected; when the phone is seen then, it is told again as certain', () => {
  const suspected = { eventType: PHONING, at: 3, alarmType: 0 }
  assert.deepEqual(
    play(PHONE_ON, 10, () => ({ figure: CALLING })),
    [suspected],
  )
  const later: Script = (t) => ({ figure: CALLING, things: t >= 5 ? [[PHONE, 'rightWrist']] : [] })
  assert.deepEqual(play(PHONE_ON, 10, later), [suspected, { eventType: PHONING, at: 8, alarmType: 1 }])
})

test('a phone read before the chest is suspected, one that hangs in a hand is only carried', () => {
  const reading: Script = () => ({ figure: READING, things: [[PHONE, 'rightWrist']] })
  assert.deepEqual(play(PHONE_ON, 10, reading), [{ eventType: PHONING, at: 3, alarmType: 0 }])
  const hanging = { elbow: HANGING.elbow, wrist: [0.02, -0.36, 0] as const }
  const carrying: Script = () => ({ figure: { yaw: 0, right: hanging }, things: [[PHONE, 'rightWrist']] })
  assert.deepEqual(play(PHONE_ON, 10, carrying), [])
})

test('nothing is told of a short touch, both hands at the head, hanging hands, a far body or a phone elsewhere', () => {
  const nothing: Script[] = [
    (t) => ({ figure: t > 2 && t < 4 ? CALLING : FACING }),
    () => ({ figure: { ...CALLING, left: AT_EAR } }),
    () => ({ figure: FACING }),
    () => ({ figure: { ...CALLING, height: 90 } }),
    () => ({ figure: { ...CALLING, missing: ['rightEar'] } }),
    () => ({ figure: FACING, things: [[PHONE, 'rightKnee']] }),
  ]
  for (const [i, script] of nothing.entries()) assert.deepEqual(play(PHONE_ON, 10, script), [], `scene ${i}`)
})

test('without a pose a phone in the upper part of the box is at the head, one below is not', () => {
  const at =
    (point: keyof typeof KEYPOINT): Script =>
    () => ({ figure: FACING, things: [[PHONE, point]] })
  assert.deepEqual(play(PHONE_ON, 5, at('nose'), false), [{ eventType: PHONING, at: 3, alarmType: 1 }])
  assert.deepEqual(play(PHONE_ON, 5, at('leftHip'), false), [])
})

test('who is not looked at in some frames, because many people are there, goes on', () => {
  const rule = new IndividualBehaviourRule(PHONE_ON)
  const told = Array.from({ length: 26 }, (_, i) => {
    const { pose, ...blind } = personWith(1, CALLING)
    return rule.frame(frameAt(i * 200, i % 4 === 0 && pose ? { ...blind, pose } : blind))
  })
  assert.equal(told.flat().length, 1)
})

test('a suspicion is not told where the job does not want it, a certain alarm is', () => {
  const common = { ...PHONE_ON, suspected_alert_sw: 0 }
  assert.deepEqual(
    play(common, 8, () => ({ figure: CALLING })),
    [],
  )
  const seen: Script = () => ({ figure: CALLING, things: [[PHONE, 'rightWrist']] })
  assert.deepEqual(play(common, 8, seen), [{ eventType: PHONING, at: 3, alarmType: 1 }])
})

test('after ten seconds without any sign the next call is another one', () => {
  const twice: Script = (t) => ({ figure: t < 5 || t > 16 ? CALLING : FACING })
  assert.deepEqual(
    play(PHONE_ON, 22, twice).map(({ at }) => at),
    [3, 19.2],
  )
  const again: Script = (t) => ({ figure: t < 5 || t > 9 ? CALLING : FACING })
  assert.deepEqual(
    play(PHONE_ON, 22, again).map(({ at }) => at),
    [3],
  )
})

test('a cigarette at the mouth is certain, in a raised hand suspected; each behaviour has its switch and threshold', () => {
  const smoking: Script = () => ({ figure: FACING, things: [[CIGARETTE, 'nose']] })
  assert.deepEqual(play(SMOKE_ON, 5, smoking), [{ eventType: SMOKING, at: 2, alarmType: 1 }])
  assert.deepEqual(play({ ...SMOKE_ON, smoking_time_threshold: 4 }, 5, smoking), [
    { eventType: SMOKING, at: 4, alarmType: 1 },
  ])
  const held: Script = () => ({ figure: READING, things: [[CIGARETTE, 'rightWrist']] })
  assert.deepEqual(play(SMOKE_ON, 5, held), [{ eventType: SMOKING, at: 2, alarmType: 0 }])
  assert.deepEqual(play(PHONE_ON, 5, smoking), [])
  assert.deepEqual(
    play(SMOKE_ON, 5, () => ({ figure: CALLING })),
    [],
  )
})

test('only people in a region are told of', () => {
  const region = (x: number) =>
    JSON.stringify({
      polygons: [
        {
          data: [
            [x, 0],
            [x + 300, 0],
            [x + 300, 1079],
            [x, 1079],
          ],
        },
      ],
    })
  const calling: Script = () => ({ figure: CALLING })
  assert.equal(play({ ...PHONE_ON, target_roi: region(800) }, 5, calling).length, 1)
  assert.deepEqual(play({ ...PHONE_ON, target_roi: region(1400) }, 5, calling), [])
})

test('a message has whole pixels and the certainty of each person, and draws what the switches ask for', () => {
  const rule = new IndividualBehaviourRule({ ...PHONE_ON, render_result_sw: 1, render_roi_sw: 1 })
  const people = () => [personWith(1, { ...CALLING, x: 500 }), personWith(2, { ...CALLING, x: 1300 })]
  const results = Array.from({ length: 16 }, (_, i) => rule.frame(frameAt(i * 200, ...people()))).flat()
  assert.equal(results.length, 1)
  const items = results[0]!.data.event_set as { bounding_box: { x: number; w: number } }[]
  assert.equal(items.length, 2)
  for (const item of items) {
    assert.deepEqual(Object.keys(item), ['bounding_box', 'alarm_type'])
    assert.ok(Number.isInteger(item.bounding_box.x) && item.bounding_box.x + item.bounding_box.w <= WIDTH)
  }
  assert.equal(results[0]!.drawing?.boxes.length, 2)
  assert.equal(results[0]!.drawing?.polygons.length, 1)
  assert.equal(rule.overlay(WIDTH, HEIGHT).polygons.length, 1)
  assert.deepEqual(rule.frame({ ...frameAt(9000), width: 640, height: 480 }), [])
  assert.deepEqual(rule.end(), [])
})

test('labels follow the switches, so that smoking asks for a detector that knows cigarettes', () => {
  const [release] = services[0]!.releases
  assert.deepEqual(release.labels({}), ['person', PHONE])
  assert.deepEqual(release.labels(SMOKE_ON), ['person', CIGARETTE])
  assert.deepEqual(release.facts?.({}), { poses: true })
  assert.throws(
    () => release.validate({ phoning_detection_sw: 0 }),
    (error) => error instanceof ParameterError && error.member === 'phoning_detection_sw',
  )
  assert.deepEqual(
    services.map(({ serviceName }) => serviceName),
    ['c-event-action-recog-cloud', 'c-event-action-recog-edge'],
  )
})
