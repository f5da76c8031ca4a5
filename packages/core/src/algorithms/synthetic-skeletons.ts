/** Bodies made of joints in space, seen by a camera: poses for the tests of the rules. Lengths in shares of the height. */
import type { Keypoint, TrackedObject } from './algorithm.js'
import { KEYPOINT, KEYPOINTS } from './pose.js'

/** To the person's left, up, forward. */
type Joint = readonly [number, number, number]

/** Elbow and wrist from the shoulder. */
export interface Arm {
  elbow: Joint
  wrist: Joint
}

export interface Figure {
  /** Where the body stands, pixels of the frame. */
  x: number
  y: number
  /** Standing height in pixels. */
  height: number
  /** Where it faces: 0 the camera, 90 the right of the picture, degrees. */
  yaw: number
  /** Of the whole body about its feet, degrees. */
  leanForward: number
  leanLeft: number
  /** Of the trunk about the hips, degrees. */
  waist: number
  /** Of both legs, degrees: thighs forward, shins back from there. */
  thighs: number
  knees: number
  left: Arm
  right: Arm
  /** Feet above the ground. */
  lift: number
  /** Points that are not found. */
  missing: readonly (keyof typeof KEYPOINT)[]
}

export const HANGING: Arm = { elbow: [0.02, -0.17, -0.01], wrist: [0.02, -0.32, 0.03] }
/** The forearm up, leant outwards by so many degrees. */
export const raised = (degrees: number): Arm => ({
  elbow: [0.12, 0.02, 0.05],
  wrist: [0.12 + 0.18 * sin(degrees), 0.02 + 0.18 * cos(degrees), 0.07],
})
/** Above the head, to hold on to something. */
export const REACHING: Arm = { elbow: [0.04, 0.16, 0.06], wrist: [0.03, 0.33, 0.1] }
export const AT_EAR: Arm = { elbow: [0.08, -0.12, 0.1], wrist: [-0.03, 0.1, 0.04] }
export const TO_GROUND: Arm = { elbow: [0.02, -0.12, 0.12], wrist: [0.02, -0.2, 0.25] }

export const STANDING: Figure = {
  x: 900,
  y: 800,
  height: 400,
  yaw: 30,
  leanForward: 0,
  leanLeft: 0,
  waist: 0,
  thighs: 0,
  knees: 0,
  left: HANGING,
  right: HANGING,
  lift: 0,
  missing: [],
}
export const SITTING: Partial<Figure> = { thighs: 85, knees: 85 }
export const SITTING_ON_GROUND: Partial<Figure> = { thighs: 85, knees: 5 }
export const SQUATTING: Partial<Figure> = { thighs: 110, knees: 140, waist: 35 }

/** The camera looks down by so many degrees. */
const PITCH = 20
const [TRUNK, THIGH, SHIN] = [0.29, 0.245, 0.245]
const SCORE = 0.7

/** @param jitter pixels that a point is off at most; the same `seed` gives the same noise */
export function personWith(trackId: number, changes: Partial<Figure>, jitter = 0, seed = 1): TrackedObject {
  const figure = { ...STANDING, ...changes }
  const random = noise(seed)
  const pose: Keypoint[] = joints(figure).map(([x, y]) => ({
    x: x + jitter * random(),
    y: y + jitter * random(),
    score: SCORE,
  }))
  const [xs, ys] = [pose.map(({ x }) => x), pose.map(({ y }) => y)]
  const margin = 0.07 * figure.height
  const [left, top] = [Math.min(...xs) - margin, Math.min(...ys) - margin]
  const box = { x: left, y: top, w: Math.max(...xs) + margin - left, h: Math.max(...ys) + margin / 2 - top }
  // A point that is not found lies anywhere.
  for (const name of figure.missing) pose[KEYPOINT[name]] = { x: 0, y: 0, score: 0.1 }
  return { box, label: 'person', score: 0.8, trackId, detectionId: `ID-${trackId}`, age: 5, seen: true, pose }
}

/** In pixels of the frame, in the order of a pose. */
function joints(figure: Figure): [number, number][] {
  const all = inBodyFrame(figure)
  const ground = Math.min(...all.map(([, up]) => up)) - 0.04
  const standing = all.map(([l, u, f]): Joint => [l, u - ground, f])
  return standing.map((joint) => {
    const leant = turn(turn(joint, 1, 2, -figure.leanForward), 1, 0, -figure.leanLeft)
    const [x, , toCamera] = turn(leant, 0, 2, figure.yaw)
    const up = leant[1] + figure.lift
    const { height } = figure
    return [figure.x + x * height, figure.y - (up * cos(PITCH) - toCamera * sin(PITCH)) * height]
  })
}

/** Origin between the hips. */
function inBodyFrame({ waist, thighs, knees, left, right }: Figure): Joint[] {
  const trunk = (joint: Joint): Joint => turn(joint, 1, 2, -waist)
  const all = Array<Joint>(KEYPOINTS).fill([0, 0, 0])
  const put = (name: keyof typeof KEYPOINT, joint: Joint) => {
    all[KEYPOINT[name]] = joint
  }
  put('nose', trunk([0, TRUNK + 0.12, 0.07]))
  for (const [side, sign, arm] of [
    ['left', 1, left],
    ['right', -1, right],
  ] as const) {
    const mirrored = ([l, u, f]: Joint): Joint => [sign * l, u, f]
    const shoulder: Joint = [sign * 0.1, TRUNK, 0]
    put(`${side}Eye`, trunk([sign * 0.02, TRUNK + 0.14, 0.06]))
    put(`${side}Ear`, trunk([sign * 0.045, TRUNK + 0.13, 0]))
    put(`${side}Shoulder`, trunk(shoulder))
    put(`${side}Elbow`, trunk(sum(shoulder, mirrored(arm.elbow))))
    put(`${side}Wrist`, trunk(sum(shoulder, mirrored(arm.wrist))))
    const hip: Joint = [sign * 0.06, 0, 0]
    const knee = sum(hip, [0, -THIGH * cos(thighs), THIGH * sin(thighs)])
    put(`${side}Hip`, hip)
    put(`${side}Knee`, knee)
    put(`${side}Ankle`, sum(knee, [0, -SHIN * cos(thighs - knees), SHIN * sin(thighs - knees)]))
  }
  return all
}

/** Turns the axis `a` towards `-b` by degrees. */
function turn(joint: Joint, a: 0 | 1 | 2, b: 0 | 1 | 2, degrees: number): Joint {
  const turned: [number, number, number] = [...joint]
  turned[a] = joint[a] * cos(degrees) + joint[b] * sin(degrees)
  turned[b] = joint[b] * cos(degrees) - joint[a] * sin(degrees)
  return turned
}

function sum(a: Joint, b: Joint): Joint {
  return [a[0] + b[0], a[1] + b[1], a[2] + b[2]]
}

function sin(degrees: number): number {
  return Math.sin((degrees * Math.PI) / 180)
}

function cos(degrees: number): number {
  return Math.cos((degrees * Math.PI) / 180)
}

/** From -1 to 1, by the generator of Park and Miller. */
function noise(seed: number): () => number {
  let state = seed * 7919 + 1
  return () => {
    state = (state * 48271) % 2147483647
    return (2 * state) / 2147483647 - 1
  }
}
