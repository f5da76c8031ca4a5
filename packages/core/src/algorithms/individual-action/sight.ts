/** What each act is judged by: one person in one frame. */
import type { BoundingBox } from '../algorithm.js'
import type { Body } from '../body.js'

export interface Sight {
  body: Body
  box: BoundingBox
  /** Of the person when standing, pixels. */
  height: number
  /** How far shoulders are above hips when the person stands, pixels; undefined when never seen to stand. */
  trunkRise: number | undefined
  isUpright: boolean
  timeMs: number
}

/** An act told in a frame is told once until it is over. */
export interface Act {
  /** Takes frames in order of time; true when the act is to be told now. */
  look(sight: Sight): boolean
}

/** True when the hips are about as low as the feet: the person lies, or sits on the ground. */
export function isLow({ body, box, height }: Sight): boolean {
  const { hips, ankles } = body
  // Shins drawn up lie behind the hips or above them; on the picture of a camera that looks down they may be below.
  if (hips && ankles) return Math.max(ankles[0][1], ankles[1][1]) - hips[1] < 0.25 * height
  return box.h < 0.6 * height
}
