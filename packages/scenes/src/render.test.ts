import assert from 'node:assert/strict'
import { createHash } from 'node:crypto'
import { test } from 'node:test'
import { drawCar } from './car.js'
import { DEFAULT_SCENE, type SceneParams } from './params.js'
import { drawPerson, OUTFITS, personBox } from './person.js'
import { GAIT_STEPS } from './person-pose.js'
import { createRenderer } from './render.js'
import { actorsAt, makeScene } from './scene.js'
import { type Sprite, toSprite } from './svg.js'

const SMALL: SceneParams = {
  ...DEFAULT_SCENE,
  width: 640,
  height: 360,
  distance: 120,
  seconds: 4,
  cars: 1,
  crowd: 4,
}

async function frame(params: SceneParams, timeMs: number): Promise<Uint8Array> {
  const renderer = await createRenderer(makeScene(params))
  return (await renderer.frame(timeMs)).slice()
}

const hash = (data: Uint8Array): string => createHash('sha256').update(data).digest('hex')

function mean(data: Uint8Array): number {
  return data.reduce((sum, value) => sum + value, 0) / data.length
}

test('the same parameters give the same pixels, another seed others', async () => {
  const first = await frame(SMALL, 0)
  assert.equal(first.length, 640 * 360 * 3)
  assert.equal(hash(await frame({ ...SMALL }, 0)), hash(first))
  assert.notEqual(hash(await frame({ ...SMALL, seed: 9 }, 0)), hash(first))
})

test('the first frame comes again after the loop, with every condition', async () => {
  for (const part of [{}, { light: 'night' as const, rain: 0.7 }]) {
    const params = { ...SMALL, ...part }
    assert.equal(hash(await frame(params, 4000)), hash(await frame(params, 0)))
  }
})

test('dusk is darker than day and night darker than dusk', async () => {
  const [day, dusk, night] = [
    await frame(SMALL, 0),
    await frame({ ...SMALL, light: 'dusk' }, 0),
    await frame({ ...SMALL, light: 'night' }, 0),
  ]
  assert.ok(mean(day) > 1.2 * mean(dusk))
  assert.ok(mean(dusk) > 1.2 * mean(night))
})

test('only where somebody is does the picture differ from the empty street', async () => {
  const scene = makeScene(SMALL)
  const [full, empty] = [await frame(SMALL, 1000), await frame({ ...SMALL, crowd: 0, cars: 0 }, 1000)]
  const actors = actorsAt(scene, 1000)
  assert.ok(actors.length >= 2)
  let inside = 0
  for (let i = 0; i < full.length; i += 3) {
    if (full[i] === empty[i] && full[i + 1] === empty[i + 1] && full[i + 2] === empty[i + 2]) continue
    const [x, y] = [(i / 3) % 640, Math.floor(i / 3 / 640)]
    // Shadows reach over the boxes.
    const near = actors.some(
      ({ box }) => x > box.x - 40 && x < box.x + box.w + 40 && y > box.y - 4 && y < box.y + box.h + 16,
    )
    assert.ok(near, `pixel ${x},${y} differs`)
    inside++
  }
  assert.ok(inside > 1000)
})

test('the box of a label fits the drawn figure within three pixels', async () => {
  for (const facing of [1, -1] as const) {
    for (let step = 0; step < GAIT_STEPS; step += 5) {
      const sprite = await toSprite(drawPerson(OUTFITS[0]!, 200, step, facing))
      const drawn = opaque(sprite)
      const box = personBox(200, step, facing)
      for (const side of ['left', 'right', 'top', 'bottom'] as const) {
        assert.ok(
          Math.abs(drawn[side] - box[side]) <= 3,
          `step ${step} facing ${facing}: ${side} is ${drawn[side]}, labelled ${box[side].toFixed(1)}`,
        )
      }
    }
  }
})

test('a car is as long as it is said to be and stands on its foot point', async () => {
  const drawn = opaque(await toSprite(drawCar('#c2302b', 300, 0, 1)))
  assert.ok(Math.abs(drawn.right - drawn.left - 300) <= 3)
  assert.ok(Math.abs(drawn.bottom) <= 3)
})

/** The border of what is not see-through (the shadow is), about the anchor. */
function opaque({ data, width, height, anchor }: Sprite): {
  left: number
  right: number
  top: number
  bottom: number
} {
  let [left, right, top, bottom] = [width, 0, height, 0]
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      if (data[(y * width + x) * 4 + 3]! < 128) continue
      left = Math.min(left, x)
      right = Math.max(right, x + 1)
      top = Math.min(top, y)
      bottom = Math.max(bottom, y + 1)
    }
  }
  return { left: left - anchor.x, right: right - anchor.x, top: top - anchor.y, bottom: bottom - anchor.y }
}
