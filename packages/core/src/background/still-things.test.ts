import assert from 'node:assert/strict'
import { test } from 'node:test'
import { MOST_THINGS } from './still-things.js'
import { type Light, type Patch, SCENE, Watch } from './synthetic-scene.js'

const BAG: Patch = { x: 60, y: 40, w: 14, h: 12, level: 30 }
const empty = () => ({})
const withBag = () => ({ patches: [BAG] })

function learnt(): Watch {
  const watch = new Watch()
  watch.show(6, empty)
  return watch
}

test('a thing that is put down is found within three seconds, at its place and with the time it came', () => {
  const watch = learnt()
  assert.equal(watch.show(1, withBag).things.length, 0)
  const { things } = watch.show(2.4, withBag)
  assert.equal(things.length, 1)
  const [{ box, sinceMs, seen, thingId, detectionId }] = things as [(typeof things)[0]]
  assert.ok(Math.abs(box.x - 60) <= 1 && Math.abs(box.y - 40) <= 1, JSON.stringify(box))
  assert.ok(Math.abs(box.w - 14) <= 2 && Math.abs(box.h - 12) <= 2, JSON.stringify(box))
  assert.ok(sinceMs >= 6000 && sinceMs <= 6600, `${sinceMs}`)
  assert.deepEqual([seen, thingId, detectionId], [true, 1, 'THING-1'])
})

test('it stays one thing for an hour, ends soon after it is taken away, and leaves no hole behind', () => {
  const watch = learnt()
  watch.show(5, withBag)
  const { things, everFound } = watch.show(600, withBag)
  assert.deepEqual([things.length, everFound, things[0]?.thingId], [1, 1, 1])
  const after = watch.show(20, empty)
  assert.equal(after.things.length, 0)
  assert.equal(after.everFound, 1)
  assert.equal(watch.show(5, withBag).things[0]?.thingId, 2)
})

test('what was there from the start and is taken away leaves a hole, which is no thing; what is put there later is one', () => {
  const watch = new Watch()
  watch.show(6, withBag)
  assert.equal(watch.show(30, empty).everFound, 0)
  assert.equal(watch.show(5, withBag).things.length, 1)
})

test('somebody who stands before a thing hides it, and it is the same thing afterwards', () => {
  const watch = learnt()
  watch.show(5, withBag)
  const person: Patch = { x: 55, y: 20, w: 26, h: 60, level: 200 }
  const hidden = watch.show(30, () => ({ patches: [BAG], movers: [person] }))
  assert.deepEqual([hidden.things.length, hidden.things[0]?.seen], [1, false])
  const { things } = watch.show(1, withBag)
  assert.deepEqual([things[0]?.seen, things[0]?.thingId], [true, 1])
})

test('somebody whom nobody tracks hides a thing for a few seconds without ending it', () => {
  const watch = learnt()
  watch.show(5, withBag)
  const stranger: Patch = { x: 58, y: 20, w: 20, h: 60, level: 210 }
  const hidden = watch.show(4, () => ({ patches: [BAG, stranger] }))
  assert.equal(hidden.things.find(({ thingId }) => thingId === 1)?.seen, false)
  assert.equal(watch.show(1, withBag).things.find(({ thingId }) => thingId === 1)?.seen, true)
})

test('tracked people are no things, however long they stand, and leave none', () => {
  const watch = learnt()
  const person: Patch = { x: 40, y: 20, w: 16, h: 50, level: 200 }
  assert.equal(watch.show(60, () => ({ movers: [person] })).everFound, 0)
  assert.equal(watch.show(10, empty).everFound, 0)
})

test('the shadow beside somebody who stands is no thing while he stands', () => {
  const watch = learnt()
  const person: Patch = { x: 40, y: 20, w: 16, h: 50, level: 200 }
  const shadow: Patch = { x: 57, y: 58, w: 30, h: 12, level: 70 }
  assert.equal(watch.show(20, () => ({ patches: [shadow], movers: [person] })).everFound, 0)
})

test('who is in the first picture is not taken for the scene', () => {
  const watch = new Watch()
  const person: Patch = { x: 40, y: 20, w: 16, h: 50, level: 200 }
  watch.show(3, () => ({ movers: [person] }))
  assert.equal(watch.show(20, empty).everFound, 0)
  const bag = { ...BAG, x: 42, y: 40 }
  assert.equal(watch.show(5, () => ({ patches: [bag] })).things.length, 1)
})

