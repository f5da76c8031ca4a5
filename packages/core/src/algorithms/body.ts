/** What the points of a pose say of a body: where its parts are, and how the trunk is held. Points too unsure are left out. */
import type { Point } from '../geometry/box.js'
import type { Pose } from './algorithm.js'
import { KEYPOINT } from './pose.js'

/** MoveNet's own examples draw points from this score on. */
const LEAST_SCORE = 0.3
/** Of the height of somebody who stands, from shoulders to hips: ISO 7250's mean of men and women is .28 to .30. */
export const TRUNK_SHARE = 0.29

/** Pixels of the source frame; y grows downwards. */
export interface Body {
  head: Point | undefined
  shoulders: Point | undefined
  hips: Point | undefined
  /** Both: the lower one is where the body stands. */
  ankles: readonly [Point, Point] | undefined
  /** From hips to shoulders, over the sides where both are seen. */
  trunk: Trunk | undefined
  left: Side
  right: Side
}

export interface Trunk {
  length: number
  /** How far the shoulders are above the hips: negative with the head down. */
  rise: number
  /** Against the vertical, degrees: 0 upright, 90 lying, 180 head down. */
  tilt: number
}

/** One side of the body, the person's own left or right. */
export interface Side {
  ear: Point | undefined
  shoulder: Point | undefined
  elbow: Point | undefined
  wrist: Point | undefined
  hip: Point | undefined
  knee: Point | undefined
  ankle: Point | undefined
}

export function bodyOf(pose: Pose): Body {
  const at = (index: number): Point | undefined => {
    const point = pose[index]
    return point && point.score >= LEAST_SCORE ? [point.x, point.y] : undefined
  }
  const k = KEYPOINT
  const left: Side = {
    ear: at(k.leftEar),
    shoulder: at(k.leftShoulder),
    elbow: at(k.leftElbow),
    wrist: at(k.leftWrist),
    hip: at(k.leftHip),
    knee: at(k.leftKnee),
    ankle: at(k.leftAnkle),
  }
  const right: Side = {
    ear: at(k.rightEar),
    shoulder: at(k.rightShoulder),
    elbow: at(k.rightElbow),
    wrist: at(k.rightWrist),
    hip: at(k.rightHip),
    knee: at(k.rightKnee),
    ankle: at(k.rightAnkle),
  }
  const ankles = [left.ankle, right.ankle] as const
  return {
    head: mean([at(k.nose), at(k.leftEye), at(k.rightEye), left.ear, right.ear]),
    shoulders: mean([left.shoulder, right.shoulder]),
    hips: mean([left.hip, right.hip]),
    ankles: ankles[0] && ankles[1] ? [ankles[0], ankles[1]] : undefined,
    trunk: trunkOf([left, right]),
    left,
    right,
  }
}

/** A side of which only one end is seen says nothing: a shoulder and the other hip would look like a lean. */
function trunkOf(sides: Side[]): Trunk | undefined {
  const along = mean(
    sides.map(({ shoulder, hip }) => shoulder && hip && [shoulder[0] - hip[0], hip[1] - shoulder[1]]),
  )
  if (!along) return undefined
  const [across, rise] = along
  return {
    length: Math.hypot(across, rise),
    rise,
    tilt: (Math.atan2(Math.abs(across), rise) * 180) / Math.PI,
  }
}

function mean(points: readonly (Point | undefined)[]): Point | undefined {
  const seen = points.filter((point) => point !== undefined)
  if (seen.length === 0) return undefined
  const sum = (axis: 0 | 1) => seen.reduce((total, point) => total + point[axis], 0)
  return [sum(0) / seen.length, sum(1) / seen.length]
}

export function distance([ax, ay]: Point, [bx, by]: Point): number {
  return Math.hypot(ax - bx, ay - by)
}
