import assert from 'node:assert/strict'
import { createHash } from 'node:crypto'
import { test } from 'node:test'
import { shakeAt } from './camera.js'
import { labelScene } from './labels.js'
import { beamsAt } from './light.js'
import { checkParams, DEFAULT_SCENE, type SceneParams } from './params.js'
import { createRenderer } from './render.js'
import { makeScene } from './scene.js'

/** Small, so that a frame costs a few milliseconds. */
const EMPTY: SceneParams = {
  ...DEFAULT_SCENE,
  width: 320,
  height: 240,
  distance: 80,
  fps: 5,
  seconds: 12,
  crowd: 0,
  cars: 0,
}
const CONDITIONS: Record<string, Partial<SceneParams>> = {
  rain: { rain: 0.6 },
  snow: { snow: 0.7 },
  shadows: { shadows: 0.8 },
  noise: { noise: 5 },
  all: { light: 'night', headlights: 2, rain: 0.3, snow: 0.3, shadows: 0.5, shake: 8, noise: 6 },
}

async function pictures(params: SceneParams, times: number[]): Promise<Uint8Array[]> {
  const renderer = await createRenderer(makeScene(params))
  const seen: Uint8Array[] = []
  for (const timeMs of times) seen.push((await renderer.frame(timeMs)).slice())
  return seen
}

const hash = (data: Uint8Array): string => createHash('sha256').update(data).digest('hex')
const mean = (data: Uint8Array): number => data.reduce((sum, value) => sum + value, 0) / data.length

for (const [name, condition] of Object.entries(CONDITIONS)) {
  test(`no two frames of an empty loop are alike, and the loop comes again: ${name}`, async () => {
    const params = { ...EMPTY, ...condition }
    const times = Array.from({ length: 60 }, (_, i) => i * 200)
    const seen = (await pictures(params, [...times, 12_000])).map(hash)
    assert.equal(seen.pop(), seen[0])
    assert.equal(new Set(seen).size, 60)
    assert.deepEqual((await pictures({ ...params }, [2200])).map(hash), [seen[11]])
  })
}

test('a beam lights the street while it sweeps by, and only then', async () => {
  const params: SceneParams = { ...EMPTY, light: 'night', headlights: 1 }
  const times = Array.from({ length: 60 }, (_, i) => i * 200)
  const middle = times.find((timeMs) => beamsAt(params, timeMs).some(({ x }) => Math.abs(x - 160) < 60))
  const none = times.find((timeMs) => beamsAt(params, timeMs).length === 0)
  const [lit, dark] = await pictures(params, [middle!, none!])
  assert.ok(mean(lit!) > 1.05 * mean(dark!), `${mean(lit!)} over ${mean(dark!)}`)
})

test('shadows darken some of the street at a time', async () => {
  const [plain, shaded] = await pictures({ ...EMPTY, shadows: 1 }, [0]).then(async ([one]) => [
    (await pictures(EMPTY, [0]))[0]!,
    one!,
  ])
  let [darker, same] = [0, 0]
  for (const [i, value] of plain!.entries()) {
    if (shaded![i]! < 0.8 * value) darker++
    else if (Math.abs(shaded![i]! - value) <= 2) same++
  }
  assert.ok(darker > 0.1 * plain!.length && same > 0.1 * plain!.length, `${darker} darker, ${same} the same`)
})

test('labels shake with the picture', () => {
  const still: SceneParams = { ...EMPTY, crowd: 3 }
  const shaking = { ...still, shake: 10 }
  const [quiet, moved] = [labelScene(makeScene(still)), labelScene(makeScene(shaking))]
  let compared = 0
  for (const [i, { timeMs, objects }] of quiet.frames.entries()) {
    const { dx, dy } = shakeAt(shaking, timeMs)
    assert.ok(Math.abs(dx) <= 4 && Math.abs(dy) <= 4, 'ten pixels of 720 rows are 3.3 of 240')
    for (const { id, box, visible } of objects) {
      const other = moved.frames[i]!.objects.find((o) => o.id === id)
      if (visible < 1 || other?.visible !== 1) continue
      compared++
      assert.ok(Math.abs(other.box.x - box.x - dx) < 0.11 && Math.abs(other.box.y - box.y - dy) < 0.11)
    }
  }
  assert.ok(compared > 20)
})

test('a condition out of range is named', () => {
  const wrong: [Partial<SceneParams>, RegExp][] = [
    [{ snow: 2 }, /snow is 2/],
    [{ shadows: -0.1 }, /shadows is -0.1/],
    [{ headlights: 1 }, /light is day/],
    [{ light: 'night', headlights: 9 }, /headlights is 9/],
    [{ shake: 21 }, /shake is 21/],
    [{ noise: 31 }, /noise is 31/],
    [{ crf: 17 }, /crf is 17/],
  ]
  for (const [part, message] of wrong) assert.throws(() => checkParams({ ...EMPTY, ...part }), message)
})
