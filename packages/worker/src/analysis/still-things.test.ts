import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { AnalysedFrame, TrackedObject } from '@vigia/core'
import { StillThingMaker } from './still-things.js'

interface Block {
  x: number
  y: number
  w: number
  h: number
}

/** A plain yuv420p picture with a dark block. */
function yuvOf(width: number, height: number, block?: Block): Uint8Array {
  const yuv = new Uint8Array((width * height * 3) / 2).fill(128)
  if (block)
    for (let row = block.y; row < block.y + block.h; row++)
      yuv.fill(20, row * width + block.x, row * width + block.x + block.w)
  return yuv
}

/** Shows the block from second 2 to 6, at 5 frames a second, and gives the last frame. */
function show(
  maker: StillThingMaker,
  [width, height]: readonly [number, number],
  block: Block,
  objects: TrackedObject[] = [],
  fromMs = 0,
): AnalysedFrame {
  let analysed: AnalysedFrame = { width, height, videoTimeMs: 0, objects }
  for (let ms = 0; ms < 6000; ms += 200) {
    analysed = { width, height, videoTimeMs: fromMs + ms, objects }
    maker.add({ yuv: yuvOf(width, height, ms < 2000 ? undefined : block) }, analysed)
  }
  return analysed
}

const idOf = (thing: number) => `ID-${thing}`

test('a thing that is put down is told in pixels of the source, at any size of it', () => {
  for (const size of [
    [960, 540],
    [640, 360],
    [1366, 768],
  ] as const) {
    const block = { x: 300, y: 180, w: 72, h: 48 }
    const [thing, ...more] = show(new StillThingMaker(50, idOf), size, block).stillThings!
    assert.equal(more.length, 0)
    for (const side of ['x', 'y', 'w', 'h'] as const)
      assert.ok(Math.abs(thing!.box[side] - block[side]) <= 9, `${size}: ${JSON.stringify(thing?.box)}`)
    assert.deepEqual([thing?.detectionId, thing?.sinceMs, thing?.seen], ['ID-1', 2000, true])
  }
})

test('the least size scales with the frame', () => {
  const size = [960, 540] as const
  const block = { x: 300, y: 180, w: 72, h: 30 }
  assert.equal(show(new StillThingMaker(50, idOf), size, block).stillThings?.length, 1)
  assert.equal(show(new StillThingMaker(100, idOf), size, block).stillThings?.length, 0)
})

test('what is tracked is no still thing', () => {
  const box = { x: 290, y: 170, w: 90, h: 70 }
  const person = { box, label: 'person', score: 0.9, trackId: 1, detectionId: 'P', age: 9, seen: true }
  const block = { x: 300, y: 180, w: 72, h: 48 }
  assert.deepEqual(show(new StillThingMaker(50, idOf), [960, 540], block, [person]).stillThings, [])
})

test('a source of another size begins anew', () => {
  const maker = new StillThingMaker(50, idOf)
  const block = { x: 300, y: 180, w: 72, h: 48 }
  show(maker, [960, 540], block)
  assert.equal(show(maker, [640, 360], block, [], 6000).stillThings?.length, 1)
})