const LIGHTS: [string, (second: number) => Light][] = [
  ['a day that breaks slowly', (s) => ({ gain: 0.6 + 0.4 * (s / 60) })],
  ['a cloud that passes', (s) => ({ gain: s > 10 && s < 30 ? 0.7 : 1 })],
  ['a lamp that lights up everything', (s) => ({ gain: s > 10 ? 1.7 : 1 })],
  [
    'half of the scene that is lit suddenly',
    (s) => ({ cone: { x: 0, y: 0, w: 80, h: 90, gain: s > 10 ? 1.5 : 1, soft: 1 } }),
  ],
  [
    'a cone of light on patterned ground',
    (s) => ({ cone: { x: 60, y: 30, w: 30, h: 30, gain: s > 10 ? 1.5 : 1, soft: 1 } }),
  ],
  [
    'a cone of light with soft edges on plain ground',
    (s) => ({ plain: true, cone: { x: 60, y: 30, w: 36, h: 36, gain: s > 10 ? 1.5 : 1, soft: 12 } }),
  ],
  [
    'a sharp shadow that creeps over plain ground',
    (s) => ({ plain: true, cone: { x: -1, y: -1, w: 20 + s, h: 99, gain: 0.6, soft: 1 } }),
  ],
  ['a camera that shakes', (s) => ({ shift: [0, 1, 0, -1, 1, 0, -1][Math.round(s * 5) % 7]! })],
]
for (const [name, light] of LIGHTS) {
  test(`${name} is no thing`, () => {
    const watch = new Watch()
    watch.show(6, () => ({ light: light(0) }))
    assert.equal(watch.show(60, (second) => ({ light: light(second) })).everFound, 0)
  })
  test(`a thing is found and kept through ${name}`, () => {
    const watch = new Watch()
    watch.show(6, () => ({ light: light(0) }))
    // A place that is lit or shaded as one, away from the edges of the cones.
    const bag: Patch = { x: 120, y: 60, w: 16, h: 14, level: 30 }
    const { things } = watch.show(60, (second) => ({ patches: [bag], light: light(second) }))
    assert.equal(things.filter(({ box, seen }) => seen && Math.abs(box.x - 120) <= 2).length, 1)
  })
}

test('leaves that sway are no thing', () => {
  const watch = new Watch()
  const leaves = (s: number): Patch[] =>
    Array.from({ length: 6 }, (_, i) => ({
      x: 20 + 6 * i + (Math.round(s * 5 + i) % 3) * 2,
      y: 20 + 4 * i,
      w: 4,
      h: 9,
      level: 60,
    }))
  watch.show(10, (s) => ({ patches: leaves(s) }))
  assert.equal(watch.show(60, (s) => ({ patches: leaves(s) })).everFound, 0)
})

test('what is smaller than asked for is no thing, and in the end part of the scene', () => {
  const watch = learnt()
  const scrap: Patch = { x: 60, y: 40, w: 5, h: 5, level: 20 }
  assert.equal(watch.show(60, () => ({ patches: [scrap] })).everFound, 0)
  const larger: Patch = { ...scrap, x: 58, w: 12, h: 12 }
  assert.equal(watch.show(5, () => ({ patches: [larger] })).things.length, 1)
})

test('what covers a large part of the picture is no thing', () => {
  const watch = learnt()
  const lorry: Patch = { x: 20, y: 20, w: 70, h: 40, level: 30 }
  assert.equal(watch.show(20, () => ({ patches: [lorry] })).everFound, 0)
})

test('a thing that its owner uncovers bit by bit is one thing', () => {
  const watch = learnt()
  const bag: Patch = { x: 60, y: 40, w: 30, h: 14, level: 30 }
  watch.show(6, () => ({ patches: [bag], movers: [{ x: 75, y: 20, w: 20, h: 50, level: 200 }] }))
  const { things } = watch.show(5, () => ({ patches: [bag] }))
  assert.equal(things.length, 1)
  assert.ok(things[0]!.box.w >= 28, JSON.stringify(things[0]?.box))
})

test('two things far from each other are two', () => {
  const watch = learnt()
  assert.equal(watch.show(5, () => ({ patches: [BAG, { ...BAG, x: 120 }] })).things.length, 2)
})

test('no more things than the bound are followed, and a place is free again when one is gone', () => {
  const watch = learnt()
  const patches = Array.from({ length: 40 }, (_, i) => ({
    x: 4 + (i % 10) * 15,
    y: 4 + Math.floor(i / 10) * 21,
    w: 6,
    h: 8,
    level: 20,
  }))
  const many = watch.show(5, () => ({ patches: patches.map((p) => ({ ...p, w: 7 })) }))
  assert.equal(many.things.length, MOST_THINGS)
  const fewer = watch.show(12, () => ({ patches: patches.slice(8).map((p) => ({ ...p, w: 7 })) }))
  assert.equal(fewer.things.length, MOST_THINGS)
})

test('a long pause between frames makes nothing old', () => {
  const watch = learnt()
  watch.show(0.4, withBag)
  const { model } = watch
  const picture = { ...SCENE, luma: new Uint8Array(SCENE.width * SCENE.height).fill(120) }
  assert.deepEqual(model.look(picture, [], 3_600_000), [])
})
