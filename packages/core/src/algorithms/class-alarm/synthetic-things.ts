/** Made-up things that stand or lie somewhere for a while, for the tests of the alarms for classes. */
import type { Rule, RuleResult, TrackedObject } from '../algorithm.js'
import { frameAt, standing } from '../synthetic-frames.js'

/** A thing in the middle of the frame, 100 wide and 200 high. */
export const thing = (label: string, changes: Partial<TrackedObject> = {}): TrackedObject =>
  standing(1, 960, 640, { label, ...changes })

/** Shows the objects five times a second from one moment to the other (both included), and gives every result. */
export function show(rule: Rule, fromMs: number, toMs: number, ...objects: TrackedObject[]): RuleResult[] {
  const results: RuleResult[] = []
  for (let t = fromMs; t <= toMs; t += 200) results.push(...rule.frame(frameAt(t, ...objects)))
  return results
}

/** `bounding_box` of `thing`. */
export const THING_BOX = { x: 910, y: 440, w: 100, h: 200 }
