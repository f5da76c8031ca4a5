import assert from 'node:assert/strict'
import { test } from 'node:test'
import { SceneParamError } from './check.js'
import { DEMO_ROI, DEMO_SCENE } from './demo.js'
import { labelScene } from './labels.js'
import { checkParams, type SceneParams } from './params.js'
import { actorsAt, makeScene } from './scene.js'
import { trueCrossings, trueEntries } from './truth.js'

const DEMO = labelScene(makeScene(DEMO_SCENE))

test('the same seed gives the same labels, another seed others', () => {
  assert.deepEqual(labelScene(makeScene({ ...DEMO_SCENE })), DEMO)
  assert.notDeepEqual(labelScene(makeScene({ ...DEMO_SCENE, seed: 8 })).frames, DEMO.frames)
})

test('there is a label set for each frame, with every box inside the frame', () => {
  assert.equal(DEMO.frames.length, DEMO_SCENE.fps * DEMO_SCENE.seconds)
  for (const { objects } of DEMO.frames) {
    for (const { box, visible, hidden } of objects) {
      assert.ok(box.x >= 0 && box.y >= 0 && box.w > 0 && box.h > 0, JSON.stringify(box))
      assert.ok(
        box.x + box.w <= DEMO_SCENE.width + 0.11 && box.y + box.h <= DEMO_SCENE.height + 0.11,
        JSON.stringify(box),
      )
      assert.ok(visible > 0 && visible <= 1 && hidden >= 0 && hidden <= 1)
    }
  }
})

test('an id walks on without a jump while it is in the picture', () => {
  const last = new Map<number, { x: number; frame: number }>()
  for (const actors of DEMO.frames) {
    for (const { id, box, class: kind } of actors.objects) {
      const x = box.x + box.w / 2
      const before = last.get(id)
      if (before) {
        assert.equal(before.frame, actors.frame - 1, `id ${id} is missing before frame ${actors.frame}`)
        assert.ok(
          Math.abs(x - before.x) < (kind === 'car' ? 40 : 60),
          `id ${id} jumps at frame ${actors.frame}`,
        )
      }
      last.set(id, { x, frame: actors.frame })
    }
  }
})

test('the picture after the last frame is the first one again', () => {
  for (const seconds of [4, 20]) {
    const scene = makeScene({ ...DEMO_SCENE, seconds, cars: 2 })
    const look = (timeMs: number): unknown[] => actorsAt(scene, timeMs).map(({ id: _, ...rest }) => rest)
    assert.deepEqual(look(seconds * 1000), look(0))
    // Over the seam everybody takes one more step instead of coming up anew.
    const [before, after] = [actorsAt(scene, seconds * 1000 - 1), actorsAt(scene, 0)]
    assert.deepEqual(
      after.map(({ class: kind, look: clothes }) => `${kind} ${clothes}`),
      before.map(({ class: kind, look: clothes }) => `${kind} ${clothes}`),
    )
    for (const [i, actor] of after.entries()) assert.ok(Math.abs(actor.foot.x - before[i]!.foot.x) <= 1)
  }
})

test('people of the demo are tall enough for every detector and cars never hide them', () => {
  for (const { objects } of DEMO.frames) {
    for (const { class: kind, box, visible } of objects) {
      if (kind === 'person' && visible === 1) assert.ok(box.h >= 150, `${box.h} px`)
    }
    const feet = objects.filter((o) => o.class === 'person').map(({ box }) => box.y + box.h)
    const roofs = objects.filter((o) => o.class === 'car').map(({ box }) => box.y)
    assert.ok(Math.max(0, ...feet) < Math.min(DEMO_SCENE.height, ...roofs))
  }
})

test('in the demo people soon and often cross the line both ways, and come into the region and leave it', () => {
  const crossings = trueCrossings(DEMO, DEMO_ROI.lines[0]!.data).filter((c) => c.class === 'person')
  assert.ok(crossings.some(({ timeMs }) => timeMs <= 3000))
  assert.equal(crossings.length, DEMO_SCENE.crowd, 'each walker crosses once')
  for (const side of [1, 2]) assert.ok(crossings.filter(({ to }) => to === side).length >= 3)
  const entries = trueEntries(DEMO, DEMO_ROI.polygons[0]!.data)
  assert.ok(entries.filter(({ kind }) => kind === 'in').length >= 3)
  assert.ok(entries.filter(({ kind }) => kind === 'out').length >= 3)
  assert.ok(entries.some(({ timeMs, kind }) => kind === 'in' && timeMs <= 5000))
  assert.ok(entries.every((e) => e.class === 'person'))
})

test('crowd and cars are the numbers of those who pass in one loop', () => {
  for (const [crowd, cars] of [
    [0, 0],
    [3, 1],
    [30, 6],
  ] as const) {
    const { frames } = labelScene(makeScene({ ...DEMO_SCENE, crowd, cars }))
    const middle = [
      [640, 0],
      [640, 720],
    ] as const
    const passed = trueCrossings({ params: DEMO_SCENE, frames }, middle)
    // Who is at the middle right at the seam is counted in neither half.
    assert.ok(Math.abs(passed.filter((c) => c.class === 'person').length - crowd) <= 1)
    assert.ok(Math.abs(passed.filter((c) => c.class === 'car').length - cars) <= 1)
  }
})

test('a parameter out of range is named', () => {
  const wrong: [Partial<SceneParams>, RegExp][] = [
    [{ width: 1281 }, /width is 1281/],
    [{ height: 100 }, /height is 100/],
    [{ rain: 1.5 }, /rain is 1.5/],
    [{ crowd: -1 }, /crowd is -1/],
    [{ distance: 400 }, /distance is 400/],
    [{ cars: 11 }, /cars is 11/],
    [{ seconds: 2.55 }, /fps \* seconds/],
    [{ seed: Number.NaN }, /seed/],
  ]
  for (const [part, message] of wrong) {
    assert.throws(
      () => checkParams({ ...DEMO_SCENE, ...part }),
      (error: unknown) => error instanceof SceneParamError && message.test(error.message),
    )
  }
})
