/** The measures on pictures whose defects are known to the pixel; clips are judged by the worker's tests. */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { judge } from './judge.js'
import { Look } from './measure.js'
import { packMemory, remember, unpackMemory } from './memory.js'
import { shiftBetween } from './motion.js'
import { smallPicture } from './picture.js'
import { sceneChange } from './scene.js'

const [WIDTH, HEIGHT] = [320, 180]

/** A picture by its colours, red, green and blue from 0 to 255. */
function drawn(colour: (x: number, y: number) => [number, number, number]) {
  const rgb = new Uint8Array(3 * WIDTH * HEIGHT)
  for (let y = 0; y < HEIGHT; y++) for (let x = 0; x < WIDTH; x++) rgb.set(colour(x, y), 3 * (y * WIDTH + x))
  return smallPicture(rgb, WIDTH, HEIGHT)
}

/** Houses: blocks of greys, of another size for each seed. */
const street = (seed: number, dx = 0) =>
  drawn((x, y) => {
    const block = Math.floor((x + dx) / (9 + 4 * seed)) * 7 + Math.floor(y / (6 + 5 * seed)) * 31 + seed * 57
    const grey = 60 + (Math.imul(block + 1, 0x9e3779b1) >>> 24) * 0.5
    return [grey, grey, grey]
  })
const lookOf = (...pictures: ReturnType<typeof drawn>[]) => {
  const look = new Look()
  for (const [i, picture] of pictures.entries()) look.add(picture, i * 200)
  return look
}
const memoryOf = (look: Look) => remember(undefined, look, [])!

test('colours become luma and colour differences of limited range', () => {
  const at = (r: number, g: number, b: number) => {
    const { luma, cb, cr } = drawn(() => [r, g, b])
    return [luma[0], cb[0], cr[0]]
  }
  assert.deepEqual(at(0, 0, 0), [16, 128, 128])
  assert.deepEqual(at(255, 255, 255), [235, 128, 128])
  assert.deepEqual(at(255, 0, 0), [82, 90, 240])
  assert.throws(() => smallPicture(new Uint8Array(5), 2, 2), /rgb24 of 2 x 2 has 12 bytes, not 5/)
})

test('movement of the whole picture is measured in pixels, and a change of light is none', () => {
  assert.deepEqual(shiftBetween(street(1, 0), street(1, 5)), { x: -5, y: 0 })
  const brighter = street(1)
  brighter.luma.forEach((level, i) => {
    brighter.luma[i] = level + 20
  })
  assert.deepEqual(shiftBetween(street(1), brighter), { x: 0, y: 0 })
  const wall = drawn(() => [90, 90, 90])
  assert.equal(shiftBetween(wall, wall), undefined)
})

test('a camera that was turned stays a finding until it is turned back', () => {
  const home = memoryOf(lookOf(street(1), street(1)))
  const turned = lookOf(street(2), street(2))
  const found = judge(turned, home, true)
  assert.deepEqual(found, ['SceneUpheaval'])
  const after = remember(home, turned, found)!
  assert.deepEqual(after.scene, home.scene, 'what is found wrong is not learned')
  assert.deepEqual(judge(lookOf(street(1), street(1)), after, true), [])
})

test('without a memory nothing is compared; with one look of another shape it begins anew', () => {
  assert.deepEqual(judge(lookOf(street(1), street(1)), undefined, true), [])
  const small = { ...memoryOf(lookOf(street(1))) }
  const other = { ...small, scene: { width: 2, height: 2, luma: new Uint8Array(4) }, last: small.last }
  assert.deepEqual(remember(other, lookOf(street(1)), [])?.scene, small.scene)
  assert.equal(remember(other, lookOf(street(1)), ['Blurry']), undefined)
})

test('a picture that stands still is frozen when the last look had it too, and only of live sources', () => {
  const still = lookOf(...Array.from({ length: 12 }, () => street(1)))
  const same = memoryOf(still)
  assert.deepEqual(judge(still, same, true), ['ScreenFreeze'])
  assert.deepEqual(judge(still, same, false), [])
  assert.deepEqual(judge(still, undefined, true), [], 'one look alone tells nothing, and is remembered')
  assert.deepEqual(judge(still, { ...same, last: memoryOf(lookOf(street(1, 2))).last }, true), [])
})

/** Grey noise of half a block's contrast, another for each seed, times the light at x. */
const pavement = (light: (x: number) => number, colour = [1, 1, 1]) =>
  drawn((x, y) => {
    const grey = (60 + (Math.imul((x >> 2) * 71 + (y >> 2) * 31 + 1, 0x9e3779b1) >>> 24) * 0.2) * light(x)
    return [grey * colour[0]!, grey * colour[1]!, grey * colour[2]!]
  })

test('where something moves in the look nothing is compared with the remembered scene', () => {
  const bus = (from: number) =>
    drawn((x, y) => {
      const stripe = ((x - from) >> 3) % 2 === (y >> 3) % 2 ? 230 : 30
      const house = 60 + (Math.imul((x >> 3) * 71 + (y >> 3) * 31 + 1, 0x9e3779b1) >>> 24) * 0.3
      const grey = x >= from && x < from + 120 ? stripe : house
      return [grey, grey, grey]
    })
  const empty = memoryOf(lookOf(bus(900), bus(900)))
  const driven = lookOf(...Array.from({ length: 12 }, (_, i) => bus(4 + i * 12)))
  const moving = driven.moving()!
  assert.ok(moving.includes(0) && moving.includes(1))
  const [now, then] = [driven.scene()!, empty.scene]
  assert.ok(sceneChange(then, now).alike! < 0.8, 'the bus has hidden and smeared houses')
  assert.ok(sceneChange(then, now, moving).alike! > 0.95)
})

test('a lawn has its own colour; a street that is all tinted is a finding', () => {
  const lawn = pavement(() => 1, [0.7, 1, 0.35])
  assert.deepEqual(judge(lookOf(lawn, lawn), undefined, true), [])
  const tinted = drawn((x, y) => ((x >> 4) % 2 === (y >> 4) % 2 ? [190, 150, 150] : [180, 120, 60]))
  assert.deepEqual(judge(lookOf(tinted, tinted), undefined, true), ['ColorDistortion'])
})

test('a border in the dark, as of an infrared lamp, is not smeared', () => {
  const day = pavement(() => 1)
  const night = pavement((x) => (x < 90 ? 0.42 : 0.95))
  assert.deepEqual(judge(lookOf(night, night), memoryOf(lookOf(day, day)), true), [])
})

test('a memory comes back from its bytes; other bytes are none', () => {
  const memory = memoryOf(lookOf(street(1)))
  assert.deepEqual(unpackMemory(packMemory(memory)), memory)
  assert.equal(unpackMemory(new Uint8Array(3)), undefined)
  assert.equal(unpackMemory(new Uint8Array([0, 9, 0, 9, 1])), undefined)
})

test('no picture, no finding', () => {
  assert.deepEqual(judge(new Look(), undefined, true), [])
})
