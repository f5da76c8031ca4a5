import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { AnalysedFrame, TrackedObject } from '../algorithms/algorithm.js'
import { frameAt, standing } from '../algorithms/synthetic-frames.js'
import { MotionGate } from './gate.js'
import { Camera, type Look, person, STEP_MS } from './test-scene.js'

/** A gate, its camera, and what a detector finds in the frames that are looked at. */
class Rig {
  readonly gate = new MotionGate()
  timeMs = 0
  private readonly camera = new Camera()

  /** @returns which of so many frames were looked at, and after which the stream may sleep */
  run(frames: number, look: (i: number) => Look, found: (i: number) => TrackedObject[], scores?: number[]) {
    const [looked, asleep]: [boolean[], boolean[]] = [[], []]
    for (let i = 0; i < frames; i++) {
      const decision = this.gate.decide(this.camera.picture(look(i)), this.timeMs)
      looked.push(decision.look)
      asleep.push(decision.sleep)
      const frame: AnalysedFrame = frameAt(this.timeMs, ...found(i))
      if (decision.look) this.gate.seen(frame, scores ?? frame.objects.map(({ score }) => score))
      this.timeMs += STEP_MS
    }
    return {
      looked: looked.filter(Boolean).length,
      asleep: asleep.filter(Boolean).length,
      last: looked.at(-1),
    }
  }
}

const EMPTY = () => ({})
const NOBODY = () => []

test('an empty scene is looked at for three seconds, then once in four, and may be asleep', () => {
  const rig = new Rig()
  assert.deepEqual(rig.run(16, EMPTY, NOBODY), { looked: 16, asleep: 0, last: true })
  const { looked, asleep } = rig.run(300, EMPTY, NOBODY)
  assert.equal(looked, 15)
  assert.equal(asleep, 300)
  assert.deepEqual(rig.gate.counters, { looked: 31, skipped: 285 })
})

test('all frames with somebody who walks are looked at, and three seconds more', () => {
  const rig = new Rig()
  rig.run(40, EMPTY, NOBODY)
  const walk = rig.run(20, (i) => ({ patches: [person(100 + i)] }), NOBODY)
  assert.ok(walk.looked >= 19, `${walk.looked} of 20`)
  assert.ok(rig.run(15, EMPTY, NOBODY).looked >= 14)
})

test('a target that the tracker sees moving keeps the gate open, whatever the picture says', () => {
  const rig = new Rig()
  const walker = (i: number) => [standing(1, 400 + 20 * i, 800)]
  rig.run(30, EMPTY, NOBODY)
  rig.run(25, EMPTY, walker)
  assert.equal(rig.run(50, EMPTY, (i) => walker(i + 25)).looked, 50)
})

test('who stands is looked at now and then only, though his box trembles', () => {
  const rig = new Rig()
  const stander = (i: number) => [standing(1, 400 + 8 * (i % 3), 800)]
  rig.run(40, EMPTY, stander)
  const { looked } = rig.run(200, EMPTY, stander)
  assert.ok(looked <= 12, `${looked} of 200`)
})

test('a target hidden for a moment does not count as new when it is back', () => {
  const rig = new Rig()
  const hidden = (i: number) => [standing(1, 400, 800, { seen: i % 3 !== 0 })]
  // Hidden, it has no detection.
  rig.run(40, EMPTY, hidden, [])
  assert.ok(rig.run(200, EMPTY, hidden, []).looked <= 12)
})

test('a detection that belongs to no target yet opens the gate', () => {
  const rig = new Rig()
  rig.run(40, EMPTY, NOBODY)
  const { looked } = rig.run(40, EMPTY, NOBODY, [0.7])
  assert.ok(looked >= 19, `${looked} of 40`)
})

test('a weak detection does not', () => {
  const rig = new Rig()
  rig.run(40, EMPTY, NOBODY)
  assert.ok(rig.run(40, EMPTY, NOBODY, [0.3]).looked <= 2)
})
