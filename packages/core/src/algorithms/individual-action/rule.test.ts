import assert from 'node:assert/strict'
import { test } from 'node:test'
import { ParameterError } from '../algorithm.js'
import { frameAt, HEIGHT, WIDTH } from '../synthetic-frames.js'
import {
  HANGING,
  personWith,
  REACHING,
  raised,
  SITTING,
  SITTING_ON_GROUND,
  SQUATTING,
  TO_GROUND,
} from '../synthetic-skeletons.js'
import { services } from './manifest.js'
import { between, type PlayOptions, play, type Script } from './play.js'
import { BEND, CLIMB, FALL, IndividualActionRule, PICK, WAVE } from './rule.js'

const ALL = {
  climb_detection_sw: 1,
  fall_detection_sw: 1,
  wave_detection_sw: 1,
  bend_detection_sw: 1,
  pick_detection_sw: 1,
}
const rule = (common: Record<string, unknown> = {}) => new IndividualActionRule({ ...ALL, ...common })

/** What is told of a scene with every act switched on, and when. */
function told(seconds: number, script: Script, options?: PlayOptions, common = {}): [number, number][] {
  return play(rule(common), seconds, script, options).map(({ eventType, at }) => [eventType, at])
}

/** Once, and so long after the beginning. */
function onlyOnce(found: [number, number][], eventType: number, from: number, to: number): void {
  assert.deepEqual(
    found.map(([type]) => type),
    [eventType],
  )
  const at = found[0]![1]
  assert.ok(at >= from && at <= to, `told at ${at} s, not from ${from} to ${to}`)
}

const ease =
  (script: (share: number) => Partial<ReturnType<Script>>, from: number, to: number): Script =>
  (seconds) =>
    script(between(seconds, from, to))
const downAndUp = (seconds: number, down: number, up: number) =>
  between(seconds, down, down + 1) - between(seconds, up, up + 1)
const swinging =
  (perSecond: number): Script =>
  (seconds) => ({
    yaw: 10,
    right: raised(15 + 30 * Math.sin(2 * Math.PI * perSecond * seconds)),
  })
const bending =
  (yaw: number): Script =>
  (seconds) => ({ yaw, waist: 80 * downAndUp(seconds, 3, 8) })

const NOTHING: [string, number, Script][] = [
  ['standing', 15, () => ({})],
  ['walking across', 10, (t) => ({ x: 300 + 100 * t, yaw: 90 })],
  ['walking away', 8, (t) => ({ y: 900 - 70 * t, height: 500 - 45 * t, yaw: 180 })],
  ['walking towards the camera', 8, (t) => ({ y: 500 + 60 * t, height: 200 + 40 * t, yaw: 0 })],
  ['sitting down on a chair, from the front', 25, ease((s) => ({ thighs: 85 * s, knees: 85 * s }), 3, 4)],
  [
    'sitting down on a chair, from the side',
    25,
    ease((s) => ({ yaw: 90, thighs: 85 * s, knees: 85 * s }), 3, 4),
  ],
  ['sitting down on the ground', 25, ease((s) => ({ thighs: 85 * s, knees: 5 * s }), 3, 4)],
  ['sitting on a chair from the beginning', 25, () => SITTING],
  ['sitting on the ground from the beginning', 25, () => SITTING_ON_GROUND],
  ['squatting', 25, (t) => (t < 3 ? {} : SQUATTING)],
  ['a short bow', 8, (t) => ({ yaw: 90, waist: 80 * (between(t, 3, 3.6) - between(t, 4.2, 5)) })],
  ['a hand held up', 8, () => ({ yaw: 10, right: raised(10) })],
  [
    'arms that swing while walking',
    10,
    (t) => ({ x: 300 + 80 * t, yaw: 90, left: { ...HANGING, wrist: [0, -0.3, 0.2 * Math.sin(6 * t)] } }),
  ],
  ['a jump', 8, (t) => (t > 3 && t < 3.8 ? { lift: 0.4, left: REACHING } : {})],
  ['standing on tiptoe to reach a shelf', 8, (t) => (t > 3 ? { lift: 0.06, left: REACHING } : {})],
  ['going up a stair with hanging arms', 10, ease((s) => ({ lift: s }), 3, 9)],
]
for (const [name, seconds, script] of NOTHING) {
  test(`nothing is told of ${name}, also with points that tremble`, () => {
    for (const jitter of [0, 8]) assert.deepEqual(told(seconds, script, { jitter }), [], `jitter ${jitter}`)
  })
}

