/**
 * CLEAR MOT: how many errors a tracker makes, frame by frame. Bernardin and Stiefelhagen, "Evaluating Multiple Object
 * Tracking Performance: The CLEAR MOT Metrics" (2008); fragmentations by Li, Huang and Nevatia (2009).
 */
import { assign } from '@vigia/core'
import { MATCH_IOU, overlaps, type Sequence, type SequenceFrame, share } from './sequence.js'

export interface ClearMot {
  /** 1 - (misses + false positives + switches) / labelled boxes: at most 1, may be negative. */
  mota: number
  /** Mean overlap of the matched pairs, 0-1 (the paper's is a distance; MOTChallenge made it an overlap). */
  motp: number
  misses: number
  falsePositives: number
  /** A labelled identity is matched with another track than it was last. */
  switches: number
  /** A labelled identity is matched again after it was not, though it was there. */
  fragmentations: number
  /** Labelled boxes. */
  labelled: number
}

/** What is known of a labelled identity: the track it was matched with last, and in which of its frames. */
interface Correspondence {
  track: number
  frame: number
  interrupted: boolean
}

export function clearMot(sequence: Sequence): ClearMot {
  const known = new Map<number, Correspondence>()
  const sum = { matches: 0, overlap: 0, tracks: 0, labelled: 0, switches: 0, fragmentations: 0 }
  for (const [at, frame] of sequence.entries()) {
    const table = overlaps(frame)
    const pairs = correspondences(frame, table, known)
    const matched = new Set<number>()
    for (const [row, column] of pairs) {
      const { id } = frame.truth[row]!
      const track = frame.tracks[column]!.id
      const before = known.get(id)
      if (before && before.track !== track) sum.switches++
      if (before?.interrupted) sum.fragmentations++
      known.set(id, { track, frame: at, interrupted: false })
      matched.add(id)
      sum.overlap += table[row]![column]!
    }
    for (const { id } of frame.truth) {
      const before = known.get(id)
      if (before && !matched.has(id)) before.interrupted = true
    }
    sum.matches += pairs.length
    sum.labelled += frame.truth.length
    sum.tracks += frame.tracks.length
  }
  const { matches, labelled, switches, fragmentations } = sum
  const misses = labelled - matches
  const falsePositives = sum.tracks - matches
  return {
    // Without labels each false positive counts as one labelled box's worth, so that it stays a number.
    mota: 1 - (misses + falsePositives + switches) / Math.max(1, labelled),
    motp: share(sum.overlap, matches),
    misses,
    falsePositives,
    switches,
    fragmentations,
    labelled,
  }
}

/** Correspondences that still hold stay, the newest first; the rest is paired for the largest overlap. */
function correspondences(
  { truth, tracks }: SequenceFrame,
  table: readonly (readonly number[])[],
  known: ReadonlyMap<number, Correspondence>,
): [row: number, column: number][] {
  const kept: [number, number][] = []
  const held = truth
    .map(({ id }, row) => ({ row, before: known.get(id) }))
    .sort((a, b) => (b.before?.frame ?? -1) - (a.before?.frame ?? -1))
  for (const { row, before } of held) {
    const column = tracks.findIndex(({ id }) => id === before?.track)
    if (column < 0 || table[row]![column]! < MATCH_IOU || kept.some(([, taken]) => taken === column)) continue
    kept.push([row, column])
  }
  const rows = truth.flatMap((_, row) => (kept.some(([taken]) => taken === row) ? [] : [row]))
  const columns = tracks.flatMap((_, column) => (kept.some(([, taken]) => taken === column) ? [] : [column]))
  const made = assign(rows.length, columns.length, (r, c) => {
    const overlap = table[rows[r]!]![columns[c]!]!
    return overlap >= MATCH_IOU ? 1 - overlap : undefined
  })
  return [...kept, ...made.map(([r, c]): [number, number] => [rows[r]!, columns[c]!])]
}
