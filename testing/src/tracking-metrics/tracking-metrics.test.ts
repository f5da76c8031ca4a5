import assert from 'node:assert/strict'
import { test } from 'node:test'
import { clearMot, hota, type IdentifiedBox, identityScores, readMot, type Sequence } from './index.js'

/** A box 100 high and wide; two places are apart, `shift` pixels to the side leave (100 - s) / (100 + s) of overlap. */
const at = (id: number, place: number, shift = 0): IdentifiedBox => ({
  id,
  box: { x: place * 1000 + shift, y: 0, w: 100, h: 100 },
})

const frames = (
  length: number,
  make: (i: number) => { truth: IdentifiedBox[]; tracks: IdentifiedBox[] },
): Sequence => Array.from({ length }, (_, i) => make(i))

const near = (actual: number, expected: number) =>
  assert.ok(Math.abs(actual - expected) < 1e-9, `${actual} instead of ${expected}`)

function expectAll(
  sequence: Sequence,
  expected: { mota: number; idf1: number; hota: number; detA: number; assA: number },
): void {
  near(clearMot(sequence).mota, expected.mota)
  near(identityScores(sequence).idf1, expected.idf1)
  const h = hota(sequence)
  near(h.detA, expected.detA)
  near(h.assA, expected.assA)
  near(h.hota, expected.hota)
}

test('a perfect tracker has 1 everywhere', () => {
  const sequence = frames(10, () => ({ truth: [at(1, 0), at(2, 1)], tracks: [at(7, 0), at(8, 1)] }))
  expectAll(sequence, { mota: 1, idf1: 1, hota: 1, detA: 1, assA: 1 })
  const { motp, switches, fragmentations, misses, falsePositives, labelled } = clearMot(sequence)
  assert.deepEqual([motp, switches, fragmentations, misses, falsePositives, labelled], [1, 0, 0, 0, 0, 20])
})

test('two identities swapped half way: two switches of 20 boxes, half of them known, a third associated', () => {
  const sequence = frames(10, (i) => ({
    truth: [at(1, 0), at(2, 1)],
    tracks: i < 5 ? [at(7, 0), at(8, 1)] : [at(8, 0), at(7, 1)],
  }))
  // Each match is one of 5 that its pair shares, of 10 + 10 - 5 boxes that either of the two has.
  expectAll(sequence, { mota: 0.9, idf1: 0.5, hota: Math.sqrt(1 / 3), detA: 1, assA: 1 / 3 })
  assert.equal(clearMot(sequence).switches, 2)
  assert.equal(clearMot(sequence).fragmentations, 0)
})

test('somebody missed in the second half: half the boxes, all of them right', () => {
  const sequence = frames(10, (i) => ({ truth: [at(1, 0)], tracks: i < 5 ? [at(7, 0)] : [] }))
  expectAll(sequence, { mota: 0.5, idf1: 2 / 3, hota: 0.5, detA: 0.5, assA: 0.5 })
  const { idp, idr } = identityScores(sequence)
  near(idp, 1)
  near(idr, 0.5)
  assert.equal(clearMot(sequence).misses, 5)
})

test('somebody tracked twice at once: every second box is invented', () => {
  // 11 px aside of 100 is an overlap of 89 / 111 = 0.80.
  const sequence = frames(10, () => ({ truth: [at(1, 0)], tracks: [at(7, 0), at(8, 0, 11)] }))
  expectAll(sequence, { mota: 0, idf1: 2 / 3, hota: Math.sqrt(0.5), detA: 0.5, assA: 1 })
  assert.equal(clearMot(sequence).falsePositives, 10)
})

test('a new identity after each of five frames: one switch, half of it known', () => {
  const sequence = frames(10, (i) => ({ truth: [at(1, 0)], tracks: [at(i < 5 ? 7 : 8, 0)] }))
  expectAll(sequence, { mota: 0.9, idf1: 0.5, hota: Math.sqrt(0.5), detA: 1, assA: 0.5 })
})