const SOMETHING: [string, number, Script, number, number, number][] = [
  ['falling sideways', 12, ease((s) => ({ leanLeft: 90 * s }), 3, 4), FALL, 5, 7],
  ['falling forwards across the view', 12, ease((s) => ({ leanForward: 85 * s, yaw: 80 }), 3, 4), FALL, 5, 7],
  ['falling towards the camera', 12, ease((s) => ({ leanForward: 85 * s, yaw: 0 }), 3, 4), FALL, 5, 7],
  ['lying from the beginning', 40, () => ({ leanLeft: 90 }), FALL, 20, 20.4],
  ['waving once a second', 5, swinging(1), WAVE, 1, 4],
  ['waving faster', 5, swinging(1.5), WAVE, 1, 4],
  ['bending, from the side', 12, bending(90), BEND, 5, 7],
  ['bending towards the camera', 12, bending(0), BEND, 5, 7],
  ['bending away from the camera', 12, bending(180), BEND, 5, 7],
  [
    'climbing a wall',
    12,
    (t) => (t < 3 ? {} : { yaw: 180, lift: 0.8 * between(t, 4, 8), left: REACHING, right: REACHING }),
    CLIMB,
    5,
    9,
  ],
  [
    'picking something up with bent knees',
    10,
    (t) => {
      const share = downAndUp(t, 3, 5)
      return {
        yaw: 60,
        waist: 60 * share,
        thighs: 60 * share,
        knees: 90 * share,
        right: share > 0.3 ? TO_GROUND : HANGING,
      }
    },
    PICK,
    5.4,
    6.6,
  ],
]
for (const [name, seconds, script, eventType, from, to] of SOMETHING) {
  test(`${name} is told once`, () => {
    for (const jitter of [0, 8]) onlyOnce(told(seconds, script, { jitter }), eventType, from, to)
  })
}

test('an act is told again when it is done again after a pause', () => {
  const twice: Script = (t) => ({ yaw: 90, waist: 80 * (downAndUp(t, 3, 8) + downAndUp(t, 13, 18)) })
  assert.deepEqual(
    told(22, twice).map(([type]) => type),
    [BEND, BEND],
  )
  const falls: Script = (t) => ({ leanLeft: 90 * (downAndUp(t, 3, 8) + downAndUp(t, 13, 18)) })
  assert.deepEqual(
    told(22, falls).map(([type]) => type),
    [FALL, FALL],
  )
  const waves: Script = (t) => (t > 5 && t < 11 ? {} : swinging(1)(t))
  assert.deepEqual(
    told(16, waves).map(([type]) => type),
    [WAVE, WAVE],
  )
})

test('thresholds are kept to: a longer one tells later or not at all', () => {
  const fall = ease((s) => ({ leanLeft: 90 * s }), 3, 4)
  onlyOnce(told(15, fall, {}, { fall_time_threshold: 8 }), FALL, 11, 13)
  assert.deepEqual(told(10, fall, {}, { fall_time_threshold: 8 }), [])
  assert.deepEqual(
    told(15, () => ({ leanLeft: 90 }), {}, { lying_time_threshold: 5 }),
    [[FALL, 5]],
  )
  assert.deepEqual(told(12, bending(90), {}, { bend_time_threshold: 8 }), [])
  assert.deepEqual(told(8, swinging(1), {}, { wave_turn_threshold: 20 }), [])
  const hanging: Script = (t) => (t > 3 && t < 6 ? { lift: 0.5, left: REACHING } : {})
  assert.deepEqual(told(9, hanging, {}, { climb_time_threshold: 5 }), [])
  onlyOnce(told(9, hanging), CLIMB, 4, 5)
})

test('each act has its switch', () => {
  const scenes: [string, number, Script][] = [
    ['fall_detection_sw', 12, ease((s) => ({ leanLeft: 90 * s }), 3, 4)],
    ['wave_detection_sw', 5, swinging(1)],
    ['bend_detection_sw', 12, bending(90)],
    ['climb_detection_sw', 8, (t) => (t > 3 ? { lift: 0.5, left: REACHING } : {})],
  ]
  for (const [name, seconds, script] of scenes) {
    assert.equal(told(seconds, script).length, 1, name)
    assert.deepEqual(told(seconds, script, {}, { [name]: 0 }), [], name)
  }
})

test('with hidden legs nobody bends, climbs or picks up, but waves', () => {
  const missing = ['leftAnkle', 'rightAnkle', 'leftKnee', 'rightKnee'] as const
  assert.deepEqual(
    told(12, (t) => ({ ...bending(90)(t), missing })),
    [],
  )
  onlyOnce(
    told(5, (t) => ({ ...swinging(1)(t), missing })),
    WAVE,
    1,
    4,
  )
})

test('a wave survives frames in which the wrist is not found; without the wrist there is none', () => {
  const holes: Script = (t) => ({
    ...swinging(1)(t),
    missing: Math.round(t * 5) % 4 === 3 ? ['rightWrist'] : [],
  })
  onlyOnce(told(7, holes), WAVE, 1, 6)
  assert.deepEqual(
    told(7, (t) => ({ ...swinging(1)(t), missing: ['rightWrist'] })),
    [],
  )
})

