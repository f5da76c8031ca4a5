/**
 * HOTA: finding, keeping apart and placing of targets in one number. Luiten, Ošep, Dendorfer, Torr, Geiger, Leal-Taixé
 * and Leibe, "HOTA: A Higher Order Metric for Evaluating Multi-Object Tracking" (2021). For each overlap α that counts
 * as a match, HOTA is the geometric mean of the accuracy of detection and of association; then the mean over α.
 */
import { assign } from '@vigia/core'
import { type Meetings, meetings, overlaps, type Sequence, share } from './sequence.js'

export interface Hota {
  /** Means over α = 0.05, 0.1 … 0.95; 0-1. */
  hota: number
  detA: number
  assA: number
}

const ALPHAS = Array.from({ length: 19 }, (_, i) => (i + 1) / 20)
/** Where two pairs associate equally well, the better placed one is made: the paper's small ε. */
const PLACEMENT_WEIGHT = 1e-3

export function hota(sequence: Sequence): Hota {
  const scores = ALPHAS.map((alpha) => hotaAt(sequence, alpha))
  const mean = (of: (one: Hota) => number) => scores.reduce((sum, one) => sum + of(one), 0) / scores.length
  return { hota: mean((s) => s.hota), detA: mean((s) => s.detA), assA: mean((s) => s.assA) }
}

function hotaAt(sequence: Sequence, alpha: number): Hota {
  const possible = meetings(sequence, alpha)
  const made = new Map<string, { truth: number; track: number; frames: number }>()
  let matches = 0
  let boxes = 0
  for (const frame of sequence) {
    const table = overlaps(frame)
    boxes += frame.truth.length + frame.tracks.length
    // As many pairs as possible, among those the ones that associate best, among those the best placed.
    const pairs = assign(frame.truth.length, frame.tracks.length, (row, column) => {
      const overlap = table[row]![column]!
      if (overlap < alpha) return undefined
      const a = associationOf(possible, frame.truth[row]!.id, frame.tracks[column]!.id)
      return 1 - (a + PLACEMENT_WEIGHT * overlap) / (1 + PLACEMENT_WEIGHT)
    })
    matches += pairs.length
    for (const [row, column] of pairs) {
      const truth = frame.truth[row]!.id
      const track = frame.tracks[column]!.id
      const pair = made.get(`${truth}/${track}`) ?? { truth, track, frames: 0 }
      pair.frames++
      made.set(`${truth}/${track}`, pair)
    }
  }
  // Each match weighs by how much of both identities it is part of: TPA / (TPA + FNA + FPA).
  let sum = 0
  for (const { truth, track, frames } of made.values())
    sum += frames * jaccard(frames, possible.truth.get(truth)!, possible.tracks.get(track)!)
  const detA = share(matches, boxes - matches)
  // Without a match nothing is associated; where there was nothing to match nothing is wrong.
  const assA = matches === 0 ? detA : sum / matches
  return { hota: Math.sqrt(detA * assA), detA, assA }
}

/** The paper's A_max: what the association would be if the two were matched wherever they can be. */
function associationOf({ together, truth, tracks }: Meetings, id: number, track: number): number {
  return jaccard(together.get(id)?.get(track) ?? 0, truth.get(id)!, tracks.get(track)!)
}

function jaccard(both: number, one: number, other: number): number {
  return both / (one + other - both)
}