test('a gap is a fragmentation; another identity after it is a switch besides', () => {
  for (const [after, switches] of [
    [7, 0],
    [8, 1],
  ] as const) {
    const sequence = frames(9, (i) => ({
      truth: [at(1, 0)],
      tracks: i < 3 ? [at(7, 0)] : i < 6 ? [] : [at(after, 0)],
    }))
    const found = clearMot(sequence)
    assert.deepEqual([found.switches, found.fragmentations, found.misses], [switches, 1, 3])
    near(found.mota, 1 - (3 + switches) / 9)
  }
})

test('somebody who was not there meanwhile is no fragmentation', () => {
  const sequence = frames(9, (i) => ({
    truth: i < 3 || i >= 6 ? [at(1, 0)] : [],
    tracks: i < 3 || i >= 6 ? [at(7, 0)] : [],
  }))
  assert.equal(clearMot(sequence).fragmentations, 0)
})

test('a correspondence that still holds is kept, though another box lies better', () => {
  const sequence = [
    { truth: [at(1, 0)], tracks: [at(7, 0)] },
    // 20 px aside leave 80 / 120 = 0.67, which still is a match.
    { truth: [at(1, 0)], tracks: [at(7, 0, 20), at(8, 0)] },
  ]
  assert.equal(clearMot(sequence).switches, 0)
  near(clearMot(sequence).motp, (1 + 80 / 120) / 2)
})

test('HOTA counts badly placed boxes at the low overlaps only', () => {
  // 24 px aside leave 76 / 124 = 0.613: a match at 0.05 … 0.60, which are 12 of 19.
  const sequence = frames(10, () => ({ truth: [at(1, 0)], tracks: [at(7, 0, 24)] }))
  expectAll(sequence, { mota: 1, idf1: 1, hota: 12 / 19, detA: 12 / 19, assA: 12 / 19 })
})

test('identities are paired for the sum over all, not one after the other', () => {
  // Person 1 shares 6 frames with track 7 and 4 with track 8; person 2 only has 5 frames with track 7.
  const sequence = [
    ...frames(6, () => ({ truth: [at(1, 0)], tracks: [at(7, 0)] })),
    ...frames(4, () => ({ truth: [at(1, 0)], tracks: [at(8, 0)] })),
    ...frames(5, () => ({ truth: [at(2, 0)], tracks: [at(7, 0)] })),
  ]
  // 4 + 5 right of 15 labelled and 15 tracked.
  near(identityScores(sequence).idf1, 9 / 15)
})

test('empty scenes: told nothing is perfect, told something is not, and a blind tracker has nothing', () => {
  const nothing = frames(5, () => ({ truth: [], tracks: [] }))
  expectAll(nothing, { mota: 1, idf1: 1, hota: 1, detA: 1, assA: 1 })
  expectAll([], { mota: 1, idf1: 1, hota: 1, detA: 1, assA: 1 })
  const invented = frames(5, () => ({ truth: [], tracks: [at(7, 0)] }))
  expectAll(invented, { mota: -4, idf1: 0, hota: 0, detA: 0, assA: 0 })
  const blind = frames(5, () => ({ truth: [at(1, 0)], tracks: [] }))
  expectAll(blind, { mota: 0, idf1: 0, hota: 0, detA: 0, assA: 0 })
})

test('rows of MOTChallenge are read, and a torn one is named', () => {
  assert.deepEqual(readMot('1,-1,10.5,20,30,40,0.9,-1,-1,-1\r\n\n2,3,1,2,3,4,1\n'), [
    { frame: 1, id: -1, box: { x: 10.5, y: 20, w: 30, h: 40 }, confidence: 0.9 },
    { frame: 2, id: 3, box: { x: 1, y: 2, w: 3, h: 4 }, confidence: 1 },
  ])
  assert.throws(() => readMot('1,2,3,4,5,6,7\n1,2,3'), /row 2/)
})
