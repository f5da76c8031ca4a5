/** What the metrics of tracking are computed from: labelled boxes and a tracker's boxes, frame by frame. */
import { type BoundingBox, iou } from '@vigia/core'

/** A box with the identity that the labels, or the tracker, give it; unique within its frame. */
export interface IdentifiedBox {
  id: number
  /** Pixels of the source frame, origin top left. */
  box: BoundingBox
}

export interface SequenceFrame {
  truth: readonly IdentifiedBox[]
  tracks: readonly IdentifiedBox[]
}

/** All frames in order of time, those without boxes included. */
export type Sequence = readonly SequenceFrame[]

/** Overlap from which a track's box is a labelled one's, by the custom of MOTChallenge. */
export const MATCH_IOU = 0.5

/** Intersection over union (0-1) of each labelled box (row) with each track's (column). */
export function overlaps({ truth, tracks }: SequenceFrame): number[][] {
  return truth.map((t) => tracks.map((h) => iou(t.box, h.box)))
}

/** Frames in which two identities meet, and in which each appears. */
export interface Meetings {
  /** By truth identity, then track identity. */
  together: Map<number, Map<number, number>>
  truth: Map<number, number>
  tracks: Map<number, number>
}

/** Counts frames in which an overlap of `least` or more makes a pair possible, whatever other pairs there are. */
export function meetings(sequence: Sequence, least: number): Meetings {
  const found: Meetings = { together: new Map(), truth: new Map(), tracks: new Map() }
  for (const frame of sequence) {
    const table = overlaps(frame)
    for (const { id } of frame.tracks) found.tracks.set(id, (found.tracks.get(id) ?? 0) + 1)
    for (const [row, { id }] of frame.truth.entries()) {
      found.truth.set(id, (found.truth.get(id) ?? 0) + 1)
      const partners = found.together.get(id) ?? new Map<number, number>()
      found.together.set(id, partners)
      for (const [column, { id: track }] of frame.tracks.entries())
        if (table[row]![column]! >= least) partners.set(track, (partners.get(track) ?? 0) + 1)
    }
  }
  return found
}

/** A share of nothing is 1 when nothing was asked for: an empty scene in which nothing is told is seen perfectly. */
export function share(part: number, whole: number): number {
  return whole === 0 ? 1 : part / whole
}
