/** Whether a job's frames go through the motion gate, and whether its stream may sleep. */
import { type Assignment, type Facts, MotionGate } from '@vigia/core'
import type { RunDeps } from './run-loop.js'

/** Switches of the job; the server has checked them. */
const GATE = 'motion_gate_sw'
const SLEEP = 'adaptive_decoding_sw'

/** @returns undefined when every frame is to be looked at: the job or its algorithm wants it so */
export function wantedMotion({ spec: { common } }: Assignment, facts: Facts, fps: number): RunDeps['motion'] {
  // Somebody who stands and waves moves too little for a gate, and it is the waving that is asked for; what is small
  // enough for tiles is too small for it.
  if (common[GATE] === 0 || facts.everyFrame || facts.poses || facts.tiles) return undefined
  return { gate: () => new MotionGate(), maySleep: common[SLEEP] === 1, fps }
}