test('feet that go over a drawn line climb, without a hand that holds on; beside its ends they do not', () => {
  const line = (x1: number, x2: number) => ({
    target_roi: JSON.stringify({
      lines: [
        {
          data: [
            [x1, 700],
            [x2, 700],
          ],
        },
      ],
    }),
  })
  const over = ease((s) => ({ lift: 0.5 * s }), 3, 5)
  assert.deepEqual(told(9, over), [])
  onlyOnce(told(9, over, {}, line(600, 1200)), CLIMB, 4, 6)
  assert.deepEqual(told(9, over, {}, line(1200, 1500)), [])
  // Somebody always above it walks behind the fence.
  assert.deepEqual(
    told(9, () => ({ y: 600 }), {}, line(600, 1200)),
    [],
  )
})

test('only people in a region are told of, by their feet or their middle', () => {
  const region = (x: number) => ({
    target_roi: JSON.stringify({
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
    }),
  })
  assert.equal(told(5, swinging(1), {}, region(800)).length, 1)
  assert.deepEqual(told(5, swinging(1), {}, region(1400)), [])
})

test('predicted positions, other things and people without a pose are left alone', () => {
  const wave = swinging(1)
  assert.deepEqual(told(5, wave, { as: (person) => ({ ...person, seen: false }) }), [])
  assert.deepEqual(told(5, wave, { as: (person) => ({ ...person, label: 'car' }) }), [])
  const blind = (person: ReturnType<typeof personWith>) => {
    const { pose, ...rest } = person
    assert.ok(pose)
    return rest
  }
  assert.deepEqual(told(5, wave, { as: blind }), [])
})

test('an act goes on when the tracker gives the person another id', () => {
  const renamed: PlayOptions = { as: (person, at) => ({ ...person, trackId: at < 4 ? 1 : 2 }) }
  onlyOnce(told(12, bending(90), renamed), BEND, 5, 7)
})

test('people of one frame share a message for each act, with whole pixels within the frame', () => {
  const watching = rule({ render_result_sw: 1, render_roi_sw: 1 })
  const results = Array.from({ length: 26 }, (_, i) => {
    const script = swinging(1)(i / 5)
    return watching.frame(
      frameAt(i * 200, personWith(1, { ...script, x: 400 }), personWith(2, { ...script, x: 1400 })),
    )
  }).flat()
  assert.equal(results.length, 1)
  const { data, drawing, eventType, root } = results[0]!
  assert.equal(eventType, WAVE)
  assert.equal(root, undefined)
  const items = data.event_set as { bounding_box: { x: number; y: number; w: number; h: number } }[]
  assert.equal(items.length, 2)
  for (const item of items) {
    assert.deepEqual(Object.keys(item), ['bounding_box'])
    const { x, y, w, h } = item.bounding_box
    for (const value of [x, y, w, h]) assert.ok(Number.isInteger(value))
    assert.ok(x >= 0 && y >= 0 && x + w <= WIDTH && y + h <= HEIGHT)
  }
  assert.equal(drawing?.boxes.length, 2)
  assert.equal(drawing?.polygons.length, 1)
})

test('without the switches nothing is drawn, and the overlay shows lines and regions', () => {
  const [first] = play(rule(), 5, swinging(1))
  assert.deepEqual(first!.result.drawing, { lines: [], polygons: [], boxes: [] })
  const roi = {
    target_roi: JSON.stringify({
      lines: [
        {
          data: [
            [0, 9],
            [99, 9],
          ],
        },
      ],
    }),
  }
  assert.equal(rule(roi).overlay(1920, 1080).lines.length, 1)
  assert.equal(rule({ ...roi, climb_detection_sw: 0 }).overlay(1920, 1080).lines.length, 0)
  assert.equal(rule().overlay(100, 50).polygons[0]!.points[2]![0], 100)
})

test('a source that changes its size begins afresh', () => {
  const watching = rule()
  play(watching, 4, bending(90))
  assert.deepEqual(watching.frame({ width: 640, height: 480, videoTimeMs: 5000, objects: [] }), [])
  assert.deepEqual(watching.end(), [])
})

test('a job that watches nothing, and lines that nobody looks at, are refused by name', () => {
  const { validate } = services[0]!.releases[0]
  const refused = (member: string) => (error: unknown) =>
    error instanceof ParameterError && error.member === member
  assert.throws(() => validate({ climb_detection_sw: 0 }), refused('climb_detection_sw'))
  const line = JSON.stringify({
    lines: [
      {
        data: [
          [0, 9],
          [99, 9],
        ],
      },
    ],
  })
  assert.throws(
    () => validate({ climb_detection_sw: 0, fall_detection_sw: 1, target_roi: line }),
    refused('target_roi'),
  )
  validate({ target_roi: line })
  assert.throws(() => rule({ target_roi: '{' }), refused('target_roi'))
})

test('poses are asked for, of people alone', () => {
  const [release] = services[0]!.releases
  assert.deepEqual(release.facts?.({}), { poses: true })
  assert.deepEqual(release.labels({}), ['person'])
  assert.deepEqual(
    services.map(({ serviceName }) => serviceName),
    ['c-pose-action-recog-cloud', 'c-pose-action-recog-edge'],
  )
})
