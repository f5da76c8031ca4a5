/** Leads a made-up body through a scene at five frames a second, for the tests of acts. */
import type { Rule, RuleResult, TrackedObject } from '../algorithm.js'
import { frameAt } from '../synthetic-frames.js'
import { type Figure, personWith } from '../synthetic-skeletons.js'

const FRAME_MS = 200

/** The body at a time in seconds since the scene's beginning. */
export type Script = (seconds: number) => Partial<Figure>

export interface Told {
  eventType: number
  /** Seconds since the scene's beginning. */
  at: number
  result: RuleResult
}

export interface PlayOptions {
  /** Pixels that points are off at most. */
  jitter?: number
  /** Changes what the tracker says of a frame. */
  as?: (person: TrackedObject, seconds: number) => TrackedObject
}

/** Every alarm of the scene. */
export function play(rule: Rule, seconds: number, script: Script, options: PlayOptions = {}): Told[] {
  const { jitter = 0, as = (person) => person } = options
  const told: Told[] = []
  for (let i = 0; i * FRAME_MS <= seconds * 1000; i++) {
    const at = (i * FRAME_MS) / 1000
    const person = as(personWith(1, script(at), jitter, i), at)
    for (const result of rule.frame(frameAt(i * FRAME_MS, person))) {
      told.push({ eventType: result.eventType, at, result })
    }
  }
  return told
}

/** From 0 to 1 between two times. */
export function between(seconds: number, from: number, to: number): number {
  return Math.min(1, Math.max(0, (seconds - from) / (to - from)))
}
