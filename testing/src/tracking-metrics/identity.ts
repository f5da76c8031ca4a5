/**
 * IDF1: for how long a tracker knows who somebody is. Ristani, Solera, Zou, Cucchiara and Tomasi, "Performance Measures
 * and a Data Set for Multi-Target, Multi-Camera Tracking" (2016): each labelled identity is paired with at most one
 * track for the whole sequence, such that as many boxes as possible are right.
 */
import { assign } from '@vigia/core'
import { MATCH_IOU, meetings, type Sequence, share } from './sequence.js'

export interface IdentityScores {
  /** 2 IDTP / (boxes labelled + boxes tracked), 0-1. */
  idf1: number
  /** Share of the tracked boxes that carry the right identity, 0-1. */
  idp: number
  /** Share of the labelled boxes that are tracked under the right identity, 0-1. */
  idr: number
}

export function identityScores(sequence: Sequence): IdentityScores {
  const { together, truth, tracks } = meetings(sequence, MATCH_IOU)
  const people = [...truth.keys()]
  const found = [...tracks.keys()]
  const right = (row: number, column: number) => together.get(people[row]!)?.get(found[column]!) ?? 0
  const longest = Math.max(1, sequence.length)
  // Every pair is allowed, those that never meet included: leaving somebody unpaired costs what such a pair costs.
  const pairs = assign(people.length, found.length, (row, column) => 1 - right(row, column) / longest)
  const idtp = pairs.reduce((sum, [row, column]) => sum + right(row, column), 0)
  const total = (counts: Iterable<number>) => [...counts].reduce((sum, count) => sum + count, 0)
  const labelled = total(truth.values())
  const tracked = total(tracks.values())
  return {
    idf1: share(2 * idtp, labelled + tracked),
    idp: share(idtp, tracked),
    idr: share(idtp, labelled),
  }
}
