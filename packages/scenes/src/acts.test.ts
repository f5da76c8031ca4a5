import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Act } from './acts.js'
import { SceneParamError } from './check.js'
import { type LabelledObject, type Labels, labelScene } from './labels.js'
import { checkParams, DEFAULT_SCENE, type SceneParams } from './params.js'
import { makeScene } from './scene.js'

const EMPTY: SceneParams = { ...DEFAULT_SCENE, seconds: 40, crowd: 0, cars: 0, distance: 150 }
const labelled = (...acts: Act[]): Labels => labelScene(makeScene({ ...EMPTY, acts }))

function at({ frames }: Labels, second: number, kind: LabelledObject['class']): LabelledObject[] {
  return frames[second * EMPTY.fps]!.objects.filter((object) => object.class === kind)
}

const middle = ({ box }: LabelledObject): number => box.x + box.w / 2

test('a person comes, stands where and as long as told, and goes', () => {
  const labels = labelled({ kind: 'stand', from: 12, until: 30, x: 0.5, lane: 2 })
  const [before] = at(labels, 11, 'person')
  const places = [12, 20, 29].map((second) => middle(at(labels, second, 'person')[0]!))
  assert.ok(middle(before!) < places[0]! - 60, 'it is still on its way a second before')
  assert.deepEqual(new Set(places.map((x) => Math.abs(x - 640) < 25)), new Set([true]))
  assert.equal(new Set(places).size, 1)
  assert.ok(middle(at(labels, 31, 'person')[0]!) > places[0]! + 60)
  assert.deepEqual(at(labels, 2, 'person'), [])
})

test('a car parks at the kerb and drives on; one that is parked stands there in every frame', () => {
  const parks = labelled({ kind: 'park', from: 10, until: 25, x: 0.4 })
  assert.equal(middle(at(parks, 10, 'car')[0]!), middle(at(parks, 24, 'car')[0]!))
  assert.ok(Math.abs(middle(at(parks, 10, 'car')[0]!) - 512) < 3)
  assert.deepEqual(at(parks, 38, 'car'), [])
  const { frames } = labelled({ kind: 'parked', x: 0.4 })
  const boxes = frames.map(({ objects }) => JSON.stringify(objects.map(({ box }) => box)))
  assert.equal(new Set(boxes).size, 1)
  assert.equal(frames[0]!.objects.length, 1)
})

test('a bag lies there after its owner has gone, until somebody picks it up', () => {
  const labels = labelled({ kind: 'bag', from: 10, until: 30, x: 0.5, lane: 2 })
  assert.deepEqual(at(labels, 9, 'bag'), [])
  assert.ok(Math.abs(middle(at(labels, 9, 'person')[0]!) - 640) < 25, 'its owner stands there')
  assert.equal(at(labels, 20, 'bag').length, 1)
  assert.deepEqual(at(labels, 20, 'person'), [], 'its owner is out of the picture')
  assert.equal(at(labels, 30, 'person').length, 1)
  assert.deepEqual(at(labels, 31, 'bag'), [])
})

test('a bicycle is pushed in, stands alone, and is pushed away', () => {
  const labels = labelled({ kind: 'bicycle', from: 10, until: 30, x: 0.5, lane: 3 })
  assert.ok(Math.abs(middle(at(labels, 8, 'bicycle')[0]!) - middle(at(labels, 8, 'person')[0]!)) < 25)
  assert.deepEqual(at(labels, 20, 'person'), [])
  assert.equal(middle(at(labels, 10, 'bicycle')[0]!), middle(at(labels, 29, 'bicycle')[0]!))
  assert.ok(Math.abs(middle(at(labels, 32, 'bicycle')[0]!) - middle(at(labels, 32, 'person')[0]!)) < 25)
})

test('a car in the wrong direction drives from right to left', () => {
  const labels = labelled({ kind: 'wrong-way', at: 20 })
  const [early, mid, late] = [18, 20, 22].map((second) => middle(at(labels, second, 'car')[0]!))
  assert.ok(early! > mid! && mid! > late!)
  assert.ok(Math.abs(mid! - 640) < 3)
})

test('an act that cannot be is named', () => {
  const wrong: [Act, RegExp][] = [
    [{ kind: 'parked', x: 2 }, /acts\[0\]\.x is 2/],
    [{ kind: 'park', from: 20, until: 10, x: 0.5 }, /acts\[0\]\.until is 10/],
    [{ kind: 'stand', from: 0, until: 50, x: 0.5, lane: 0 }, /acts\[0\]\.until is 50/],
    [{ kind: 'stand', from: 0, until: 5, x: 0.5, lane: 4 }, /acts\[0\]\.lane is 4/],
    [{ kind: 'wrong-way', at: 41 }, /acts\[0\]\.at is 41/],
  ]
  for (const [act, message] of wrong)
    assert.throws(
      () => checkParams({ ...EMPTY, acts: [act] }),
      (error: unknown) => error instanceof SceneParamError && message.test(error.message),
    )
})
