import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Detection } from '@vigia/core'
import type { SourceFrame } from '../source/index.js'
import { Analysis } from './analysis.js'

const [WIDTH, HEIGHT] = [800, 600]
/** The detector's picture is half as large, so that boxes must be brought to its pixels. */
const HALF = 2
type Person = { x: number; colour: readonly [number, number, number]; score: number }

const person = ({ x, score }: Person): Detection => ({
  box: { x, y: 300, w: 80, h: 200 },
  label: 'person',
  score,
})

function frameWith(people: Person[], videoTimeMs: number): SourceFrame {
  const [width, height] = [WIDTH / HALF, HEIGHT / HALF]
  const data = new Uint8Array(width * height * 3).fill(110)
  for (const { x, colour } of people)
    for (let row = 150; row < 250; row++)
      for (let column = x / HALF; column < x / HALF + 40; column++)
        data.set(colour, (row * width + Math.floor(column)) * 3)
  return {
    width: WIDTH,
    height: HEIGHT,
    of: { width: WIDTH, height: HEIGHT },
    videoTimeMs,
    receivedAtMs: 0,
    detector: { data, width, height },
    yuv: new Uint8Array(0),
  }
}

test('facts are added in order, after the tracker', async () => {
  const order: string[] = []
  const maker = (name: string) => ({
    add: async (_: SourceFrame, { objects }: { objects: unknown[] }) => {
      await Promise.resolve()
      order.push(`${name} ${objects.length}`)
    },
  })
  const analysis = new Analysis((id) => `ID-${id}`, [maker('first'), maker('second')])
  const people: Person[] = [{ x: 200, score: 0.9, colour: [200, 30, 30] }]
  for (const timeMs of [0, 200]) await analysis.of(frameWith(people, timeMs), people.map(person))
  assert.deepEqual(order, ['first 0', 'second 0', 'first 1', 'second 1'])
})
