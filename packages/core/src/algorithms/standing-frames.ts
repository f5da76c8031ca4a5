/** Made-up vehicles over time, for the tests of the rules about standing and driving. */
import type { BoundingBox, Rule, RuleResult, TrackedObject } from './algorithm.js'
import { frameAt, standing } from './synthetic-frames.js'

/** Frames of the made-up scenes come so often. */
export const STEP_MS = 200

/** A vehicle with this track id and box. */
export function vehicle(
  trackId: number,
  box: BoundingBox,
  changes: Partial<TrackedObject> = {},
): TrackedObject {
  return standing(trackId, 0, 0, { box, label: 'car', ...changes })
}

/** A car 200 wide and 100 high whose lower left corner is at (x, y). */
export function carAt(trackId: number, x: number, y: number, changes: Partial<TrackedObject> = {}) {
  return vehicle(trackId, { x, y: y - 100, w: 200, h: 100 }, changes)
}

export interface Told {
  timeMs: number
  result: RuleResult
}

/** Shows a rule all frames from `fromMs` to `toMs`; `scene` says what is in each. */
export function play(
  rule: Rule,
  fromMs: number,
  toMs: number,
  scene: (timeMs: number) => (TrackedObject | undefined)[],
): Told[] {
  const told: Told[] = []
  for (let timeMs = fromMs; timeMs <= toMs; timeMs += STEP_MS) {
    const objects = scene(timeMs).filter((object) => object !== undefined)
    for (const result of rule.frame(frameAt(timeMs, ...objects))) told.push({ timeMs, result })
  }
  return told
}

/** -1 to 1, the same for the same number: a detector's jitter, without chance. */
export function jitter(seed: number): number {
  const turned = Math.sin(seed * 12.9898) * 43_758.5453
  return 2 * (turned - Math.floor(turned)) - 1
}

/** A box whose edges jitter by up to this share of its height. */
export function shaky(box: BoundingBox, timeMs: number, share = 0.06): BoundingBox {
  const by = (edge: number) => jitter(timeMs + edge) * share * box.h
  const [left, top, right, bottom] = [by(1), by(2), by(3), by(4)]
  return { x: box.x + left, y: box.y + top, w: box.w + right - left, h: box.h + bottom - top }
}
