import assert from 'node:assert/strict'
import { test } from 'node:test'
import { MotionJudge, type Verdict } from './judge.js'
import { Camera, HEIGHT, type Look, numbers, person, STEP_MS, WIDTH } from './test-scene.js'

/** A judge that has watched the empty street for a while, as `look` shows it. */
class Watching {
  readonly judge = new MotionJudge()
  private readonly camera = new Camera()
  private timeMs = 0

  constructor(look: (i: number) => Look = () => ({}), pictures = 40) {
    for (let i = 0; i < pictures; i++) this.next(look(i), { isIdle: true })
  }

  next(look: Look = {}, { stepMs = STEP_MS, isIdle = false } = {}): Verdict {
    this.timeMs += stepMs
    return this.judge.look(this.camera.picture(look), this.timeMs, isIdle)
  }

  several(pictures: number, look: (i: number) => Look, isIdle = false): Verdict[] {
    return Array.from({ length: pictures }, (_, i) => this.next(look(i), { isIdle }))
  }
}

const count = (verdicts: Verdict[], verdict: Verdict): number => verdicts.filter((v) => v === verdict).length

test('the first picture is worth a look, a still scene is not', () => {
  const watching = new Watching(undefined, 0)
  assert.equal(watching.next(), 'changed')
  assert.equal(
    count(
      watching.several(50, () => ({})),
      'still',
    ),
    50,
  )
})

test('a person 40 pixels high in 720 rows who walks is seen with the second picture', () => {
  const watching = new Watching()
  const verdicts = watching.several(10, (i) => ({ patches: [person(100 + i)] }))
  assert.deepEqual(verdicts.slice(0, 2), ['suspect', 'motion'])
  assert.equal(count(verdicts, 'motion'), 9)
})

test('somebody who comes slowly from behind a house is seen, although each picture is hardly another', () => {
  const watching = new Watching()
  // A pixel of the small picture every two seconds.
  const verdicts = watching.several(60, (i) => ({
    patches: [{ x: 100, y: 90, w: Math.floor(i / 10), h: 10, level: 30 }],
  }))
  assert.ok(verdicts.includes('motion'))
})

test('what has stood for minutes belongs to the scene, and its leaving is motion again', () => {
  const watching = new Watching()
  const parked = { x: 100, y: 90, w: 24, h: 12, level: 40 }
  const verdicts = watching.several(900, () => ({ patches: [parked] }))
  assert.equal(verdicts[0], 'motion')
  assert.equal(count(verdicts.slice(-20), 'still'), 20)
  assert.equal(watching.next(), 'motion')
})

test('who was there with the first picture leaves no motion behind where he was', () => {
  const watching = new Watching(() => ({ patches: [person(100)] }), 1)
  assert.ok(watching.several(10, (i) => ({ patches: [person(104 + 4 * i)] })).includes('motion'))
  watching.several(15, () => ({}))
  assert.equal(
    count(
      watching.several(50, () => ({})),
      'still',
    ),
    50,
  )
})

test('a light switched on is worth one look, not more', () => {
  const watching = new Watching()
  const lit = { light: (level: number, x: number) => (x < 200 ? level * 1.5 + 20 : level) }
  const verdicts = watching.several(30, () => lit)
  assert.equal(verdicts[0], 'changed')
  assert.equal(count(verdicts, 'changed'), 1)
  assert.equal(count(verdicts, 'motion'), 0)
})

test('dusk, and a cloud that darkens everything at once, are no motion; a person in it is', () => {
  const watching = new Watching()
  const dusk = watching.several(150, (i) => ({ light: (level) => level * (1 - i / 300) }))
  assert.equal(count(dusk, 'motion') + count(dusk, 'changed'), 0)
  const dark = (level: number): number => level * 0.35
  assert.equal(
    count(
      watching.several(5, () => ({ light: dark })),
      'motion',
    ),
    0,
  )
  const walk = watching.several(5, (i) => ({ patches: [person(100 + i, 90, 200)], light: dark }))
  assert.ok(walk.includes('motion'))
})

test('a camera that shakes is no motion, a person before it is', () => {
  const shaking = (i: number): [number, number] => [2 * Math.sin(i * 1.3), 1.5 * Math.cos(i * 2.1)]
  const watching = new Watching((i) => ({ shift: shaking(i) }), 150)
  const verdicts = watching.several(50, (i) => ({ shift: shaking(i + 150) }))
  assert.equal(count(verdicts, 'motion'), 0)
  const walk = watching.several(10, (i) => ({
    shift: shaking(i + 200),
    patches: [{ ...person(60 + 2 * i, 104, 10), w: 8, h: 20 }],
  }))
  assert.ok(walk.includes('motion'))
})

test('the noise of a camera at night is learned', () => {
  const night = { noise: 18, light: (level: number) => level * 0.3 }
  const watching = new Watching(() => night, 150)
  assert.equal(
    count(
      watching.several(100, () => night),
      'motion',
    ),
    0,
  )
  const walk = watching.several(10, (i) => ({ ...night, patches: [person(100 + i, 90, 255)] }))
  assert.ok(walk.includes('motion'))
})

test('drops of rain come and go and are no motion; who walks through them is', () => {
  const random = numbers(3)
  const drop = () => ({ x: random() * WIDTH, y: random() * HEIGHT, w: 2, h: 8, level: 230 })
  const rain = () => ({ patches: Array.from({ length: 12 }, drop) })
  const watching = new Watching(rain, 100)
  assert.equal(watching.judge.isRestless, true)
  const verdicts = watching.several(200, rain)
  assert.ok(count(verdicts, 'motion') <= 6, `${count(verdicts, 'motion')} of 200`)
  const walk = watching.several(20, (i) => ({ patches: [person(100 + i), ...rain().patches] }))
  assert.ok(count(walk, 'motion') >= 10)
  watching.several(150, () => ({}))
  assert.equal(watching.judge.isRestless, false, 'after the rain')
})

test('a tree in the wind is learned once nothing was found in it', () => {
  const tree = (i: number) => ({ patches: [{ x: 200 + 4 * Math.sin(i), y: 20, w: 16, h: 16, level: 60 }] })
  const watching = new Watching()
  assert.ok(count(watching.several(50, tree), 'motion') > 40)
  watching.several(300, tree, true)
  assert.ok(count(watching.several(50, tree), 'motion') < 5)
  const walk = watching.several(5, (i) => ({ patches: [person(100 + i), ...tree(i).patches] }))
  assert.ok(walk.includes('motion'), 'elsewhere nothing is learned')
})

test('something large before the camera is motion, though each picture is another scene', () => {
  const watching = new Watching()
  const lorry = (i: number) => ({
    patches: [{ x: -100 + i * 40, y: 0, w: 250, h: HEIGHT, level: 90 + 30 * (i % 3) }],
  })
  assert.ok(watching.several(6, lorry).includes('motion'))
})

test('pictures seconds apart tell nothing of what goes on: small things are suspect until the next', () => {
  const watching = new Watching()
  assert.equal(watching.next({ patches: [person(100)] }, { stepMs: 2_000 }), 'suspect')
  assert.equal(watching.next({ patches: [person(130)] }, { stepMs: 2_000 }), 'suspect')
  assert.equal(watching.next({ patches: [person(132)] }), 'motion')
})

test('a stream that changes its size starts afresh', () => {
  const judge = new MotionJudge()
  judge.look(new Camera().picture(), 0, false)
  const other = { columns: 40, rows: 30, values: new Float32Array(1200).fill(90) }
  assert.equal(judge.look(other, 200, false), 'changed')
  assert.equal(judge.look(other, 400, false), 'still')
})
