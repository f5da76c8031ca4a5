import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Point } from '../geometry/box.js'
import type { RoiPolygon } from '../geometry/target-roi.js'
import { Stays } from './stays.js'

const square = (x: number, name: string): RoiPolygon => ({
  points: [
    [x, 0],
    [x + 100, 0],
    [x + 100, 100],
    [x, 100],
  ],
  name,
})
const REGIONS = [square(0, 'left'), square(200, 'right')]
const at = (id: number, x: number) => ({ id, at: [x, 50] as Point, target: `${id}@${x}` })
const stays = (more = {}) => new Stays<string>(REGIONS, { afterMs: 3000, absentMs: 2000, ...more })

test('a stay is told once, when it has lasted, with its region and its beginning', () => {
  const s = stays()
  assert.deepEqual(s.look([at(1, 50)], 0), { lasting: [], over: [] })
  assert.deepEqual(s.look([at(1, 50)], 2999).lasting, [])
  const [told] = s.look([at(1, 60)], 3000).lasting
  assert.deepEqual([told?.id, told?.region.name, told?.sinceMs, told?.target], [1, 'left', 0, '1@60'])
  assert.deepEqual(s.look([at(1, 50)], 60_000).lasting, [])
})

test('a told stay is over when the target has been elsewhere or unseen for long enough; an untold one ends in silence', () => {
  const s = stays()
  s.look([at(1, 50), at(2, 50)], 0)
  s.look([at(1, 50)], 3000)
  assert.deepEqual(s.look([at(1, 150)], 4999).over, [])
  assert.deepEqual(
    s.look([at(1, 150)], 5000).over.map(({ id }) => id),
    [1],
  )
  assert.deepEqual(s.look([], 9000).over, [])
})

test('a short absence does not begin the stay anew', () => {
  const s = stays()
  s.look([at(1, 50)], 0)
  s.look([], 1000)
  assert.equal(s.look([at(1, 50)], 3000).lasting.length, 1)
})

test('each region has its own stay, and each target', () => {
  const s = stays()
  s.look([at(1, 50), at(2, 50)], 0)
  s.look([at(1, 250), at(2, 50)], 1000)
  assert.deepEqual(
    s.look([at(1, 250), at(2, 50)], 3000).lasting.map(({ id }) => id),
    [2],
  )
  assert.deepEqual(
    s.look([at(1, 250)], 4000).lasting.map(({ id, region }) => [id, region.name]),
    [[1, 'right']],
  )
})

test('told again after a while, where that is asked for; what stays now can be asked', () => {
  const s = stays({ againMs: 1000 })
  s.look([at(1, 50)], 0)
  assert.deepEqual(s.told(), [])
  assert.equal(s.look([at(1, 50)], 3000).lasting.length, 1)
  assert.equal(s.look([at(1, 50)], 3999).lasting.length, 0)
  assert.equal(s.look([at(1, 50)], 4000).lasting.length, 1)
  assert.equal(s.told().length, 1)
})

test('a target seen elsewhere ends its stay sooner than one that is not seen at all, where that is asked for', () => {
  const over = (later: Parameters<Stays<string>['look']>[0]) => {
    const s = stays({ leftMs: 500 })
    s.look([at(1, 50)], 0)
    s.look([at(1, 50)], 3000)
    s.look(later, 3200)
    return [3600, 3800, 4800, 5000].find((timeMs) => s.look(later, timeMs).over.length > 0)
  }
  assert.equal(over([at(1, 150)]), 3800)
  assert.equal(over([{ ...at(1, 50), at: undefined }]), 3800)
  assert.equal(over([]), 5000)
})

test('coming back in time takes back that it left', () => {
  const s = stays({ leftMs: 500 })
  s.look([at(1, 50)], 0)
  s.look([at(1, 50)], 3000)
  s.look([at(1, 150)], 3200)
  s.look([at(1, 50)], 3600)
  s.look([at(1, 150)], 3800)
  assert.deepEqual(s.look([at(1, 150)], 4200).over, [])
  assert.equal(s.look([at(1, 150)], 4300).over.length, 1)
})

test('what is known to be there though hidden keeps its stay, but begins none and is not told', () => {
  const hidden = { ...at(1, 50), isHidden: true }
  const s = stays()
  for (let timeMs = 0; timeMs < 9000; timeMs += 1000) assert.deepEqual(s.look([hidden], timeMs).lasting, [])
  s.look([at(1, 50)], 9000)
  for (let timeMs = 10_000; timeMs < 20_000; timeMs += 1000)
    assert.deepEqual(s.look([hidden], timeMs), { lasting: [], over: [] })
  const [told] = s.look([at(1, 50)], 20_000).lasting
  assert.equal(told?.sinceMs, 9000)
})

test('a beginning that is known better counts; a later one takes the place of the first until the stay is told', () => {
  const s = stays()
  assert.equal(s.look([{ ...at(1, 50), sinceMs: -4000 }], 0).lasting.length, 1)
  assert.deepEqual(s.look([{ ...at(2, 50), sinceMs: 0 }], 1000).lasting, [])
  assert.deepEqual(s.look([{ ...at(2, 50), sinceMs: 2500 }], 3000).lasting, [])
  assert.equal(s.look([{ ...at(2, 50), sinceMs: 2500 }], 5500).lasting.length, 1)
})

test('a hole in a region is not part of it', () => {
  const hole = { points: square(40, '').points.map(([x, y]): Point => [Math.min(x, 60), y]) }
  const s = new Stays<string>([{ ...square(0, 'left'), except: [hole] }], { afterMs: 0, absentMs: 2000 })
  const told = s.look([at(1, 20), at(2, 50), at(3, 80)], 0).lasting.map(({ id }) => id)
  assert.deepEqual(told, [1, 3])
})
