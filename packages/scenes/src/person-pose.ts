/**
 * The walk of a person as joint positions, in thousandths of the body height. Origin on the ground below the hip, x to
 * the walking direction, y down (the head has negative y). Proportions and swing as measured to be seen by detectors.
 */

export interface Joint {
  x: number
  y: number
}

/** A tapering limb from `from` (half-width `start`) to `to` (half-width `end`). */
export interface Limb {
  from: Joint
  to: Joint
  start: number
  end: number
}

export interface Leg {
  thigh: Limb
  shin: Limb
  /** Turn of the shoe about the ankle in degrees, toes up is negative. */
  shoeTurn: number
}

export interface Arm {
  upper: Limb
  lower: Limb
}

export interface Pose {
  hip: Joint
  shoulder: Joint
  /** Top of the head. */
  top: Joint
  nearLeg: Leg
  farLeg: Leg
  nearArm: Arm
  farArm: Arm
}

/** Steps of a full gait cycle that are told apart. */
export const GAIT_STEPS = 24
/** How far the body moves in a full cycle: two steps of 2 · 463 · sin 26°. */
export const CYCLE_LENGTH = 4 * 463 * Math.sin(26 * (Math.PI / 180))

const THIGH = 238
const SHIN = 225
const UPPER_ARM = 172
const FOREARM = 150
const HIP_TO_TOP = 520
const HIP_TO_SHOULDER = 520 - 205
/** Ankle joint above the sole. */
const ANKLE = 30
export const SHOE = { heel: -38, toe: 87, height: 52 }

/** @param step 0 to GAIT_STEPS - 1 */
export function poseOf(step: number): Pose {
  const phase = (2 * Math.PI * step) / GAIT_STEPS
  const near = legAngles(phase)
  const far = legAngles(phase + Math.PI)
  // The lowest foot is pinned to the ground; the body rides on it.
  const reach = Math.max(legReach(near), legReach(far))
  const hip = { x: 0, y: -reach }
  const shoulder = { x: 8, y: hip.y - HIP_TO_SHOULDER }
  return {
    hip,
    shoulder,
    top: { x: 16, y: hip.y - HIP_TO_TOP },
    nearLeg: leg(hip, near),
    farLeg: leg(hip, far),
    nearArm: arm(shoulder, -28 * Math.sin(phase)),
    farArm: arm(shoulder, 28 * Math.sin(phase)),
  }
}

/** The box around the figure without its shadow, in the same frame as the pose. */
export function extentOf(pose: Pose): { left: number; right: number; top: number; bottom: number } {
  const xs: number[] = [pose.top.x - 74, pose.top.x + 78, pose.hip.x - 84, pose.hip.x + 84]
  for (const { thigh, shin } of [pose.nearLeg, pose.farLeg]) {
    xs.push(
      thigh.from.x - thigh.start,
      thigh.from.x + thigh.start,
      thigh.to.x - thigh.end,
      thigh.to.x + thigh.end,
    )
    xs.push(shin.to.x + SHOE.heel, shin.to.x + SHOE.toe)
  }
  for (const { upper, lower } of [pose.nearArm, pose.farArm]) {
    xs.push(upper.to.x - upper.end, upper.to.x + upper.end, lower.to.x - lower.end, lower.to.x + lower.end)
  }
  return { left: Math.min(...xs), right: Math.max(...xs), top: pose.top.y, bottom: 0 }
}

interface LegAngles {
  /** Degrees forward of straight down. */
  hip: number
  /** Degrees that the knee bends back. */
  knee: number
}

function legAngles(phase: number): LegAngles {
  // The knee bends while the leg swings forward, most when it passes below the hip.
  return { hip: 26 * Math.sin(phase), knee: 4 + 54 * Math.max(0, Math.cos(phase)) ** 1.5 }
}

function legReach({ hip, knee }: LegAngles): number {
  return THIGH * cos(hip) + SHIN * cos(hip - knee) + ANKLE
}

function leg(hip: Joint, angles: LegAngles): Leg {
  const knee = along(hip, THIGH, angles.hip)
  const ankle = along(knee, SHIN, angles.hip - angles.knee)
  const lift = Math.max(0, -ANKLE - ankle.y)
  return {
    thigh: { from: hip, to: knee, start: 78, end: 52 },
    shin: { from: knee, to: ankle, start: 50, end: 34 },
    // A foot in the air hangs with its shin, one on the ground lies flat.
    shoeTurn: Math.min(1, lift / 25) * -0.75 * (angles.hip - angles.knee),
  }
}

function arm(shoulder: Joint, angle: number): Arm {
  const elbow = along(shoulder, UPPER_ARM, angle)
  const hand = along(elbow, FOREARM, angle + 18)
  return {
    upper: { from: shoulder, to: elbow, start: 56, end: 44 },
    lower: { from: elbow, to: hand, start: 42, end: 30 },
  }
}

function along(from: Joint, length: number, degrees: number): Joint {
  return { x: from.x + length * Math.sin(degrees * (Math.PI / 180)), y: from.y + length * cos(degrees) }
}

function cos(degrees: number): number {
  return Math.cos(degrees * (Math.PI / 180))
}
