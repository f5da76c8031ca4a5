/** Re-identification after short gaps: a newcomer near where somebody was lost a moment ago may be the same. */
import { centre } from '../geometry/box.js'
import { unlikeness } from './appearance.js'
import type { Track } from './track.js'

/** Heights of one target, before and after. */
const HEIGHTS = 1.3
/** From where it was lost, or would be now: so many heights, and so many more for each second of the gap. */
const NEAR = 0.5
const NEAR_PER_SECOND = 0.5
/** Looks that are less alike than this are another's. */
const ALIKE = 0.35

/** The lost track that the newcomer continues, the nearest first, or undefined when it is somebody new. */
export function recalled(newcomer: Track, lost: readonly Track[], timeMs: number): Track | undefined {
  const fitting = lost
    .filter((track) => track.seenAtMs < newcomer.bornMs && isAlike(track, newcomer))
    .map((track) => ({ track, apart: apart(track, newcomer) / newcomer.predicted().h }))
    .filter(({ track, apart }) => apart <= NEAR + (NEAR_PER_SECOND * (timeMs - track.seenAtMs)) / 1000)
  return fitting.sort((a, b) => a.apart - b.apart)[0]?.track
}

function isAlike(track: Track, newcomer: Track): boolean {
  if (track.group !== newcomer.group) return false
  const ratio = track.measured().h / newcomer.measured().h
  if (ratio > HEIGHTS || ratio < 1 / HEIGHTS) return false
  const looks = [track.look.current, newcomer.look.current ?? newcomer.sighting.appearance]
  return !looks[0] || !looks[1] || unlikeness(looks[0], looks[1]) <= ALIKE
}

function apart(track: Track, newcomer: Track): number {
  const [x, y] = centre(newcomer.predicted())
  return Math.min(
    ...[track.predicted(), track.measured()].map((box) => {
      const [bx, by] = centre(box)
      return Math.hypot(x - bx, y - by)
    }),
  )
}
